#include "native/core/arguments.h"
#include "native/core/instance.h"
#include "native/socket/blocking_call.h"
#include "native/socket/socket_table.h"

#if __has_include(<sys/event.h>)

#include <sys/event.h>

namespace pysocket {

namespace {

using Event = struct kevent;

// An event is passed as six numbers: ident, filter, flags, fflags, data, udata.
constexpr size_t kNumbers = 6;

int64_t result(int64_t value) { return value < 0 ? -errno : value; }

// The descriptor is an entry of the socket table: see epoll.cc.
int64_t enter(Instance* instance, sys::Descriptor fd) {
    const int64_t handle = SocketTable::instance().insert(fd, 0, 0, 0, -1);
    if (handle >= 0) instance->unclaimed.push_back(handle);
    return handle;
}

napi_value kqueue_create(napi_env env, napi_callback_info info) {
    const int64_t fd = result(::kqueue());
    if (fd < 0) return to_value(env, fd);
    const auto descriptor = static_cast<sys::Descriptor>(fd);
    sys::set_inheritable(descriptor, false);
    const int64_t handle = enter(Arguments<1>(env, info).instance(), descriptor);
    if (handle < 0) sys::close_descriptor(descriptor);
    return to_value(env, handle);
}

napi_value kqueue_adopt(napi_env env, napi_callback_info info) {
    const Arguments<1> arguments(env, info);
    return to_value(env, enter(arguments.instance(), arguments.int32(0)));
}

// Returns the numbers of a Float64Array, or nothing if it holds fewer than `count` events.
double* numbers_of(napi_env env, napi_value view, size_t count) {
    void* data = nullptr;
    size_t length = 0;
    napi_typedarray_type type = napi_int8_array;
    if (napi_get_typedarray_info(env, view, &type, &length, &data, nullptr, nullptr) != napi_ok ||
        type != napi_float64_array || count > length / kNumbers)
        return nullptr;
    return static_cast<double*>(data);
}

Event to_event(const double* numbers) {
    Event event = {};
    event.ident = static_cast<uintptr_t>(numbers[0]);
    event.filter = static_cast<decltype(event.filter)>(numbers[1]);
    event.flags = static_cast<decltype(event.flags)>(numbers[2]);
    event.fflags = static_cast<decltype(event.fflags)>(numbers[3]);
    event.data = static_cast<decltype(event.data)>(numbers[4]);
    event.udata = reinterpret_cast<decltype(event.udata)>(static_cast<uintptr_t>(numbers[5]));
    return event;
}

void write_event(const Event& event, double* numbers) {
    numbers[0] = static_cast<double>(event.ident);
    numbers[1] = static_cast<double>(event.filter);
    numbers[2] = static_cast<double>(event.flags);
    numbers[3] = static_cast<double>(event.fflags);
    numbers[4] = static_cast<double>(event.data);
    numbers[5] = static_cast<double>(reinterpret_cast<uintptr_t>(event.udata));
}

// Arguments: handle, changes, their count, a Float64Array for events, maximum number of events,
// timeout.
napi_value kqueue_control(napi_env env, napi_callback_info info) {
    const Arguments<6> arguments(env, info);
    SocketUse use(arguments.int64(0));
    if (!use) return to_value(env, -EBADF);
    const auto change_count = static_cast<size_t>(arguments.int64(2));
    const auto most = static_cast<size_t>(arguments.int64(4));
    const double* changed = numbers_of(env, arguments.value(1), change_count);
    if (changed == nullptr) return to_value(env, -EFAULT);
    std::vector<Event> changes(change_count);
    for (size_t index = 0; index < change_count; index++)
        changes[index] = to_event(changed + kNumbers * index);
    std::vector<Event> events(most);
    BlockingCall call(arguments.instance(), use, sys::Direction::kRead, arguments.number(5));
    const int64_t ready = call.run([&](sys::Descriptor fd) {
        const auto left = call.deadline().remaining().count();
        const timespec timeout = {static_cast<time_t>(left / 1000000000),
                                  static_cast<long>(left % 1000000000)};
        const int64_t outcome = result(
            ::kevent(fd, changes.data(), static_cast<int>(changes.size()), events.data(),
                     static_cast<int>(most), call.deadline().endless() ? nullptr : &timeout));
        // The changes have been applied, and must not be applied again when the call continues.
        if (outcome == -EINTR) changes.clear();
        return outcome;
    });
    double* numbers =
        numbers_of(env, arguments.value(3), ready > 0 ? static_cast<size_t>(ready) : 0);
    if (numbers == nullptr) return to_value(env, -EFAULT);
    for (int64_t index = 0; index < ready; index++)
        write_event(events[static_cast<size_t>(index)], numbers + kNumbers * index);
    return to_value(env, ready);
}

}  // namespace

void define_kqueue(Instance* instance, napi_value exports) {
    define(instance, exports,
           {{"kqueue_create", kqueue_create},
            {"kqueue_adopt", kqueue_adopt},
            {"kqueue_control", kqueue_control}});
}

}  // namespace pysocket

#else

namespace pysocket {

void define_kqueue(Instance*, napi_value) {}

}  // namespace pysocket

#endif
