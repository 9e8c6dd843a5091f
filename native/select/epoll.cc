#include "native/core/arguments.h"
#include "native/core/instance.h"
#include "native/socket/blocking_call.h"
#include "native/socket/socket_table.h"

#if __has_include(<sys/epoll.h>)

#include <sys/epoll.h>

#include <memory>

namespace pysocket {

namespace {

int64_t result(int64_t value) { return value < 0 ? -errno : value; }

// An epoll descriptor is an entry of the socket table: all threads share it, and closing it ends
// its waits.
int64_t enter(Instance* instance, sys::Descriptor fd) {
    const int64_t handle = SocketTable::instance().insert(fd, 0, 0, 0, -1);
    if (handle >= 0) instance->unclaimed.push_back(handle);
    return handle;
}

napi_value epoll_create(napi_env env, napi_callback_info info) {
    const int64_t fd = result(::epoll_create1(EPOLL_CLOEXEC));
    if (fd < 0) return to_value(env, fd);
    const auto descriptor = static_cast<sys::Descriptor>(fd);
    const int64_t handle = enter(Arguments<1>(env, info).instance(), descriptor);
    if (handle < 0) sys::close_descriptor(descriptor);
    return to_value(env, handle);
}

napi_value epoll_adopt(napi_env env, napi_callback_info info) {
    const Arguments<1> arguments(env, info);
    return to_value(env, enter(arguments.instance(), arguments.int32(0)));
}

napi_value epoll_control(napi_env env, napi_callback_info info) {
    const Arguments<4> arguments(env, info);
    const SocketUse use(arguments.int64(0));
    if (!use) return to_value(env, -EBADF);
    const int fd = arguments.int32(2);
    epoll_event event = {};
    event.events = static_cast<uint32_t>(arguments.int64(3));
    event.data.fd = fd;
    return to_value(env, result(::epoll_ctl(use.fd(), arguments.int32(1), fd, &event)));
}

int milliseconds(const Deadline& deadline) {
    if (deadline.endless()) return -1;
    const auto left = (deadline.remaining().count() + 999999) / 1000000;
    return left > INT32_MAX ? INT32_MAX : static_cast<int>(left);
}

// Arguments: handle, an Int32Array for pairs [fd, events], maximum number of pairs, timeout.
napi_value epoll_wait(napi_env env, napi_callback_info info) {
    const Arguments<4> arguments(env, info);
    SocketUse use(arguments.int64(0));
    if (!use) return to_value(env, -EBADF);
    const int32_t most = arguments.int32(2);
    if (most <= 0) return to_value(env, -EINVAL);
    // Not the view itself, because a signal handler may detach it during the call. Not a vector,
    // which would fill it with zeros.
    const std::unique_ptr<epoll_event[]> events(new epoll_event[static_cast<size_t>(most)]);
    BlockingCall call(arguments.instance(), use, sys::Direction::kRead, arguments.number(3));
    int64_t ready = call.run([&](sys::Descriptor fd) {
        const int64_t found =
            result(::epoll_wait(fd, events.get(), most, milliseconds(call.deadline())));
        return found == 0 && call.timeout() == 0 ? -sys::kWouldBlock : found;
    });
    if (ready == -sys::kWouldBlock) ready = 0;
    if (ready <= 0) return to_value(env, ready);
    void* data = nullptr;
    size_t length = 0;
    napi_typedarray_type type = napi_int8_array;
    if (napi_get_typedarray_info(env, arguments.value(1), &type, &length, &data, nullptr,
                                 nullptr) != napi_ok ||
        type != napi_int32_array || static_cast<size_t>(ready) > length / 2)
        return to_value(env, -EFAULT);
    auto* pairs = static_cast<int32_t*>(data);
    for (int64_t index = 0; index < ready; index++) {
        const epoll_event& event = events[static_cast<size_t>(index)];
        pairs[2 * index] = event.data.fd;
        pairs[2 * index + 1] = static_cast<int32_t>(event.events);
    }
    return to_value(env, ready);
}

}  // namespace

void define_epoll(Instance* instance, napi_value exports) {
    define(instance, exports,
           {{"epoll_create", epoll_create},
            {"epoll_adopt", epoll_adopt},
            {"epoll_control", epoll_control},
            {"epoll_wait", epoll_wait}});
}

}  // namespace pysocket

#else

namespace pysocket {

void define_epoll(Instance*, napi_value) {}

}  // namespace pysocket

#endif
