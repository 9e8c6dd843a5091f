#include "native/waits/waiter.h"

#include <algorithm>
#include <set>
#include <thread>
#include <utility>

#include "native/waits/signals.h"

namespace pysocket {

namespace {

// Never destroyed: threads may still leave while the process runs its last destructors.
std::mutex& registry_mutex() {
    static auto* mutex = new std::mutex;
    return *mutex;
}

std::vector<Waiter*>& registry() {
    static auto* waiters = new std::vector<Waiter*>;
    return *waiters;
}

// Workers whose children must not wait any more. Node uses the number of a worker once.
std::set<int>& ended_parents() {
    static auto* parents = new std::set<int>;
    return *parents;
}

// Descriptors that are being closed, written as in `polled_`.
std::vector<int64_t>& closing() {
    static auto* descriptors = new std::vector<int64_t>;
    return *descriptors;
}

template <class Value>
bool contains(const std::vector<Value>& values, Value value) {
    return std::find(values.begin(), values.end(), value) != values.end();
}

// Returns true if JavaScript can still run in the environment of the calling thread. The conversion
// runs none, but Node refuses it like any call in an environment that is ending.
bool can_run(napi_env env) {
    bool pending = false;
    napi_is_exception_pending(env, &pending);
    if (pending) return true;
    napi_handle_scope scope = nullptr;
    napi_value value = nullptr;
    napi_open_handle_scope(env, &scope);
    napi_get_boolean(env, true, &value);
    const bool ran = napi_coerce_to_bool(env, value, &value) == napi_ok;
    napi_close_handle_scope(env, scope);
    return ran;
}

}  // namespace

std::atomic<bool> Waiter::ending_{false};
std::atomic<int> Waiter::polling_{0};

Waiter& Waiter::current() {
    static thread_local Waiter waiter;
    return waiter;
}

Waiter::Waiter() : native_(sys::this_thread()), ident_(sys::thread_ident()) {
    const std::lock_guard lock(registry_mutex());
    if (registry().empty()) sys::prepare_interrupts();
    if (ending_.load()) end_.store(End::kCertain);
    registry().push_back(this);
}

Waiter::~Waiter() {
    const std::lock_guard lock(registry_mutex());
    auto& waiters = registry();
    waiters.erase(std::remove(waiters.begin(), waiters.end(), this), waiters.end());
}

void Waiter::pause() { std::this_thread::sleep_for(std::chrono::microseconds(50)); }

void Waiter::wake() {
    unpark();
    sys::interrupt(native_);
}

template <class Predicate>
void Waiter::end_where(Predicate predicate) {
    for (bool left = false; !left;) {
        left = true;
        {
            const std::lock_guard lock(registry_mutex());
            for (Waiter* waiter : registry()) {
                if (!predicate(waiter)) continue;
                waiter->end_.store(End::kCertain);
                if (!waiter->waiting_.load()) continue;
                waiter->wake();
                left = false;
            }
        }
        if (!left) pause();
    }
}

void Waiter::end_all() {
    const Waiter* self = &current();
    ending_.store(true);
    end_where([self](const Waiter* waiter) { return waiter != self; });
}

void Waiter::end_worker(int worker, bool itself) {
    {
        // A worker that is still coming up will ask for it.
        const std::lock_guard lock(registry_mutex());
        ended_parents().insert(worker);
    }
    end_where([=](const Waiter* waiter) { return waiter->runs_or_descends_from(worker, itself); });
}

bool Waiter::runs_or_descends_from(int worker, bool itself) const {
    if (worker_ == worker) return itself;
    if (parent_ == worker) return true;
    for (const Waiter* waiter : registry())
        if (parent_ >= 0 && waiter->worker_ == parent_)
            return waiter->runs_or_descends_from(worker, true);
    return false;
}

void Waiter::set_worker(int worker, int parent, int root) {
    const std::lock_guard lock(registry_mutex());
    worker_ = worker;
    parent_ = parent;
    root_ = root;
    const bool ended = std::any_of(
        registry().begin(), registry().end(),
        [parent](const Waiter* waiter) { return waiter->worker_ == parent && waiter->ended(); });
    if (parent >= 0 && (ended || ended_parents().count(parent) > 0)) end_.store(End::kCertain);
}

int64_t Waiter::send(double ident, int signal) {
    const std::lock_guard lock(registry_mutex());
    for (const Waiter* waiter : registry())
        if (waiter->ident_ == ident) return sys::send_to_thread(waiter->native_, signal);
    return -ESRCH;
}

bool Waiter::wake_main() {
    const std::lock_guard lock(registry_mutex());
    for (Waiter* waiter : registry()) {
        if (!waiter->is_main() || !waiter->waiting_.load()) continue;
        waiter->wake();
        return true;
    }
    return false;
}

int Waiter::waiting_count() {
    const std::lock_guard lock(registry_mutex());
    return static_cast<int>(std::count_if(
        registry().begin(), registry().end(),
        [](const Waiter* waiter) { return waiter->waiting_.load() && !waiter->idle_.load(); }));
}

void Waiter::wake_users(const SocketEntry* entry) {
    const std::lock_guard lock(registry_mutex());
    for (Waiter* waiter : registry())
        if (waiter->waiting_.load() && waiter->entry_.load() == entry) waiter->wake();
}

void Waiter::wake_pollers(int64_t what) {
    while (polling_.load() > 0) {
        bool left = true;
        {
            const std::lock_guard lock(registry_mutex());
            for (Waiter* waiter : registry()) {
                if (waiter->polled_ == nullptr || !contains(*waiter->polled_, what)) continue;
                waiter->closed_.store(what);
                waiter->wake();
                left = false;
            }
        }
        if (left) return;
        pause();
    }
}

void Waiter::forbid_polling(sys::Descriptor fd) {
    const int64_t what = -1 - static_cast<int64_t>(fd);
    {
        const std::lock_guard lock(registry_mutex());
        closing().push_back(what);
    }
    wake_pollers(what);
}

void Waiter::allow_polling(sys::Descriptor fd) {
    const std::lock_guard lock(registry_mutex());
    auto& descriptors = closing();
    descriptors.erase(
        std::find(descriptors.begin(), descriptors.end(), -1 - static_cast<int64_t>(fd)));
}

void Waiter::enter_environment(napi_env env, int loop, bool watched) {
    const std::lock_guard lock(registry_mutex());
    env_ = env;
    loop_ = loop;
    watched_ = watched;
}

int Waiter::leave_environment() {
    const std::lock_guard lock(registry_mutex());
    env_ = nullptr;
    loop_woken_ = false;
    return std::exchange(loop_, -1);
}

void Waiter::suspect_end() {
    auto none = End::kNone;
    end_.compare_exchange_strong(none, End::kSuspected);
    // A thread whose waits were ended may be in a system call of Node, which the signal ends.
    if (waiting_.load() || ended()) wake();
}

void Waiter::suspect(const std::vector<int>& loops) {
    const std::lock_guard lock(registry_mutex());
    for (Waiter* waiter : registry()) {
        if (waiter->env_ == nullptr || !contains(loops, waiter->loop_)) continue;
        waiter->loop_woken_ = true;
        waiter->suspect_end();
    }
}

bool Waiter::suspect_again() {
    const std::lock_guard lock(registry_mutex());
    bool again = false;
    for (Waiter* waiter : registry()) {
        if (waiter->env_ == nullptr || (waiter->watched_ && !waiter->loop_woken_)) continue;
        waiter->loop_woken_ = sys::is_loop_woken(waiter->loop_);
        if (waiter->loop_woken_) waiter->suspect_end();
        if (waiter->loop_woken_ || !waiter->watched_) again = true;
    }
    return again;
}

bool Waiter::has_ended() {
    // Cleared before asking, so that a later suspicion is not lost.
    auto suspected = End::kSuspected;
    if (!end_.compare_exchange_strong(suspected, End::kNone)) return true;
    if (env_ == nullptr || can_run(env_)) return false;
    end_.store(End::kCertain);
    return true;
}

int64_t Waiter::interruption() {
    if (end_.load() != End::kNone && has_ended()) return kEnded;
    if (is_main() && signals_pending()) return kSignalled;
    return 0;
}

void Waiter::park(const Deadline& deadline) {
    if (!watch(deadline)) {
        std::unique_lock lock(mutex_);
        const auto woken = [this] { return woken_.load(); };
        if (deadline.endless())
            wake_.wait(lock, woken);
        else
            wake_.wait_until(lock, deadline.moment(), woken);
    }
    woken_.store(false);
}

// Sleeping and being woken often takes longer than the other thread needs, if it has a processor.
// If staying awake does not pay, it is tried now and then.
bool Waiter::watch(const Deadline& deadline) {
    static const bool alone = std::thread::hardware_concurrency() == 1;
    if (alone || (!watching_pays_ && ++unwatched_ % kWatchAgain != 0)) return false;
    auto end = Deadline::Clock::now() + kWatch;
    if (!deadline.endless()) end = std::min(end, deadline.moment());
    while (!woken_.load() && Deadline::Clock::now() < end) continue;
    watching_pays_ = woken_.load();
    return watching_pays_;
}

void Waiter::unpark() {
    {
        const std::lock_guard lock(mutex_);
        woken_.store(true);
    }
    // Without the mutex, or the thread would wake only to wait for it.
    wake_.notify_one();
}

void Waiter::begin_polling(const std::vector<int64_t>* polled) {
    const std::lock_guard lock(registry_mutex());
    polled_ = polled;
    closed_.store(kNothing);
    for (const int64_t what : closing())
        if (contains(*polled, what)) closed_.store(what);
    polling_.fetch_add(1);
}

void Waiter::end_polling() {
    const std::lock_guard lock(registry_mutex());
    polled_ = nullptr;
    polling_.fetch_sub(1);
}

}  // namespace pysocket
