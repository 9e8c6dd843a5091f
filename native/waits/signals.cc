#include "native/waits/signals.h"

#include <atomic>
#include <chrono>
#include <cstdlib>
#include <mutex>

#include "native/core/arguments.h"
#include "native/waits/wait_list.h"
#include "native/waits/waiter.h"

namespace pysocket {

namespace {

// Signals are the bits of a word.
constexpr int kSignals = 64;
constexpr uint64_t bit_of(int signal) { return uint64_t{1} << (signal - 1); }

std::atomic<uint64_t> g_pending{0};
std::atomic<uint64_t> g_listened{0};
// Counts the runs of handlers.
std::atomic<uint64_t> g_delivered{0};

// Descriptor to which each signal is written, whether a full one is worth a warning, and the errno
// of a failed write that is still to be reported.
std::atomic<int> g_wakeup{-1};
std::atomic<bool> g_wakeup_warns{true};
std::atomic<int> g_wakeup_error{0};

// Time of the pending Ctrl-C.
std::atomic<int64_t> g_interrupt_key_time{0};
std::atomic<bool> g_interrupt_key_watched{false};

// Event loop of the main thread, and the instance in it that receives the signals.
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

// Milliseconds after which a Ctrl-C ends the process if nobody listens and the main thread has not
// noticed it.
constexpr int64_t kPatience = 700;

// Returns the seconds that the main thread has left to notice a Ctrl-C, -1 if there is none.
// JavaScript that computes does not notice it.
double patience() {
    const uint64_t bit = bit_of(SIGINT);
    if ((g_pending.load() & ~g_listened.load() & bit) == 0) return -1;
    const int64_t left = g_interrupt_key_time.load() + kPatience - milliseconds();
    return left > 0 ? static_cast<double>(left) / 1000 : 0;
}

void end_by(int signal) {
    g_pending.fetch_and(~bit_of(signal));
    sys::raise_default(signal);
}

// Runs at the end of the process, whatever ended it. Gives pending signals their default effect if
// nobody listens.
void end_by_pending() {
    const uint64_t signals = g_pending.load() & ~g_listened.load();
    for (int signal = 1; signal <= kSignals; signal++)
        if ((signals & bit_of(signal)) != 0 && sys::signal_action(signal) == sys::kHandled)
            end_by(signal);
}

// In signal context.
void write_wakeup(int signal) {
    const int fd = g_wakeup.load();
    if (fd < 0) return;
    const int64_t outcome = sys::write_signal(fd, signal);
    if (outcome >= 0 || (outcome == -EAGAIN && !g_wakeup_warns.load())) return;
    g_wakeup_error.store(static_cast<int>(-outcome));
}

// In signal context, on any thread.
void on_signal(int signal) {
    const int error = errno;
    const uint64_t bit = bit_of(signal);
    if (signal == SIGINT && (g_pending.load() & bit) == 0)
        g_interrupt_key_time.store(milliseconds());
    g_pending.fetch_or(bit);
    // Whoever reads it finds the signal pending.
    write_wakeup(signal);
    sys::post();
    errno = error;
}

void wake_main_loop() {
    MainLoop& loop = main_loop();
    const std::lock_guard lock(loop.mutex);
    if (loop.wake == nullptr) return;
    // A loop that is being torn down reports this once, and must not be called again.
    if (napi_call_threadsafe_function(loop.wake, nullptr, napi_tsfn_nonblocking) == napi_closing)
        loop.wake = nullptr;
}

// A signal may reach any thread, and may reach the main thread just before it blocks. This thread
// makes sure that the main thread or its event loop notices it, or that Ctrl-C ends the process.
void relay() {
    for (;;) {
        const double left = patience();
        if (left == 0) end_by(SIGINT);
        sys::wait_for_post(Deadline(left));
        wake_main_loop();
        while (signals_pending() && patience() != 0 && Waiter::wake_main()) Waiter::pause();
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
    std::atexit(end_by_pending);
    started = true;
    return 0;
}

int64_t watch(Instance* instance, int signal) {
    if (signal <= 0 || signal > kSignals) return -EINVAL;
    const int64_t outcome = start_relay(instance);
    return outcome < 0 ? outcome : sys::watch_signal(signal, on_signal);
}

void decide(int signal, bool listened) {
    // From now on the first wait need not install it.
    if (signal == SIGINT) g_interrupt_key_watched.store(true);
    if (listened)
        g_listened.fetch_or(bit_of(signal));
    else
        g_listened.fetch_and(~bit_of(signal));
}

napi_value signal_watch(napi_env env, napi_callback_info info) {
    const Arguments<2> arguments(env, info);
    const int signal = arguments.int32(0);
    const int64_t outcome = watch(arguments.instance(), signal);
    if (outcome >= 0) decide(signal, arguments.boolean(1));
    return to_value(env, outcome);
}

napi_value signal_action(napi_env env, napi_callback_info info) {
    return to_value(env, sys::signal_action(Arguments<1>(env, info).int32(0)));
}

napi_value signal_set_action(napi_env env, napi_callback_info info) {
    const Arguments<2> arguments(env, info);
    const int signal = arguments.int32(0);
    if (signal <= 0 || signal > kSignals) return to_value(env, -EINVAL);
    const auto action = arguments.int32(1) == 0 ? sys::kDefaultAction : sys::kIgnored;
    const int64_t outcome = sys::set_signal_action(signal, action);
    if (outcome >= 0) decide(signal, false);
    return to_value(env, outcome);
}

napi_value signal_set_restart(napi_env env, napi_callback_info info) {
    const Arguments<2> arguments(env, info);
    return to_value(env, sys::set_signal_restart(arguments.int32(0), arguments.boolean(1)));
}

// Signals that have arrived are delivered before the call returns, as in CPython.
napi_value delivered(const Instance* instance, int64_t outcome) {
    if (outcome >= 0 && !run_due_listeners(instance)) return nullptr;
    return to_value(instance->env, outcome);
}

napi_value signals_deliver(napi_env env, napi_callback_info info) {
    run_signal_listeners(Arguments<1>(env, info).instance(), false);
    return nullptr;
}

napi_value signal_raise(napi_env env, napi_callback_info info) {
    const Arguments<1> arguments(env, info);
    return delivered(arguments.instance(), sys::raise_signal(arguments.int32(0)));
}

napi_value signal_send(napi_env env, napi_callback_info info) {
    const Arguments<2> arguments(env, info);
    return delivered(arguments.instance(), Waiter::send(arguments.number(0), arguments.int32(1)));
}

// Ends the process at once: no handler runs, no buffer is written.
napi_value exit_now(napi_env env, napi_callback_info info) {
    std::_Exit(static_cast<int>(Arguments<1>(env, info).int64(0)));
}

napi_value kill(napi_env env, napi_callback_info info) {
    const Arguments<2> arguments(env, info);
    return delivered(arguments.instance(),
                     sys::send_to_process(arguments.int32(0), arguments.int32(1)));
}

napi_value signal_text(napi_env env, napi_callback_info info) {
    napi_value result = nullptr;
    const char* text = sys::signal_text(Arguments<1>(env, info).int32(0));
    if (text == nullptr)
        napi_get_null(env, &result);
    else
        napi_create_string_utf8(env, text, NAPI_AUTO_LENGTH, &result);
    return result;
}

napi_value signal_valid(napi_env env, napi_callback_info info) {
    return to_value(env, sys::is_valid_signal(Arguments<1>(env, info).int32(0)) ? 1 : 0);
}

napi_value signal_wakeup(napi_env env, napi_callback_info info) {
    const Arguments<2> arguments(env, info);
    g_wakeup_warns.store(arguments.boolean(1));
    return to_value(env, g_wakeup.exchange(arguments.int32(0)));
}

// Threads that wait for any signal.
struct Pause {
    std::mutex mutex;
    WaitList delivered;
};

Pause& pausing() {
    static auto* pause = new Pause;
    return *pause;
}

napi_value signal_pause(napi_env env, napi_callback_info info) {
    Instance* instance = Arguments<1>(env, info).instance();
    Pause& pause = pausing();
    std::unique_lock lock(pause.mutex);
    const uint64_t before = g_delivered.load();
    const auto came = [before] { return g_delivered.load() != before; };
    return to_value(env, pause.delivered.wait(instance, lock, Deadline(-1), came));
}

napi_value alarm_after(napi_env env, napi_callback_info info) {
    const auto seconds = static_cast<unsigned>(Arguments<1>(env, info).int32(0));
    return to_value(env, sys::alarm_after(seconds));
}

napi_value set_timer(napi_env env, napi_callback_info info) {
    const Arguments<3> arguments(env, info);
    return to_value(env, sys::set_timer(arguments.int32(0), arguments.number(1),
                                        arguments.number(2), arguments.instance()->numbers));
}

napi_value get_timer(napi_env env, napi_callback_info info) {
    const Arguments<1> arguments(env, info);
    return to_value(env, sys::get_timer(arguments.int32(0), arguments.instance()->numbers));
}

napi_value signal_default(napi_env env, napi_callback_info info) {
    sys::raise_default(Arguments<1>(env, info).int32(0));
    return nullptr;
}

}  // namespace

bool signals_pending() { return g_pending.load() != 0; }

static bool run_listener(const Instance* instance, int signal, bool in_wait) {
    const napi_env env = instance->env;
    napi_value arguments[2];
    napi_value listener = nullptr;
    napi_value receiver = nullptr;
    napi_create_int32(env, signal, &arguments[0]);
    napi_get_boolean(env, in_wait, &arguments[1]);
    napi_get_reference_value(env, instance->on_signals, &listener);
    napi_get_undefined(env, &receiver);
    return napi_call_function(env, receiver, listener, 2, arguments, nullptr) == napi_ok;
}

bool run_signal_listeners(const Instance* instance, bool in_wait) {
    const uint64_t signals = g_pending.load();
    if (signals == 0 || instance->on_signals == nullptr) return true;
    const int error = g_wakeup_error.exchange(0);
    bool ran = error == 0 || run_listener(instance, -error, in_wait);
    for (int signal = 1; ran && signal <= kSignals; signal++)
        if ((signals & bit_of(signal)) != 0 &&
            (g_pending.fetch_and(~bit_of(signal)) & bit_of(signal)) != 0)
            ran = run_listener(instance, signal, in_wait);
    {
        const std::lock_guard lock(pausing().mutex);
        g_delivered.fetch_add(1);
        pausing().delivered.notify_all();
    }
    // The exception ends this call; the other signals wait for the next.
    if (!ran && signals_pending()) sys::post();
    return ran;
}

bool run_due_listeners(const Instance* instance) {
    if (!signals_pending() || !Waiter::current().is_main()) return true;
    return run_signal_listeners(instance, true);
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
    define(instance, exports,
           {{"signal_watch", signal_watch},
            {"signal_default", signal_default},
            {"signal_action", signal_action},
            {"signal_set_action", signal_set_action},
            {"signal_set_restart", signal_set_restart},
            {"signals_deliver", signals_deliver},
            {"signal_raise", signal_raise},
            {"signal_send", signal_send},
            {"exit_now", exit_now},
            {"kill", kill},
            {"signal_text", signal_text},
            {"signal_valid", signal_valid},
            {"signal_wakeup", signal_wakeup},
            {"signal_pause", signal_pause},
            {"alarm", alarm_after},
            {"setitimer", set_timer},
            {"getitimer", get_timer}});
}

}  // namespace pysocket
