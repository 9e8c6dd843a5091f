#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace pysocket {

using Bytes = std::vector<uint8_t>;

// The order of serialised values (lib/encoding.ts), so that a thread can compare what others have
// put somewhere without running JavaScript: 1 if `left` is less, 0 if not. -1 if they have no
// order: `failure` is then the names of the two types, parted by a newline.
int is_less(const Bytes& left, const Bytes& right, std::string* failure);

bool is_equal(const Bytes& left, const Bytes& right);

// The same text for values that are equal, and for those that are a NaN.
std::string key_of(const Bytes& value);

}  // namespace pysocket
