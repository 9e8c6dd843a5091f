#include <napi.h>

#include <string>
#include <vector>

#include "native/core/arguments.h"
#include "native/core/instance.h"
#include "native/socket/socket_table.h"
#include "native/sys/sys.h"

namespace pysocket {
namespace {

std::string name_argument(napi_env env, napi_value value, size_t length) {
    const Range range(env, value, 0, length);
    if (range.data() == nullptr) return {};
    return std::string(reinterpret_cast<const char*>(range.data()), range.length());
}

napi_value get_index(napi_env env, napi_callback_info info) {
    const Arguments<2> args(env, info);
    const std::string name = name_argument(env, args.value(0), static_cast<size_t>(args.int64(1)));
    return to_value(env, sys::interface_index(name.c_str()));
}

napi_value get_name(napi_env env, napi_callback_info info) {
    const Arguments<1> args(env, info);
    std::string name;
    const int64_t outcome = sys::interface_name(static_cast<uint32_t>(args.int64(0)), &name);
    if (outcome < 0) return to_value(env, outcome);
    return Napi::Buffer<char>::Copy(env, name.data(), name.size());
}

napi_value get_names(napi_env raw, napi_callback_info) {
    const Napi::Env env(raw);
    std::vector<sys::Interface> interfaces;
    const int64_t outcome = sys::list_interfaces(&interfaces);
    if (outcome < 0) return to_value(env, outcome);
    Napi::Array result = Napi::Array::New(env);
    uint32_t count = 0;
    for (const sys::Interface& each : interfaces) {
        Napi::Array pair = Napi::Array::New(env, 2);
        pair.Set(0u, Napi::Number::New(env, each.index));
        pair.Set(1u, Napi::Buffer<char>::Copy(env, each.name.data(), each.name.size()));
        result.Set(count++, pair);
    }
    return result;
}

napi_value get_index_of_socket(napi_env env, napi_callback_info info) {
    const Arguments<3> args(env, info);
    const SocketUse use(args.int64(0));
    if (!use) return to_value(env, -sys::kNotASocket);
    const std::string name = name_argument(env, args.value(1), static_cast<size_t>(args.int64(2)));
    return to_value(env, sys::interface_of_socket(use.fd(), name.c_str()));
}

}  // namespace

void define_interfaces(Instance* instance, napi_value exports) {
    define(instance, exports,
           {
               {"if_nametoindex", get_index},
               {"if_indextoname", get_name},
               {"if_nameindex", get_names},
               {"interface_index", get_index_of_socket},
           });
}

}  // namespace pysocket
