#include "native/waits/environment_watch.h"

#include <mutex>
#include <thread>

#include "native/core/instance.h"
#include "native/sys/sys.h"
#include "native/waits/waiter.h"

// Node ends a worker by stopping its JavaScript and waking its event loop. That does not end a wait
// of the worker's thread in this library. So one thread of the process watches the loops and wakes
// these waits. Only the worker's thread itself can find out whether its environment is ending.

namespace pysocket {

namespace {

// Seconds after which threads look again. A loop that was already woken for something else does not
// report the end.
constexpr double kSilence = 0.1;
// Loops that turn are woken all the time and must not keep this thread busy.
constexpr std::chrono::milliseconds kRest{1};

void watch_loops() {
    const bool watches = sys::watches_loops();
    Deadline next(watches ? -1 : kSilence);
    for (;;) {
        Waiter::suspect(sys::wait_for_loops(next));
        if (next.passed())
            next = Deadline(Waiter::suspect_again() || !watches ? kSilence : -1);
        else if (next.endless())
            next = Deadline(kSilence);
        std::this_thread::sleep_for(kRest);
    }
}

bool start() {
    static auto* mutex = new std::mutex;
    static bool started = false;
    const std::lock_guard lock(*mutex);
    if (!started) {
        sys::prepare_loops();
        started = sys::start_thread(watch_loops) >= 0;
    }
    return started;
}

// Ends the waits of the calling thread when its worker ends: by terminate(), or with the process or
// the worker that made it.
napi_value watch_environment(napi_env env, napi_callback_info) {
    uv_loop_s* loop = nullptr;
    if (napi_get_uv_event_loop(env, &loop) != napi_ok || !start()) return nullptr;
    const int descriptor = sys::loop_descriptor(loop);
    Waiter::current().enter_environment(env, descriptor, sys::watch_loop(descriptor));
    return nullptr;
}

}  // namespace

void unwatch_environment() {
    // The loop is still open here, so its descriptor has no other use yet.
    sys::unwatch_loop(Waiter::current().leave_environment());
}

void define_environment_watch(Instance* instance, napi_value exports) {
    define(instance, exports, {{"watch_environment", watch_environment}});
}

}  // namespace pysocket
