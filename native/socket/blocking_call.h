#pragma once

#include "native/core/arguments.h"
#include "native/socket/socket_table.h"
#include "native/waits/signals.h"
#include "native/waits/waiter.h"

namespace pysocket {

// One call on a socket in its mode: blocking, never blocking, or with a timeout, in which case the
// descriptor is non-blocking and readiness is waited for between two attempts. `attempt(fd)` makes
// the system call once; it may be made again after the JavaScript of a signal's listener has run.
class BlockingCall {
  public:
    // `range` is what `attempt` reads or writes, if it does.
    BlockingCall(Instance* instance, SocketUse& use, sys::Direction direction,
                 Range* range = nullptr)
        : instance_(instance),
          use_(use),
          direction_(direction),
          range_(range),
          timeout_(use->timeout.load(std::memory_order_relaxed)) {}

    // With a timeout of its own, instead of the socket's.
    BlockingCall(Instance* instance, SocketUse& use, sys::Direction direction, double timeout)
        : instance_(instance),
          use_(use),
          direction_(direction),
          range_(nullptr),
          timeout_(timeout) {}

    template <class Attempt>
    int64_t run(Attempt attempt) {
        if (timeout_ == 0) return run_once(attempt);
        for (;;) {
            const int64_t outcome = run_in_wait(attempt);
            if (outcome == kSignalled) {
                if (!run_listeners()) return kThrew;
                if (!use_) return -sys::kNotASocket;
            } else if (outcome != -EINTR && outcome != kReady) {
                return outcome;
            }
        }
    }

    double timeout() const { return timeout_; }

    // Whether readiness is waited for between two attempts.
    bool waits() const { return timeout_ > 0 || (timeout_ < 0 && !sys::kInterruptsCalls); }

    // Begins with the first wait, or here: the clock is read only when it has to be.
    const Deadline& deadline() {
        if (!started_) {
            deadline_ = Deadline(timeout_);
            started_ = true;
        }
        return deadline_;
    }

    int64_t wait_ready() { return sys::wait_ready(use_.fd(), direction_, deadline()); }

  private:
    // A wait between two attempts has ended well.
    static constexpr int64_t kReady = -100005;

    template <class Attempt>
    int64_t run_once(Attempt attempt) {
        int64_t outcome;
        do {
            outcome = attempt(use_.fd());
        } while (outcome == -EINTR);
        return outcome;
    }

    template <class Attempt>
    int64_t run_in_wait(Attempt attempt) {
        Waiter& waiter = Waiter::current();
        if (waiter.is_main()) watch_interrupt_key(instance_);
        waiter.begin(use_.entry());
        int64_t outcome = use_.closed() ? -sys::kNotASocket : waiter.interruption();
        if (outcome == 0) outcome = attempt(use_.fd());
        if (outcome == -sys::kWouldBlock && waits()) {
            outcome = wait_ready();
            if (outcome == 0) outcome = kReady;
        }
        waiter.end();
        return outcome;
    }

    // A listener may close the very socket: the call must not be in flight meanwhile. It may also
    // take the memory away.
    bool run_listeners() {
        if (timeout_ > 0) deadline();
        use_.release();
        const bool ran = run_signal_listeners(instance_, true);
        use_.acquire();
        if (range_ != nullptr) range_->refresh();
        return ran;
    }

    Instance* instance_;
    SocketUse& use_;
    const sys::Direction direction_;
    Range* range_;
    const double timeout_;
    Deadline deadline_{-1};
    bool started_ = false;
};

}  // namespace pysocket
