#include "native/transfer/encoded_value.h"

#include <cmath>
#include <cstring>
#include <limits>
#include <utility>

#include "native/transfer/garbage.h"
#include "native/transfer/ordering.h"

namespace pysocket {

namespace {

// -1, which is not a kind, if the number is not valid.
template <class Integer>
Integer to_integer(double number) {
    const double limit = std::ldexp(1.0, std::numeric_limits<Integer>::digits);
    return number >= -limit && number < limit ? static_cast<Integer>(number) : Integer{-1};
}

}  // namespace

EncodedValue::EncodedValue(const uint8_t* data, size_t length, size_t count)
    : bytes_(data, data + length) {
    references_.reserve(count);
    for (size_t index = 0; index < count; index++) {
        double numbers[2];
        std::memcpy(numbers, data + length + index * sizeof numbers, sizeof numbers);
        references_.push_back({to_integer<int32_t>(numbers[0]), to_integer<int64_t>(numbers[1])});
    }
}

EncodedValue EncodedValue::of_number(double number) {
    uint8_t data[1 + sizeof number] = {kNumber};
    std::memcpy(data + 1, &number, sizeof number);
    return EncodedValue(data, sizeof data, 0);
}

EncodedValue& EncodedValue::operator=(EncodedValue&& other) noexcept {
    if (this == &other) return *this;
    // Releasing the last reference may destroy the object that holds this value.
    EncodedValue old(std::move(*this));
    bytes_ = std::exchange(other.bytes_, {});
    references_ = std::exchange(other.references_, {});
    return *this;
}

EncodedValue EncodedValue::copy() const {
    EncodedValue encoded;
    encoded.bytes_ = bytes_;
    encoded.references_ = references_;
    for (const Reference& reference : references_)
        retain_reference(reference.kind, reference.handle);
    return encoded;
}

void EncodedValue::drop() {
    for (const Reference& reference : std::exchange(references_, {}))
        release_reference(reference.kind, reference.handle);
}

napi_value EncodedValue::deliver(napi_env env, napi_value view) {
    references_.clear();
    const Range range(env, view, 0, bytes_.size());
    if (range.valid()) {
        std::memcpy(range.data(), bytes_.data(), bytes_.size());
        return to_value(env, static_cast<int64_t>(bytes_.size()));
    }
    return to_typed_array(env, bytes_.data(), bytes_.size());
}

napi_value deliver_all(napi_env env, std::vector<EncodedValue>* values) {
    napi_value all = nullptr;
    napi_value none = nullptr;
    napi_create_array_with_length(env, values->size(), &all);
    napi_get_undefined(env, &none);
    uint32_t count = 0;
    for (EncodedValue& encoded : *values)
        napi_set_element(env, all, count++, encoded.deliver(env, none));
    return all;
}

}  // namespace pysocket
