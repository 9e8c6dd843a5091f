#include "native/core/arguments.h"
#include "native/socket/socket_table.h"

namespace pysocket {

#ifdef WSA_FLAG_NO_HANDLE_INHERIT

namespace {

// Sends `length` bytes of the view.
napi_value control(napi_env env, napi_callback_info info) {
    const Arguments<4> arguments(env, info);
    const SocketUse use(arguments.int64(0));
    if (!use) return to_value(env, -sys::kNotASocket);
    const Range range(env, arguments.value(2), 0, static_cast<size_t>(arguments.int64(3)));
    if (!range.valid()) return to_value(env, -EFAULT);
    return to_value(env, sys::control_socket(use.fd(), static_cast<uint32_t>(arguments.int64(1)),
                                             range.data(), range.length()));
}

napi_value share(napi_env env, napi_callback_info info) {
    const Arguments<2> arguments(env, info);
    const SocketUse use(arguments.int64(0));
    if (!use) return to_value(env, -sys::kNotASocket);
    WSAPROTOCOL_INFOW description = {};
    const int64_t outcome =
        sys::share_socket(use.fd(), static_cast<uint32_t>(arguments.int64(1)), &description);
    if (outcome < 0) return to_value(env, outcome);
    return to_typed_array(env, &description, sizeof description);
}

// Returns a descriptor that is not in the table yet; writes family, type and protocol to the block.
napi_value open_shared(napi_env env, napi_callback_info info) {
    const Arguments<1> arguments(env, info);
    WSAPROTOCOL_INFOW description = {};
    const Range range(env, arguments.value(0), 0, sizeof description);
    if (range.data() == nullptr) return to_value(env, -WSAEINVAL);
    std::memcpy(&description, range.data(), sizeof description);
    const int64_t fd = sys::open_shared(&description);
    if (fd < 0) return to_value(env, fd);
    int32_t* words = arguments.instance()->words;
    words[0] = description.iAddressFamily;
    words[1] = description.iSocketType;
    words[2] = description.iProtocol;
    return to_value(env, fd);
}

napi_value description_size(napi_env env, napi_callback_info) {
    return to_value(env, sizeof(WSAPROTOCOL_INFOW));
}

}  // namespace

void define_winsock(Instance* instance, napi_value exports) {
    define(instance, exports,
           {{"ioctl", control},
            {"share", share},
            {"open_shared", open_shared},
            {"share_size", description_size}});
}

#else

void define_winsock(Instance*, napi_value) {}

#endif

}  // namespace pysocket
