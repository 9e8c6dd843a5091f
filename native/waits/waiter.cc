#include "native/waits/waiter.h"

#include <algorithm>
#include <set>
#include <thread>

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
    if (ending_.load()) ended_.store(true);
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
                waiter->ended_.store(true);
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
    const bool ended =
        std::any_of(registry().begin(), registry().end(), [parent](const Waiter* waiter) {
            return waiter->worker_ == parent && waiter->ended_.load();
        });
    if (parent >= 0 && (ended || ended_parents().count(parent) > 0)) ended_.store(true);
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

void Waiter::wake_pollers(int64_t handle) {
    while (polling_.load() > 0) {
        bool left = true;
        {
            const std::lock_guard lock(registry_mutex());
            for (Waiter* waiter : registry()) {
                const auto* polled = waiter->polled_;
                if (polled == nullptr ||
                    std::find(polled->begin(), polled->end(), handle) == polled->end())
                    continue;
                waiter->wake();
                left = false;
            }
        }
        if (left) return;
        pause();
    }
}

int64_t Waiter::interruption() const {
    if (ended_.load()) return kEnded;
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

void Waiter::begin_polling(const std::vector<int64_t>* handles) {
    const std::lock_guard lock(registry_mutex());
    polled_ = handles;
    polling_.fetch_add(1);
}

void Waiter::end_polling() {
    const std::lock_guard lock(registry_mutex());
    polled_ = nullptr;
    polling_.fetch_sub(1);
}

}  // namespace pysocket
