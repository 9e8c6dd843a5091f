#include "arguments.h"
#include "blocking_call.h"
#include "instance.h"

namespace pysocket {

namespace {

napi_value sendfile(napi_env env, napi_callback_info info) {
    const Arguments<4> arguments(env, info);
    SocketUse use(arguments.int64(0));
    if (!use) return to_value(env, -EBADF);
    const int file = arguments.int32(1);
    const int64_t offset = arguments.int64(2);
    const auto count = static_cast<size_t>(arguments.int64(3));
    BlockingCall call(arguments.instance(), use, sys::Direction::kWrite);
    return to_value(
        env, call.run([&](sys::Descriptor fd) { return sys::send_file(fd, file, offset, count); }));
}

napi_value seek(napi_env env, napi_callback_info info) {
    const Arguments<2> arguments(env, info);
    return to_value(env, sys::seek(arguments.int32(0), arguments.int64(1)));
}

}  // namespace

void define_files(Instance* instance, napi_value exports) {
    define(instance, exports, {{"sendfile", sendfile}, {"seek", seek}});
}

}  // namespace pysocket
