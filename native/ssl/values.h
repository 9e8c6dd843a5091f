#pragma once

#include <initializer_list>
#include <string>

#include "native/core/arguments.h"

namespace pysocket {

// Null for a null text.
inline napi_value to_text(napi_env env, const char* text) {
    napi_value value = nullptr;
    if (text == nullptr)
        napi_get_null(env, &value);
    else
        napi_create_string_utf8(env, text, NAPI_AUTO_LENGTH, &value);
    return value;
}

inline napi_value to_null(napi_env env) { return to_text(env, nullptr); }

inline napi_value to_array(napi_env env, std::initializer_list<napi_value> items) {
    napi_value array = nullptr;
    napi_create_array_with_length(env, items.size(), &array);
    uint32_t index = 0;
    for (const napi_value item : items) napi_set_element(env, array, index++, item);
    return array;
}

// Bytes of a Uint8Array; empty for any other value.
inline std::string to_string(napi_env env, napi_value view) {
    void* data = nullptr;
    size_t length = 0;
    napi_typedarray_type type = napi_int8_array;
    if (view == nullptr ||
        napi_get_typedarray_info(env, view, &type, &length, &data, nullptr, nullptr) != napi_ok)
        return {};
    if (type != napi_uint8_array || length == 0) return {};
    return {static_cast<const char*>(data), length};
}

}  // namespace pysocket
