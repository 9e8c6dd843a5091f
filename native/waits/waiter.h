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
    // Wakes the threads that poll `handle`, until none does.
    static void wake_pollers(int64_t handle);
    // Sends a signal to the thread with Python's ident; -ESRCH if the package does not know it.
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

    // Reason why the wait that has just begun must not continue: kEnded, kSignalled, or 0.
    int64_t interruption() const;

    // Sleeps until wake() or the deadline.
    void park(const Deadline& deadline);
    void unpark();

    // Handles being polled, for threads that close one of them.
    void begin_polling(const std::vector<int64_t>* handles);
    void end_polling();

    // A thread without work, whose wait does not count.
    void set_idle(bool idle) { idle_.store(idle); }

    // Worker 0 is the main thread.
    bool is_main() const { return worker_ == 0; }
    void set_worker(int worker, int parent, int root);
    int worker() const { return worker_; }
    // Worker that owns the pool of its threads.
    int root() const { return root_; }

    // Number of the thread in threads.cc that runs here; -1 while unknown.
    int64_t thread = -1;

  private:
    Waiter();
    void wake();
    bool watch(const Deadline& deadline);
    bool runs_or_descends_from(int worker, bool itself) const;
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
    std::atomic<bool> ended_{false};
    std::atomic<bool> idle_{false};
    std::atomic<const SocketEntry*> entry_{nullptr};
    const std::vector<int64_t>* polled_ = nullptr;
    int worker_ = -1;
    int parent_ = -1;
    int root_ = -1;

    std::mutex mutex_;
    std::condition_variable wake_;
    std::atomic<bool> woken_{false};
    bool watching_pays_ = false;
    unsigned unwatched_ = 0;
};

}  // namespace pysocket
