#pragma once

#include <deque>
#include <mutex>

#include "native/waits/signals.h"
#include "native/waits/waiter.h"

namespace pysocket {

// A condition variable whose waits end like every other wait of the thread: at exit, when the
// thread's worker is terminated, and for signals on the main thread.
class WaitList {
  public:
    // Waits, with `lock` released, until `settled()`: returns 1, 0 at the deadline, kEnded or
    // kThrew. Signal handlers run without the lock.
    template <class Settled>
    int64_t wait(Instance* instance, std::unique_lock<std::mutex>& lock, const Deadline& deadline,
                 Settled settled) {
        while (!settled()) {
            if (deadline.passed()) return 0;
            const int64_t outcome = wait_once(instance, lock, deadline);
            if (outcome == kEnded) {
                // Passes the notification on: a thread that is ending must not take a lock with it.
                if (settled()) notify_one();
                return kEnded;
            }
            if (outcome != kSignalled) continue;
            lock.unlock();
            const bool ran = run_signal_listeners(instance, true);
            lock.lock();
            if (!ran) return kThrew;
        }
        return 1;
    }

    bool empty() const { return waiters_.empty(); }

    void notify_one() {
        if (!waiters_.empty()) wake_first();
    }

    // Wakes the thread that came last.
    void notify_last() {
        if (waiters_.empty()) return;
        Waiter* waiter = waiters_.back();
        waiters_.pop_back();
        waiter->unpark();
    }

    void notify_all() {
        while (!waiters_.empty()) wake_first();
    }

  private:
    int64_t wait_once(Instance* instance, std::unique_lock<std::mutex>& lock,
                      const Deadline& deadline);
    void wake_first();

    std::deque<Waiter*> waiters_;
};

}  // namespace pysocket
