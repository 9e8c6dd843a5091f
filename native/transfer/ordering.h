#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace pysocket {

using Bytes = std::vector<uint8_t>;

// The tags of lib/transfer/codec.ts. Up to kNumber the size is known; after the others comes a
// length.
enum Tag : uint8_t {
    kUndefined = 0,
    kNull = 1,
    kFalse = 2,
    kTrue = 3,
    kNumber = 4,
    kBigInt = 5,
    kString = 6,
    kWideString = 7,
    kBytes = 8,
    kByteArray = 9,
    kArray = 10,
    kObject = 11,
    kDate = 12,
    kShared = 13,
    kOpaque = 14,
};

// The order of serialised values (lib/transfer/codec.ts), so that a thread can compare what others
// have put somewhere without running JavaScript: 1 if `left` is less, 0 if not. -1 if they have no
// order: `failure` is then the names of the two types, parted by a newline.
int is_less(const Bytes& left, const Bytes& right, std::string* failure);

bool is_equal(const Bytes& left, const Bytes& right);

// The same text for values that are equal, and for those that are a NaN.
std::string key_of(const Bytes& value);

}  // namespace pysocket
