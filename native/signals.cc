#include "signals.h"

#include <atomic>
#include <chrono>
#include <mutex>

#include "arguments.h"
#include "waiter.h"

namespace pysocket {

namespace {

constexpr int kSignals = 32;

std::atomic<uint32_t> g_pending{0};
std::atomic<uint32_t> g_listened{0};
// When the pending Ctrl-C came.
std::atomic<int64_t> g_interrupt_key_time{0};
std::atomic<bool> g_interrupt_key_watched{false};

// The event loop of the main thread, and the instance in it that the signals are led to.
struct MainLoop {
    std::mutex mutex;
    const Instance* instance = nullptr;
    napi_threadsafe_function wake = nullptr;
};

MainLoop& main_loop() {
    static auto* loop = new MainLoop;
    return *loop;
}

int64_t milliseconds() {
    const auto now = std::chrono::steady_clock::now().time_since_epoch();
    return std::chrono::duration_cast<std::chrono::milliseconds>(now).count();
}

// Somebody who presses Ctrl-C again while JavaScript computes and nobody listens wants the process
// to end. One key press can arrive twice, from the terminal and from a parent process.
bool asked_again(uint32_t bit, uint32_t before) {
    constexpr int64_t kSamePress = 500;
    if (bit != uint32_t{1} << SIGINT || (g_listened.load() & bit) != 0) return false;
    if ((before & bit) == 0) {
        g_interrupt_key_time.store(milliseconds());
        return false;
    }
    return milliseconds() - g_interrupt_key_time.load() > kSamePress;
}

// In signal context, on any thread.
void on_signal(int signal) {
    const int error = errno;
    const uint32_t bit = uint32_t{1} << signal;
    const uint32_t before = g_pending.fetch_or(bit);
    if (asked_again(bit, before))
        sys::raise_default(signal);
    else
        sys::post();
    errno = error;
}

void wake_main_loop() {
    MainLoop& loop = main_loop();
    const std::lock_guard lock(loop.mutex);
    if (loop.wake == nullptr) return;
    // A loop that is being torn down says so once, and must not be called again.
    if (napi_call_threadsafe_function(loop.wake, nullptr, napi_tsfn_nonblocking) == napi_closing)
        loop.wake = nullptr;
}

// A signal may reach any thread, and may reach the main thread just before it blocks. This thread
// makes sure that the main thread, or its event loop, takes notice.
void relay() {
    for (;;) {
        sys::wait_for_post();
        wake_main_loop();
        while (signals_pending() && Waiter::wake_main()) Waiter::pause();
    }
}

// On the main thread, from its event loop.
void on_main_loop(napi_env env, napi_value, void* context, void*) {
    if (env == nullptr || run_signal_listeners(static_cast<Instance*>(context), false)) return;
    napi_value exception = nullptr;
    napi_get_and_clear_last_exception(env, &exception);
    napi_fatal_exception(env, exception);
}

int64_t lead_to_loop(Instance* instance) {
    MainLoop& loop = main_loop();
    const std::lock_guard lock(loop.mutex);
    if (loop.wake != nullptr) return 0;
    napi_value name = nullptr;
    napi_create_string_utf8(instance->env, "pysocket.signals", NAPI_AUTO_LENGTH, &name);
    if (napi_create_threadsafe_function(instance->env, nullptr, nullptr, name, 0, 1, nullptr,
                                        nullptr, instance, on_main_loop, &loop.wake) != napi_ok)
        return -ENOMEM;
    loop.instance = instance;
    napi_unref_threadsafe_function(instance->env, loop.wake);
    return 0;
}

int64_t start_relay(Instance* instance) {
    static bool started = false;
    const int64_t outcome = lead_to_loop(instance);
    if (outcome < 0 || started) return outcome;
    const int64_t prepared = sys::prepare_post();
    if (prepared < 0) return prepared;
    const int64_t running = sys::start_thread(relay);
    if (running < 0) return running;
    started = true;
    return 0;
}

int64_t watch(Instance* instance, int signal) {
    if (signal <= 0 || signal >= kSignals) return -EINVAL;
    const int64_t outcome = start_relay(instance);
    return outcome < 0 ? outcome : sys::watch_signal(signal, on_signal);
}

napi_value signal_watch(napi_env env, napi_callback_info info) {
    const Arguments<2> arguments(env, info);
    const int signal = arguments.int32(0);
    const int64_t outcome = watch(arguments.instance(), signal);
    if (outcome < 0) return to_value(env, outcome);
    const uint32_t bit = uint32_t{1} << signal;
    if (arguments.boolean(1))
        g_listened.fetch_or(bit);
    else
        g_listened.fetch_and(~bit);
    return to_value(env, 0);
}

napi_value signal_default(napi_env env, napi_callback_info info) {
    sys::raise_default(Arguments<1>(env, info).int32(0));
    return nullptr;
}

}  // namespace

bool signals_pending() { return g_pending.load() != 0; }

bool run_signal_listeners(Instance* instance, bool in_wait) {
    const uint32_t signals = g_pending.exchange(0);
    if (signals == 0 || instance->on_signals == nullptr) return true;
    const napi_env env = instance->env;
    napi_value arguments[2];
    napi_value listener = nullptr;
    napi_value receiver = nullptr;
    napi_create_uint32(env, signals, &arguments[0]);
    napi_get_boolean(env, in_wait, &arguments[1]);
    napi_get_reference_value(env, instance->on_signals, &listener);
    napi_get_undefined(env, &receiver);
    return napi_call_function(env, receiver, listener, 2, arguments, nullptr) == napi_ok;
}

void watch_interrupt_key(Instance* instance) {
    // Only the main thread comes here.
    if (g_interrupt_key_watched.load(std::memory_order_relaxed)) return;
    g_interrupt_key_watched.store(true, std::memory_order_relaxed);
    watch(instance, SIGINT);
}

void leave_signals(const Instance* instance) {
    MainLoop& loop = main_loop();
    const std::lock_guard lock(loop.mutex);
    if (loop.instance != instance) return;
    loop.instance = nullptr;
    loop.wake = nullptr;
}

void define_signals(Instance* instance, napi_value exports) {
    define(instance, exports, {{"signal_watch", signal_watch}, {"signal_default", signal_default}});
}

}  // namespace pysocket
