#include "native/core/arguments.h"
#include "native/core/instance.h"
#include "native/socket/blocking_call.h"

namespace pysocket {

namespace {

napi_value sendfile(napi_env env, napi_callback_info info) {
    const Arguments<4> arguments(env, info);
    SocketUse use(arguments.int64(0));
    if (!use) return to_value(env, -sys::kNotASocket);
    const int file = arguments.int32(1);
    const int64_t offset = arguments.int64(2);
    const auto count = static_cast<size_t>(arguments.int64(3));
    BlockingCall call(arguments.instance(), use, sys::Direction::kWrite);
    return to_value(env, call.run([&](sys::Descriptor fd) -> int64_t {
        const int64_t ready = call.wait_unless_nonblocking();
        return ready != 0 ? ready : sys::send_file(fd, file, offset, count);
    }));
}

// Repeats a call on a bare descriptor, in which the thread may block, until it is not interrupted.
template <class Call>
int64_t run_blocking(Instance* instance, Range& range, Call call) {
    Waiter& waiter = Waiter::current();
    if (waiter.is_main()) watch_interrupt_key(instance);
    for (;;) {
        if (!range.valid()) return -EFAULT;
        waiter.begin();
        int64_t outcome = waiter.interruption();
        if (outcome == 0) outcome = call();
        waiter.end();
        if (outcome == kSignalled) {
            if (!run_signal_listeners(instance, true)) return kThrew;
            range.refresh();
        } else if (outcome != -EINTR) {
            return outcome;
        }
    }
}

napi_value read_file(napi_env env, napi_callback_info info) {
    const Arguments<4> arguments(env, info);
    const int fd = arguments.int32(0);
    Range range(env, arguments.value(1), static_cast<size_t>(arguments.int64(2)),
                static_cast<size_t>(arguments.int64(3)));
    return to_value(env, run_blocking(arguments.instance(), range, [&] {
                        return sys::read_file(fd, range.data(), range.length());
                    }));
}

napi_value write_file(napi_env env, napi_callback_info info) {
    const Arguments<4> arguments(env, info);
    const int fd = arguments.int32(0);
    Range range(env, arguments.value(1), static_cast<size_t>(arguments.int64(2)),
                static_cast<size_t>(arguments.int64(3)));
    Progress progress(true);
    return to_value(env, run_blocking(arguments.instance(), range, [&] {
                        const size_t done = progress.done();
                        return progress.add(
                            sys::write_file(fd, range.data() + done, range.length() - done),
                            range.length());
                    }));
}

napi_value close_file(napi_env env, napi_callback_info info) {
    const int file = Arguments<1>(env, info).int32(0);
    // Pipes can be polled by their numbers.
    const Closing closing(static_cast<sys::Descriptor>(file));
    return to_value(env, sys::close_file(file));
}

napi_value pipe(napi_env env, napi_callback_info info) {
    const Instance* instance = Arguments<1>(env, info).instance();
    int ends[2] = {};
    const int64_t outcome = sys::open_pipe(ends);
    for (int index = 0; outcome >= 0 && index < 2; index++) instance->numbers[index] = ends[index];
    return to_value(env, outcome);
}

napi_value is_blocking(napi_env env, napi_callback_info info) {
    return to_value(env, sys::is_blocking(Arguments<1>(env, info).int32(0)));
}

napi_value set_blocking(napi_env env, napi_callback_info info) {
    const Arguments<2> arguments(env, info);
    return to_value(env, sys::set_file_blocking(arguments.int32(0), arguments.boolean(1)));
}

napi_value seek(napi_env env, napi_callback_info info) {
    const Arguments<2> arguments(env, info);
    return to_value(env, sys::seek(arguments.int32(0), arguments.int64(1)));
}

}  // namespace

void define_files(Instance* instance, napi_value exports) {
    define(instance, exports,
           {{"sendfile", sendfile},
            {"seek", seek},
            {"read", read_file},
            {"write", write_file},
            {"close_file", close_file},
            {"pipe", pipe},
            {"is_blocking", is_blocking},
            {"set_blocking", set_blocking}});
}

}  // namespace pysocket
