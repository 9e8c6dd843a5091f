#pragma once

#include <cstring>
#include <string>

#include "native/core/instance.h"

namespace pysocket {

// Reads a call's arguments. TypeScript has checked and converted them, so a value of another type
// is a bug in the package: it reads as 0 or as an empty range, never as memory.
template <size_t count>
class Arguments {
  public:
    Arguments(napi_env env, napi_callback_info info) : env_(env) {
        size_t given = count;
        void* data = nullptr;
        napi_get_cb_info(env, info, &given, values_, nullptr, &data);
        instance_ = static_cast<Instance*>(data);
    }

    Instance* instance() const { return instance_; }
    napi_value value(size_t index) const { return values_[index]; }

    int32_t int32(size_t index) const {
        int32_t value = 0;
        napi_get_value_int32(env_, values_[index], &value);
        return value;
    }

    int64_t int64(size_t index) const {
        int64_t value = 0;
        napi_get_value_int64(env_, values_[index], &value);
        return value;
    }

    double number(size_t index) const {
        double value = 0;
        napi_get_value_double(env_, values_[index], &value);
        return value;
    }

    bool boolean(size_t index) const {
        bool value = false;
        napi_get_value_bool(env_, values_[index], &value);
        return value;
    }

    // Reads text without converting other values to it: V8 creates no string after terminate(), and
    // napi.h would then end the process.
    std::string text(size_t index) const {
        return read_text<char>(index, napi_get_value_string_utf8);
    }

    std::u16string utf16(size_t index) const {
        return read_text<char16_t>(index, napi_get_value_string_utf16);
    }

  private:
    template <typename Unit>
    std::basic_string<Unit> read_text(size_t index, napi_status (*read)(napi_env, napi_value, Unit*,
                                                                        size_t, size_t*)) const {
        size_t length = 0;
        if (read(env_, values_[index], nullptr, 0, &length) != napi_ok) return {};
        std::basic_string<Unit> text(length, Unit());
        // The call writes the terminating NUL as well.
        read(env_, values_[index], text.data(), length + 1, &length);
        return text;
    }

    napi_env env_;
    napi_value values_[count];
    Instance* instance_;
};

// `length` bytes from `offset` of a typed array. The memory is looked up for each attempt, because
// a signal handler may detach or shrink the buffer during the call.
class Range {
  public:
    Range(napi_env env, napi_value view, size_t offset, size_t length)
        : env_(env), view_(view), offset_(offset), length_(length) {
        refresh();
    }

    // Returns false if the range is not, or no longer, inside the view.
    bool refresh() {
        void* data = nullptr;
        size_t length = 0;
        napi_typedarray_type type = napi_uint8_array;
        data_ = nullptr;
        if (napi_get_typedarray_info(env_, view_, &type, &length, &data, nullptr, nullptr) !=
            napi_ok)
            return false;
        if (type != napi_uint8_array || offset_ > length || length_ > length - offset_)
            return false;
        data_ = static_cast<uint8_t*>(data) + offset_;
        return true;
    }

    bool valid() const { return data_ != nullptr || length_ == 0; }
    uint8_t* data() const { return data_; }
    size_t length() const { return length_; }

  private:
    napi_env env_;
    napi_value view_;
    size_t offset_;
    size_t length_;
    uint8_t* data_ = nullptr;
};

inline napi_value to_value(napi_env env, int64_t number) {
    napi_value value = nullptr;
    if (number >= INT32_MIN && number <= INT32_MAX)
        napi_create_int32(env, static_cast<int32_t>(number), &value);
    else
        napi_create_double(env, static_cast<double>(number), &value);
    return value;
}

// Returns a typed array with a copy of `length` bytes. Returns no object after terminate(), when V8
// creates none and nobody receives the result.
inline napi_value to_typed_array(napi_env env, const void* bytes, size_t length,
                                 napi_typedarray_type type = napi_uint8_array) {
    void* data = nullptr;
    napi_value buffer = nullptr;
    napi_value array = nullptr;
    if (napi_create_arraybuffer(env, length, &data, &buffer) != napi_ok) return nullptr;
    if (length > 0) std::memcpy(data, bytes, length);
    const size_t size = type == napi_int32_array ? sizeof(int32_t) : 1;
    napi_create_typedarray(env, type, length / size, buffer, 0, &array);
    return array;
}

}  // namespace pysocket
