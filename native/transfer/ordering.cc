#include "native/transfer/ordering.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <utility>

namespace pysocket {

namespace {

template <class Value>
Value load(const uint8_t* data) {
    Value value;
    std::memcpy(&value, data, sizeof value);
    return value;
}

// One serialised value within others.
struct Node {
    explicit Node(const uint8_t* start) : tag(start[0]) {
        if (tag < kNumber) {
            data = start + 1;
        } else if (tag == kNumber) {
            data = start + 1;
            size = sizeof(double);
        } else {
            size = load<uint32_t>(start + 1);
            data = start + 1 + sizeof(uint32_t);
        }
    }

    const uint8_t* end() const { return data + size; }
    double number() const { return load<double>(data); }
    uint32_t count() const { return load<uint32_t>(data); }
    Node first() const { return Node(data + sizeof(uint32_t)); }
    Node next() const { return Node(end()); }

    bool is_number() const { return tag >= kFalse && tag <= kBigInt; }
    bool is_string() const { return tag == kString || tag == kWideString; }
    bool is_bytes() const { return tag == kBytes || tag == kByteArray; }
    bool is_none() const { return tag == kUndefined || tag == kNull; }

    uint8_t tag;
    const uint8_t* data;
    size_t size = 0;
};

int sign(bool less, bool greater) { return less ? -1 : greater ? 1 : 0; }

int compare_bytes(const uint8_t* left, size_t left_size, const uint8_t* right, size_t right_size) {
    const size_t size = std::min(left_size, right_size);
    const int order = size == 0 ? 0 : std::memcmp(left, right, size);
    return order != 0 ? sign(order<0, order> 0) : sign(left_size<right_size, left_size> right_size);
}

// An integer as a big integer is written: whether it is negative, then its size, big-endian.
std::vector<uint8_t> integer_bytes(double number) {
    std::vector<uint8_t> bytes;
    double rest = std::fabs(number);
    while (rest >= 1) {
        bytes.push_back(static_cast<uint8_t>(std::fmod(rest, 256)));
        rest = std::floor(rest / 256);
    }
    bytes.push_back(number < 0 ? 1 : 0);
    std::reverse(bytes.begin(), bytes.end());
    return bytes;
}

int compare_integers(const uint8_t* left, size_t left_size, const uint8_t* right,
                     size_t right_size) {
    const bool negative = left[0] != 0;
    if (negative != (right[0] != 0)) return negative ? -1 : 1;
    const int order = left_size != right_size ? sign(left_size<right_size, left_size> right_size)
                                              : compare_bytes(left, left_size, right, right_size);
    return negative ? -order : order;
}

double small_number(const Node& node) {
    return node.tag == kNumber ? node.number() : node.tag == kTrue ? 1 : 0;
}

int compare_with_number(const Node& integer, double number) {
    if (std::isinf(number)) return number > 0 ? -1 : 1;
    const double whole = std::trunc(number);
    const std::vector<uint8_t> bytes = integer_bytes(whole);
    const int order = compare_integers(integer.data, integer.size, bytes.data(), bytes.size());
    return order != 0 ? order : sign(whole<number, whole> number);
}

// -1, 0, 1; or 2 where a NaN is neither.
int compare_numbers(const Node& left, const Node& right) {
    if (left.tag == kBigInt && right.tag == kBigInt)
        return compare_integers(left.data, left.size, right.data, right.size);
    const double number = small_number(left.tag == kBigInt ? right : left);
    if (std::isnan(number)) return 2;
    if (left.tag == kBigInt) return compare_with_number(left, number);
    if (right.tag == kBigInt) return -compare_with_number(right, number);
    const double other = small_number(right);
    return std::isnan(other) ? 2 : sign(number<other, number> other);
}

std::vector<uint32_t> code_points_of_utf16(const Node& node) {
    std::vector<uint32_t> points;
    for (size_t at = 0; at + 1 < node.size; at += 2) {
        const uint32_t unit = load<uint16_t>(node.data + at);
        const bool pairs = unit >= 0xDC00 && unit < 0xE000 && !points.empty() &&
                           points.back() >= 0xD800 && points.back() < 0xDC00;
        if (pairs)
            points.back() = 0x10000 + ((points.back() - 0xD800) << 10) + (unit - 0xDC00);
        else
            points.push_back(unit);
    }
    return points;
}

std::vector<uint32_t> code_points_of_utf8(const Node& node) {
    std::vector<uint32_t> points;
    for (size_t at = 0; at < node.size; at++) {
        const uint8_t byte = node.data[at];
        if ((byte & 0xC0) == 0x80 && !points.empty())
            points.back() = points.back() << 6 | (byte & 0x3F);
        else
            points.push_back(byte < 0x80 ? byte : byte < 0xE0 ? byte & 0x1F : byte & 0x0F);
    }
    return points;
}

std::vector<uint32_t> code_points(const Node& node) {
    return node.tag == kString ? code_points_of_utf8(node) : code_points_of_utf16(node);
}

// The order of UTF-8 is that of the code points.
int compare_strings(const Node& left, const Node& right) {
    if (left.tag == kString && right.tag == kString)
        return compare_bytes(left.data, left.size, right.data, right.size);
    const auto [lefts, rights] = std::make_pair(code_points(left), code_points(right));
    return sign(lefts < rights, rights < lefts);
}

std::string type_name(const Node& node) {
    switch (node.tag) {
        case kUndefined:
        case kNull:
            return "NoneType";
        case kFalse:
        case kTrue:
            return "bool";
        case kNumber:
            return std::trunc(node.number()) == node.number() && std::isfinite(node.number())
                       ? "int"
                       : "float";
        case kBigInt:
            return "int";
        case kString:
        case kWideString:
            return "str";
        case kBytes:
            return "bytes";
        case kByteArray:
            return "bytearray";
        case kArray:
            return "list";
        case kObject:
            return "dict";
        case kDate:
            return "datetime.datetime";
        default:
            // Their payload begins with the name.
            return std::string(reinterpret_cast<const char*>(node.data) + 1, node.data[0]);
    }
}

bool same_bytes(const Node& left, const Node& right) {
    return compare_bytes(left.data, left.size, right.data, right.size) == 0;
}

bool equal(const Node& left, const Node& right);

bool equal_arrays(const Node& left, const Node& right) {
    const uint32_t count = left.count();
    if (count != right.count()) return false;
    Node mine = left.first();
    Node theirs = right.first();
    for (uint32_t index = 0; index < count; index++) {
        if (!equal(mine, theirs)) return false;
        if (index + 1 == count) break;
        mine = mine.next();
        theirs = theirs.next();
    }
    return true;
}

// Whether an object that is not empty has this entry.
bool has_entry(const Node& object, const Node& key, const Node& value) {
    Node name = object.first();
    for (uint32_t index = 0; index < object.count(); index++) {
        const Node item = name.next();
        if (compare_strings(name, key) == 0) return equal(item, value);
        if (index + 1 < object.count()) name = item.next();
    }
    return false;
}

bool equal_objects(const Node& left, const Node& right) {
    const uint32_t count = left.count();
    if (count != right.count()) return false;
    if (count == 0) return true;
    Node name = left.first();
    for (uint32_t index = 0; index < count; index++) {
        const Node item = name.next();
        if (!has_entry(right, name, item)) return false;
        if (index + 1 < count) name = item.next();
    }
    return true;
}

bool equal(const Node& left, const Node& right) {
    if (left.is_none()) return right.is_none();
    if (left.is_number() && right.is_number()) return compare_numbers(left, right) == 0;
    if (left.is_string()) return right.is_string() && compare_strings(left, right) == 0;
    if (left.is_bytes()) return right.is_bytes() && same_bytes(left, right);
    if (left.tag != right.tag) return false;
    if (left.tag == kArray)
        return left.count() == 0 ? right.count() == 0 : equal_arrays(left, right);
    if (left.tag == kObject) return equal_objects(left, right);
    return same_bytes(left, right);
}

int less(const Node& left, const Node& right, std::string* failure);

// As Python compares sequences: by the first elements that are not equal, else by length.
int less_arrays(const Node& left, const Node& right, std::string* failure) {
    const uint32_t lefts = left.count();
    const uint32_t rights = right.count();
    const uint32_t count = std::min(lefts, rights);
    const uint8_t* mine = left.data + sizeof(uint32_t);
    const uint8_t* theirs = right.data + sizeof(uint32_t);
    for (uint32_t index = 0; index < count; index++) {
        const Node left_item(mine);
        const Node right_item(theirs);
        if (!equal(left_item, right_item)) return less(left_item, right_item, failure);
        mine = left_item.end();
        theirs = right_item.end();
    }
    return lefts < rights ? 1 : 0;
}

int less(const Node& left, const Node& right, std::string* failure) {
    if (left.is_number() && right.is_number()) return compare_numbers(left, right) == -1 ? 1 : 0;
    if (left.is_string() && right.is_string()) return compare_strings(left, right) < 0 ? 1 : 0;
    if (left.is_bytes() && right.is_bytes())
        return compare_bytes(left.data, left.size, right.data, right.size) < 0 ? 1 : 0;
    if (left.tag == kArray && right.tag == kArray) return less_arrays(left, right, failure);
    if (left.tag == kDate && right.tag == kDate) return left.number() < right.number() ? 1 : 0;
    *failure = type_name(left) + "\n" + type_name(right);
    return -1;
}

void append(std::string* key, const void* data, size_t size) {
    key->append(static_cast<const char*>(data), size);
}

void append_number(std::string* key, double number) {
    // Neither a negative zero nor one of the many NaNs.
    const double plain = number == 0 ? 0 : std::isnan(number) ? std::nan("") : number;
    key->push_back('n');
    append(key, &plain, sizeof plain);
}

void append_integer(std::string* key, const Node& integer) {
    double number = 0;
    for (size_t at = 1; at < integer.size; at++) number = number * 256 + integer.data[at];
    if (integer.data[0] != 0) number = -number;
    if (std::isfinite(number) && compare_with_number(integer, number) == 0) {
        append_number(key, number);
    } else {
        key->push_back('i');
        append(key, integer.data, integer.size);
    }
}

void append_key(std::string* key, const Node& node) {
    if (node.tag == kBigInt) return append_integer(key, node);
    if (node.is_number()) return append_number(key, small_number(node));
    const uint8_t kind = node.is_none()    ? uint8_t{kNull}
                         : node.is_bytes() ? uint8_t{kBytes}
                                           : node.tag;
    key->push_back(static_cast<char>(kind));
    if (node.tag != kArray) return append(key, node.data, node.size);
    const uint8_t* at = node.data + sizeof(uint32_t);
    for (uint32_t count = node.count(); count > 0; count--) {
        const Node item(at);
        std::string part;
        append_key(&part, item);
        const size_t size = part.size();
        append(key, &size, sizeof size);
        key->append(part);
        at = item.end();
    }
}

}  // namespace

std::string key_of(const Bytes& value) {
    std::string key;
    append_key(&key, Node(value.data()));
    return key;
}

int is_less(const Bytes& left, const Bytes& right, std::string* failure) {
    return less(Node(left.data()), Node(right.data()), failure);
}

bool is_equal(const Bytes& left, const Bytes& right) {
    return equal(Node(left.data()), Node(right.data()));
}

}  // namespace pysocket
