#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace pysocket {

using Bytes = std::vector<uint8_t>;

// Tags of lib/transfer/codec.ts. Up to kNumber the size is fixed; the others are followed by a
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

// Order of serialised values (lib/transfer/codec.ts), so that a thread can compare values of other
// threads without running JavaScript: 1 if `left` is less, 0 if not. -1 if they cannot be compared:
// `failure` is then the names of the two types, separated by a newline.
int is_less(const Bytes& left, const Bytes& right, std::string* failure);

bool is_equal(const Bytes& left, const Bytes& right);

// Returns the same text for values that are equal, and for all NaNs.
std::string key_of(const Bytes& value);

}  // namespace pysocket
