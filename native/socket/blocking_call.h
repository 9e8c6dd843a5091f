#pragma once

#include <algorithm>
#include <chrono>

#include "native/core/arguments.h"
#include "native/socket/socket_table.h"
#include "native/waits/signals.h"
#include "native/waits/waiter.h"

namespace pysocket {

// One call on a socket in its mode: blocking, non-blocking, or with a timeout. With a timeout the
// descriptor is non-blocking, and the call waits for readiness between attempts. `attempt(fd)`
// makes the system call once. It may be repeated after a signal handler has run JavaScript.
class BlockingCall {
  public:
    // `range` is the memory that `attempt` reads or writes, if any.
    BlockingCall(Instance* instance, SocketUse& use, sys::Direction direction,
                 Range* range = nullptr)
        : instance_(instance),
          use_(use),
          direction_(direction),
          range_(range),
          timeout_(use->timeout.load(std::memory_order_relaxed)) {}

    // With its own timeout instead of the socket's.
    BlockingCall(Instance* instance, SocketUse& use, sys::Direction direction, double timeout)
        : instance_(instance),
          use_(use),
          direction_(direction),
          range_(nullptr),
          timeout_(timeout) {}

    template <class Attempt>
    int64_t run(Attempt attempt) {
        if (timeout_ == 0) return run_once(attempt);
        nap_ = nap_.zero();
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

    // True if the call waits for readiness between attempts.
    bool waits() const { return timeout_ > 0 || (timeout_ < 0 && !sys::kInterruptsCalls); }

    // Flags for an attempt that must not block. The descriptor's own mode does not help: all
    // duplicates share it, and another socket may have changed it.
    int flags() const { return timeout_ >= 0 ? sys::kDontWait : 0; }

    // Starts with the first wait, or here: the clock is read only if necessary.
    const Deadline& deadline() {
        if (!started_) {
            deadline_ = Deadline(timeout_);
            started_ = true;
        }
        return deadline_;
    }

    // For an attempt that takes no flags: returns 0 if it may be made.
    int64_t wait_unless_nonblocking() {
        const bool blocks = timeout_ > 0 && sys::kInterruptsCalls &&
                            sys::is_blocking(static_cast<int>(use_.fd())) == 1;
        return blocks ? wait_ready() : 0;
    }

    int64_t wait_ready() { return sys::wait_ready(use_.fd(), direction_, deadline()); }

  private:
    // A wait between two attempts has succeeded.
    static constexpr int64_t kReady = -100005;
    static constexpr std::chrono::microseconds kShortestNap{50};
    static constexpr std::chrono::microseconds kLongestNap{10000};

    template <class Attempt>
    int64_t run_once(Attempt attempt) {
        int64_t outcome;
        do {
            outcome = attempt(use_.fd());
        } while (outcome == -EINTR);
        // A program may ask again and again, without a wait in which it would hear of a signal.
        const bool due = outcome == -sys::kWouldBlock && signals_pending();
        return due && Waiter::current().is_main() && !run_listeners() ? kThrew : outcome;
    }

    template <class Attempt>
    int64_t run_in_wait(Attempt attempt) {
        Waiter& waiter = Waiter::current();
        if (waiter.is_main()) watch_interrupt_key(instance_);
        waiter.begin(use_.entry());
        int64_t outcome = use_.closed() ? -sys::kNotASocket : waiter.interruption();
        if (outcome == 0) outcome = attempt(use_.fd());
        if (outcome == -sys::kWouldBlock && waits()) outcome = wait_for_attempt(waiter);
        waiter.end();
        return outcome;
    }

    // Waits until another attempt may succeed. A descriptor can be ready although the call would
    // block: with MSG_PEEK after SO_PEEK_OFF, or a datagram to a peer whose queue is full. No event
    // tells when that ends, so the thread sleeps, longer each time.
    int64_t wait_for_attempt(Waiter& waiter) {
        const bool was_ready = nap_ > nap_.zero();
        if (was_ready && deadline().passed()) return kTimedOut;
        if (was_ready && sys::wait_ready(use_.fd(), direction_, Deadline(0)) == 0) {
            waiter.park(deadline().at_most(nap_));
            nap_ = std::min(2 * nap_, kLongestNap);
            return kReady;
        }
        nap_ = kShortestNap;
        const int64_t outcome = wait_ready();
        return outcome == 0 ? kReady : outcome;
    }

    // A signal handler may close this socket, so the call must not be in flight meanwhile. It may
    // also take the memory away.
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
    // How long to sleep after the descriptor was ready in vain; zero before it was ready at all.
    std::chrono::microseconds nap_{0};
};

}  // namespace pysocket
