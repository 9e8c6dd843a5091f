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

// A thread of the process, as its waits see it. Every call that may block is made between begin()
// and end(), so that another thread can end it: a flag says why, and the thread is then woken again
// and again until it has left, since a signal that lands just before the system call is lost.
class Waiter {
  public:
    static Waiter& current();

    // Ends the waits of all other threads, now and later, and of threads still to come.
    static void end_all();
    // The same for the thread that runs worker `worker` (if `itself`) and for those it made.
    static void end_worker(int worker, bool itself);
    static bool ending() { return ending_.load(); }
    // How many threads are inside a wait, those without work apart.
    static int waiting_count();
    // Wakes the threads that wait on `entry`, once.
    static void wake_users(const SocketEntry* entry);
    // Wakes those that poll `handle`, until none does.
    static void wake_pollers(int64_t handle);
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
    int64_t interruption() const;

    // Sleeps until wake() or the deadline.
    void park(const Deadline& deadline);
    void unpark();

    // The handles being polled, while another thread may have to know.
    void begin_polling(const std::vector<int64_t>* handles);
    void end_polling();

    // A thread without work: its wait is nobody's.
    void set_idle(bool idle) { idle_.store(idle); }

    // Worker 0 is the main thread.
    bool is_main() const { return worker_ == 0; }
    void set_worker(int worker, int parent, int root);
    int worker() const { return worker_; }
    // The worker to whose pool its threads belong.
    int root() const { return root_; }

    // The thread of threads.cc that this one runs; -1 before it is known.
    int64_t thread = -1;

  private:
    Waiter();
    void wake();
    bool watch(const Deadline& deadline);
    bool runs_or_descends_from(int worker, bool itself) const;
    template <class Predicate>
    static void end_where(Predicate predicate);

    // Longer than it takes to wake a thread on another processor, or two that hand over to each
    // other would hardly ever both be awake.
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
