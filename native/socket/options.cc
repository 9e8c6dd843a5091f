#include "native/core/arguments.h"
#include "native/socket/socket_table.h"

namespace pysocket {

namespace {

napi_value setsockopt_int(napi_env env, napi_callback_info info) {
    const Arguments<4> arguments(env, info);
    const SocketUse use(arguments.int64(0));
    if (!use) return to_value(env, -sys::kNotASocket);
    const int value = arguments.int32(3);
    return to_value(env, sys::set_option(use.fd(), arguments.int32(1), arguments.int32(2), &value,
                                         sizeof value));
}

napi_value setsockopt_bytes(napi_env env, napi_callback_info info) {
    const Arguments<6> arguments(env, info);
    const SocketUse use(arguments.int64(0));
    if (!use) return to_value(env, -sys::kNotASocket);
    const Range range(env, arguments.value(3), static_cast<size_t>(arguments.int64(4)),
                      static_cast<size_t>(arguments.int64(5)));
    if (!range.valid()) return to_value(env, -EFAULT);
    return to_value(env, sys::set_option(use.fd(), arguments.int32(1), arguments.int32(2),
                                         range.data(), static_cast<socklen_t>(range.length())));
}

napi_value setsockopt_none(napi_env env, napi_callback_info info) {
    const Arguments<4> arguments(env, info);
    const SocketUse use(arguments.int64(0));
    if (!use) return to_value(env, -sys::kNotASocket);
    return to_value(env, sys::set_option(use.fd(), arguments.int32(1), arguments.int32(2), nullptr,
                                         static_cast<socklen_t>(arguments.int64(3))));
}

napi_value getsockopt_int(napi_env env, napi_callback_info info) {
    const Arguments<3> arguments(env, info);
    const SocketUse use(arguments.int64(0));
    if (!use) return to_value(env, -sys::kNotASocket);
    int value = 0;
    socklen_t length = sizeof value;
    const int64_t outcome =
        sys::get_option(use.fd(), arguments.int32(1), arguments.int32(2), &value, &length);
    arguments.instance()->words[0] = value;
    return to_value(env, outcome);
}

napi_value getsockopt_bytes(napi_env env, napi_callback_info info) {
    const Arguments<4> arguments(env, info);
    const SocketUse use(arguments.int64(0));
    if (!use) return to_value(env, -sys::kNotASocket);
    void* data = nullptr;
    size_t size = 0;
    if (napi_get_typedarray_info(env, arguments.value(3), nullptr, &size, &data, nullptr,
                                 nullptr) != napi_ok)
        return to_value(env, -EFAULT);
    auto length = static_cast<socklen_t>(size);
    const int64_t outcome =
        sys::get_option(use.fd(), arguments.int32(1), arguments.int32(2), data, &length);
    return to_value(env, outcome < 0 ? outcome : static_cast<int64_t>(length));
}

}  // namespace

void define_options(Instance* instance, napi_value exports) {
    define(instance, exports,
           {{"setsockopt_int", setsockopt_int},
            {"setsockopt_bytes", setsockopt_bytes},
            {"setsockopt_none", setsockopt_none},
            {"getsockopt_int", getsockopt_int},
            {"getsockopt_bytes", getsockopt_bytes}});
}

}  // namespace pysocket
