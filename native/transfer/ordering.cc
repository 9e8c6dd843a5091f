#include "native/transfer/ordering.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <optional>
#include <utility>

namespace pysocket {

namespace {

template <class Value>
Value load(const uint8_t* data) {
    Value value;
    std::memcpy(&value, data, sizeof value);
    return value;
}

// Maximum nesting of arrays and objects: lib/transfer/codec.ts leaves deeper ones to V8.
constexpr int kDeepest = 250;

// One serialised value within others. Reads nothing behind `limit`, the end of the value around it:
// what does not fit there, or into its own length, counts as undefined.
struct Node {
    Node(const uint8_t* start, const uint8_t* end_of_room, int depth = 0)
        : data(end_of_room), limit(end_of_room), level(depth) {
        if (start == limit) return;
        const uint8_t* head = start + 1;
        const auto room = static_cast<size_t>(limit - head);
        if (*start < kNumber)
            accept(*start, head, 0);
        else if (*start == kNumber && room >= sizeof(double))
            accept(kNumber, head, sizeof(double));
        else if (*start > kNumber && *start <= kOpaque && room >= sizeof(uint32_t))
            read_sized(*start, head + sizeof(uint32_t), load<uint32_t>(head));
    }

    const uint8_t* end() const { return data + size; }
    double number() const { return load<double>(data); }
    uint32_t count() const { return load<uint32_t>(data); }

    bool is_number() const { return tag >= kFalse && tag <= kBigInt; }
    bool is_string() const { return tag == kString || tag == kWideString; }
    bool is_bytes() const { return tag == kBytes || tag == kByteArray; }
    bool is_none() const { return tag == kUndefined || tag == kNull; }

    uint8_t tag = kUndefined;
    const uint8_t* data;
    size_t size = 0;
    const uint8_t* limit;
    int level;

  private:
    void read_sized(uint8_t found, const uint8_t* start, size_t length) {
        if (length <= static_cast<size_t>(limit - start) && is_whole(found, start, length))
            accept(found, start, length);
    }

    bool is_whole(uint8_t found, const uint8_t* start, size_t length) const {
        if (found == kArray || found == kObject)
            return length >= sizeof(uint32_t) && level < kDeepest;
        if (found == kDate) return length == sizeof(double);
        if (found == kBigInt) return length > 0;
        // Name of the type, after its length.
        if (found == kShared || found == kOpaque) return length > 0 && start[0] < length;
        return true;
    }

    void accept(uint8_t found, const uint8_t* start, size_t length) {
        tag = found;
        data = start;
        size = length;
    }
};

// Contents of an array or object, one after the other: as many as it says, but not more than there
// are.
class Items {
  public:
    explicit Items(const Node& node)
        : at_(node.data + sizeof(uint32_t)),
          limit_(node.end()),
          left_((node.tag == kObject ? uint64_t{2} : uint64_t{1}) * node.count()),
          level_(node.level + 1) {}

    std::optional<Node> next() {
        if (left_ == 0 || at_ == limit_) return std::nullopt;
        left_--;
        const Node node(at_, limit_, level_);
        at_ = node.end();
        return node;
    }

  private:
    const uint8_t* at_;
    const uint8_t* limit_;
    uint64_t left_;
    int level_;
};

int sign(bool less, bool greater) { return less ? -1 : greater ? 1 : 0; }

int compare_bytes(const uint8_t* left, size_t left_size, const uint8_t* right, size_t right_size) {
    const size_t size = std::min(left_size, right_size);
    const int order = size == 0 ? 0 : std::memcmp(left, right, size);
    return order != 0 ? sign(order<0, order> 0) : sign(left_size<right_size, left_size> right_size);
}

// An integer in the form of a big integer: sign, then magnitude, big-endian.
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

// -1, 0, 1; or 2 if either is a NaN.
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

// UTF-8 has the order of the code points.
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
    Items mine(left);
    Items theirs(right);
    for (;;) {
        const std::optional<Node> item = mine.next();
        const std::optional<Node> other = theirs.next();
        if (!item || !other) return !item && !other;
        if (!equal(*item, *other)) return false;
    }
}

bool has_entry(const Node& object, const Node& key, const Node& value) {
    Items items(object);
    while (const std::optional<Node> name = items.next()) {
        const std::optional<Node> item = items.next();
        if (item && compare_strings(*name, key) == 0) return equal(*item, value);
    }
    return false;
}

bool equal_objects(const Node& left, const Node& right) {
    if (left.count() != right.count()) return false;
    Items items(left);
    while (const std::optional<Node> name = items.next()) {
        const std::optional<Node> item = items.next();
        if (item && !has_entry(right, *name, *item)) return false;
    }
    return true;
}

bool equal(const Node& left, const Node& right) {
    if (left.is_none()) return right.is_none();
    if (left.is_number() && right.is_number()) return compare_numbers(left, right) == 0;
    if (left.is_string()) return right.is_string() && compare_strings(left, right) == 0;
    if (left.is_bytes()) return right.is_bytes() && same_bytes(left, right);
    if (left.tag != right.tag) return false;
    if (left.tag == kArray) return equal_arrays(left, right);
    if (left.tag == kObject) return equal_objects(left, right);
    return same_bytes(left, right);
}

int less(const Node& left, const Node& right, std::string* failure);

// Compares like Python's sequences: by the first elements that differ, otherwise by length.
int less_arrays(const Node& left, const Node& right, std::string* failure) {
    Items mine(left);
    Items theirs(right);
    for (;;) {
        const std::optional<Node> item = mine.next();
        const std::optional<Node> other = theirs.next();
        if (!item || !other) return !item && other ? 1 : 0;
        if (!equal(*item, *other)) return less(*item, *other, failure);
    }
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
    // Normalizes negative zero and the many NaNs.
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
    Items items(node);
    while (const std::optional<Node> item = items.next()) {
        std::string part;
        append_key(&part, *item);
        const size_t size = part.size();
        append(key, &size, sizeof size);
        key->append(part);
    }
}

Node root(const Bytes& value) { return Node(value.data(), value.data() + value.size()); }

}  // namespace

std::string key_of(const Bytes& value) {
    std::string key;
    append_key(&key, root(value));
    return key;
}

int is_less(const Bytes& left, const Bytes& right, std::string* failure) {
    return less(root(left), root(right), failure);
}

bool is_equal(const Bytes& left, const Bytes& right) { return equal(root(left), root(right)); }

}  // namespace pysocket
