#pragma once

#include <cstdint>
#include <vector>

#include "native/core/arguments.h"

namespace pysocket {

// A native object that serialised bytes refer to; `kind` as in garbage.h.
struct Reference {
    int32_t kind;
    int64_t handle;
};

// A serialised value (lib/transfer/codec.ts) in transit, with the references that it holds until a
// thread takes them over. If it is dropped, it releases them.
class EncodedValue {
  public:
    static constexpr size_t kReferenceSize = 2 * sizeof(double);

    EncodedValue() = default;
    // Output of lib/transfer/codec.ts: `length` bytes, then `count` references.
    EncodedValue(const uint8_t* data, size_t length, size_t count);
    static EncodedValue of_number(double number);
    EncodedValue(EncodedValue&&) = default;
    EncodedValue& operator=(EncodedValue&& other) noexcept;
    EncodedValue(const EncodedValue&) = delete;
    EncodedValue& operator=(const EncodedValue&) = delete;
    ~EncodedValue() { drop(); }

    const std::vector<uint8_t>& bytes() const { return bytes_; }
    // Returns a copy with its own references.
    EncodedValue copy() const;

    // Passes the bytes, and the references, to JavaScript: returns their number if they fit into
    // `view`, otherwise a new view.
    napi_value deliver(napi_env env, napi_value view);

  private:
    void drop();

    std::vector<uint8_t> bytes_;
    std::vector<Reference> references_;
};

// Passes all of them as an array.
napi_value deliver_all(napi_env env, std::vector<EncodedValue>* values);

// Reads `(view, length, count)` from three consecutive arguments; nothing if the range is not in
// the view.
template <size_t total>
EncodedValue read_encoded_value(napi_env env, const Arguments<total>& arguments, size_t first) {
    const int64_t length = arguments.int64(first + 1);
    const int64_t count = arguments.int64(first + 2);
    // No view is so large, and no sum of smaller numbers overflows.
    constexpr int64_t kMost = int64_t{1} << 48;
    if (length < 0 || length > kMost || count < 0 || count > kMost) return {};
    const auto size = static_cast<size_t>(length);
    const auto references = static_cast<size_t>(count);
    const Range range(env, arguments.value(first), 0,
                      size + references * EncodedValue::kReferenceSize);
    return range.valid() ? EncodedValue(range.data(), size, references) : EncodedValue();
}

}  // namespace pysocket
