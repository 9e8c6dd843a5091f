#pragma once

#include <node_api.h>

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <vector>

#include "native/sys/deadline.h"
#include "native/sys/results.h"
#include "native/sys/sys.h"

namespace pysocket {

struct SocketEntry;

// The waits of a thread. Every call that may block is made between begin() and end(), so that
// another thread can end it: a flag says why, and the thread is then woken repeatedly until it has
// left, because a signal that arrives just before the system call is lost.
class Waiter {
  public:
    static Waiter& current();

    // Ends the waits of all other threads, now and in future, and of new threads.
    static void end_all();
    // Ends the waits of the thread that runs worker `worker` (if `itself`) and of the threads that
    // it created.
    static void end_worker(int worker, bool itself);
    static bool ending() { return ending_.load(); }
    // Number of threads inside a wait, without idle ones.
    static int waiting_count();
    // Wakes the threads that wait on `entry`, once.
    static void wake_users(const SocketEntry* entry);
    // Wakes the threads that poll `what` (see begin_polling()) until none does.
    static void wake_pollers(int64_t what);
    // Used by Closing, below.
    static void forbid_polling(sys::Descriptor fd);
    static void allow_polling(sys::Descriptor fd);
    // Wakes the threads of these event loops, to look if their environments are ending.
    static void suspect(const std::vector<int>& loops);
    // Wakes all threads whose loops were woken and have not turned since. Returns true if there may
    // be such threads later.
    static bool suspect_again();
    // Sends a signal to the thread that Python's ident names; -ESRCH if the package does not know
    // it.
    static int64_t send(double ident, int signal);
    // Wakes the main thread, once; false if it does not wait.
    static bool wake_main();
    static void pause();

    Waiter(const Waiter&) = delete;
    Waiter& operator=(const Waiter&) = delete;
    ~Waiter();

    void begin(const SocketEntry* entry = nullptr) {
        entry_.store(entry, std::memory_order_relaxed);
        waiting_.store(true);
    }
    void end() { waiting_.store(false); }

    // Why the wait just begun must not go on: kEnded, kSignalled, or 0.
    int64_t interruption();

    // Sleeps until wake() or the deadline.
    void park(const Deadline& deadline);
    void unpark();

    // Lists what this thread polls, for threads that close it: handles, and descriptors as -1 - fd.
    void begin_polling(const std::vector<int64_t>* polled);
    void end_polling();
    // Returns a listed handle or descriptor that was closed since, or kNothing.
    static constexpr int64_t kNothing = INT64_MAX;
    int64_t closed_polled() const { return closed_.load(); }

    // A thread without work, whose wait does not count.
    void set_idle(bool idle) { idle_.store(idle); }

    // Worker 0 is the main thread.
    bool is_main() const { return worker_ == 0; }
    void set_worker(int worker, int parent, int root);
    int worker() const { return worker_; }
    // Worker that owns the pool of its threads.
    int root() const { return root_; }

    // Sets the environment of the worker that this thread runs. It may end while the thread waits,
    // which only the thread itself can find out. `watched` is true if suspect() is told of wakes.
    void enter_environment(napi_env env, int loop, bool watched);
    // Returns the descriptor of the loop.
    int leave_environment();

    // The thread of threads.cc that this one runs; -1 before it is known.
    int64_t thread = -1;

  private:
    Waiter();
    void wake();
    bool watch(const Deadline& deadline);
    bool runs_or_descends_from(int worker, bool itself) const;
    void suspect_end();
    bool has_ended();
    bool ended() const { return end_.load() == End::kCertain; }
    template <class Predicate>
    static void end_where(Predicate predicate);

    // Longer than waking a thread on another processor takes. Otherwise two threads that hand over
    // to each other would hardly ever both be awake.
    static constexpr std::chrono::microseconds kWatch{30};
    static constexpr unsigned kWatchAgain = 16;

    static std::atomic<bool> ending_;
    static std::atomic<int> polling_;

    const sys::NativeThread native_;
    const double ident_;
    std::atomic<bool> waiting_{false};
    enum class End { kNone, kSuspected, kCertain };
    std::atomic<End> end_{End::kNone};
    std::atomic<bool> idle_{false};
    std::atomic<const SocketEntry*> entry_{nullptr};
    const std::vector<int64_t>* polled_ = nullptr;
    std::atomic<int64_t> closed_{kNothing};
    napi_env env_ = nullptr;
    int loop_ = -1;
    bool watched_ = false;
    // True if the loop was woken and is not known to have turned since.
    bool loop_woken_ = false;
    int worker_ = -1;
    int parent_ = -1;
    int root_ = -1;

    std::mutex mutex_;
    std::condition_variable wake_;
    std::atomic<bool> woken_{false};
    bool watching_pays_ = false;
    unsigned unwatched_ = 0;
};

// Bytes that a blocking call has transferred so far. A wake of the thread cuts the system call
// short. On the main thread only a signal does, as in Python. In a worker whose event loop was
// woken, the program must not notice, so further system calls transfer the rest.
class Progress {
  public:
    explicit Progress(bool is_blocking)
        : goes_on_(is_blocking && sys::kInterruptsCalls && !Waiter::current().is_main()) {}

    bool goes_on() const { return goes_on_; }
    size_t done() const { return done_; }

    // Adds the outcome of a system call. Returns that of the whole call, or -EINTR if it goes on.
    int64_t add(int64_t outcome, size_t length) {
        if (!goes_on_) return outcome;
        if (outcome > 0) done_ += static_cast<size_t>(outcome);
        if (outcome > 0 && done_ < length) return -EINTR;
        return outcome == -EINTR || done_ == 0 ? outcome : static_cast<int64_t>(done_);
    }

  private:
    const bool goes_on_;
    size_t done_ = 0;
};

// Keeps a descriptor from being polled while it is closed. Threads that poll it stop and report it
// as closed: they must not poll its number again, which may belong to a new descriptor.
class Closing {
  public:
    explicit Closing(sys::Descriptor fd) : fd_(fd) { Waiter::forbid_polling(fd_); }
    ~Closing() { Waiter::allow_polling(fd_); }
    Closing(const Closing&) = delete;
    Closing& operator=(const Closing&) = delete;

  private:
    const sys::Descriptor fd_;
};

}  // namespace pysocket
