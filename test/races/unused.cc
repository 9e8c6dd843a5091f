#include <cstdio>
#include <cstdlib>

// What of Node-API the native sources name and no scenario reaches.

#define UNUSED(name)                               \
    extern "C" void name() {                       \
        std::fputs("needed: " #name "\n", stderr); \
        std::abort();                              \
    }

UNUSED(napi_async_destroy)
UNUSED(napi_close_callback_scope)
UNUSED(napi_close_escapable_handle_scope)
UNUSED(napi_create_buffer_copy)
UNUSED(napi_create_error)
UNUSED(napi_create_string_utf16)
UNUSED(napi_create_type_error)
UNUSED(napi_define_properties)
UNUSED(napi_escape_handle)
UNUSED(napi_fatal_error)
UNUSED(napi_fatal_exception)
UNUSED(napi_get_and_clear_last_exception)
UNUSED(napi_get_last_error_info)
UNUSED(napi_get_property)
UNUSED(napi_get_value_string_utf16)
UNUSED(napi_has_property)
UNUSED(napi_is_exception_pending)
UNUSED(napi_is_typedarray)
UNUSED(napi_open_escapable_handle_scope)
UNUSED(napi_throw)
UNUSED(napi_typeof)
