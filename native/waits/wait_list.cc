#include "native/waits/wait_list.h"

#include <algorithm>

namespace pysocket {

namespace {

// The thread that woke this one is about to release the mutex: not worth a sleep.
void take_back(std::unique_lock<std::mutex>& lock) {
    for (int attempt = 0; attempt < 100; attempt++)
        if (lock.try_lock()) return;
    lock.lock();
}

}  // namespace

int64_t WaitList::wait_once(Instance* instance, std::unique_lock<std::mutex>& lock,
                            const Deadline& deadline) {
    Waiter& waiter = Waiter::current();
    if (waiter.is_main()) watch_interrupt_key(instance);
    waiters_.push_back(&waiter);
    waiter.begin();
    const int64_t reason = waiter.interruption();
    if (reason == 0) {
        lock.unlock();
        waiter.park(deadline);
        take_back(lock);
    }
    waiter.end();

    const auto listed = std::find(waiters_.begin(), waiters_.end(), &waiter);
    const bool notified = listed == waiters_.end();
    if (!notified) waiters_.erase(listed);
    // A notification that met a signal is not lost: the caller looks at its condition first.
    const int64_t interruption = waiter.interruption();
    return notified && interruption != kEnded ? 0 : interruption;
}

void WaitList::wake_first() {
    Waiter* waiter = waiters_.front();
    waiters_.pop_front();
    waiter->unpark();
}

}  // namespace pysocket
