#pragma once

#include <algorithm>
#include <chrono>

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

    // Whether readiness is waited for between two attempts.
    bool waits() const { return timeout_ > 0 || (timeout_ < 0 && !sys::kInterruptsCalls); }

    // Flags for an attempt that must not block. The descriptor's own mode is no help: every copy of
    // it shares that, and another socket may have set it.
    int flags() const { return timeout_ >= 0 ? sys::kDontWait : 0; }

    // Begins with the first wait, or here: the clock is read only when it has to be.
    const Deadline& deadline() {
        if (!started_) {
            deadline_ = Deadline(timeout_);
            started_ = true;
        }
        return deadline_;
    }

    // For an attempt that takes no flags: 0 if it may be made.
    int64_t wait_unless_nonblocking() {
        const bool blocks = timeout_ > 0 && sys::kInterruptsCalls &&
                            sys::is_blocking(static_cast<int>(use_.fd())) == 1;
        return blocks ? wait_ready() : 0;
    }

    int64_t wait_ready() { return sys::wait_ready(use_.fd(), direction_, deadline()); }

  private:
    // A wait between two attempts has ended well.
    static constexpr int64_t kReady = -100005;
    static constexpr std::chrono::microseconds kShortestNap{50};
    static constexpr std::chrono::microseconds kLongestNap{10000};

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
        if (outcome == -sys::kWouldBlock && waits()) outcome = wait_for_attempt(waiter);
        waiter.end();
        return outcome;
    }

    // Waits until another attempt may succeed. A descriptor can be ready while the call would
    // block: for MSG_PEEK behind SO_PEEK_OFF, or a datagram to a peer that is full. No event tells
    // when that ends, so it sleeps, each time for longer.
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
    // How long to sleep if the descriptor is ready in vain; zero before it has been ready at all.
    std::chrono::microseconds nap_{0};
};

}  // namespace pysocket
