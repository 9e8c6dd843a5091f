#pragma once

#include <node_api.h>

#include <array>
#include <deque>
#include <set>
#include <string>
#include <utility>

#include "native/waits/wait_list.h"

namespace pysocket {

// The workers for the threads of the main thread, or of a worker that the program created, and for
// the threads that those start in turn. They all end with it. The spawner (lib/worker/spawner.ts),
// a separate thread whose event loop is always free, creates them. Protected by the lock of
// threads.cc.
class Pool {
  public:
    // Threads that no worker has begun yet.
    std::deque<int64_t> jobs;
    // Threads that wait for another thread to begin.
    WaitList begun;
    // Workers without a thread to run. The last to come goes first, so that surplus workers stay
    // idle until they end.
    WaitList idle_workers;
    size_t idle = 0;
    // Workers that have ended a thread, and turn their event loop once before they take another.
    size_t returning = 0;
    size_t workers = 0;
    // Number of workers that should stay idle for future threads.
    size_t spare = 0;
    // Counts the failures to create a worker.
    uint64_t refusals = 0;
    // Message and stack of the error that kept the last worker from coming up; empty if there was
    // no room for one.
    std::array<std::string, 2> failure;
    // The owner has ended.
    bool closed = false;
    // A spawner has been created, and may have come up.
    bool spawner_created = false;

    // Number of workers that are being created or have not come up yet.
    size_t coming() const { return coming_.size(); }
    // True if a start may rely on the workers that have been created: one of them has come up, and
    // none has failed since.
    bool trusted() const { return arrived_ && failures_ == 0; }
    // True if there is a worker, or one that has been created, for every thread that has been
    // started.
    bool covered() const { return jobs.size() <= idle + returning + made_.size(); }
    // True if a worker that ends its thread now is needed.
    bool wants_worker() const { return lacks(0); }

    // True if the spawner has something to do.
    bool wants_spawner() const { return lacks(returning) || (lacks(0) && !watching_); }

    // True if the spawner should create a worker now. A returning worker usually comes before a new
    // one would. So the spawner waits for it until it looks again (`again`), and the same thread is
    // still waiting.
    bool should_make(bool again) {
        if (again) watching_ = false;
        const int64_t first = jobs.empty() ? 0 : jobs.front();
        if (lacks(returning) || (again && first == watched_)) return true;
        watched_ = first;
        watching_ = true;
        return false;
    }

    // Number of a worker that is about to be created.
    int64_t expect() {
        coming_.insert(next_);
        return next_++;
    }

    // Its native thread exists; by now it may have come up.
    void note_made(int64_t number) {
        if (coming_.count(number) == 0) return;
        made_.insert(number);
        begun.notify_all();
    }

    // It has come up. Returns false if that was known.
    bool arrive(int64_t number) {
        if (!stop_expecting(number)) return false;
        arrived_ = true;
        failures_ = 0;
        return true;
    }

    // It will never come up. Returns false if it had.
    bool fail(int64_t number, std::array<std::string, 2> why) {
        if (!stop_expecting(number)) return false;
        failures_++;
        refuse(std::move(why));
        return true;
    }

    // It could not be created.
    void cancel(int64_t number, std::array<std::string, 2> why) {
        stop_expecting(number);
        refuse(std::move(why));
    }

    // True once so many workers in a row have failed that the next would fail as well.
    bool hopeless() const { return failures_ >= kAttempts; }

    void refuse(std::array<std::string, 2> why = {}) {
        failure = std::move(why);
        refusals++;
        begun.notify_all();
    }

    void set_spawner(napi_env env, napi_threadsafe_function wake) {
        spawner_ = env;
        wake_ = wake;
        spawner_created = true;
    }

    bool has_spawner() const { return spawner_ != nullptr; }
    bool is_spawned_by(napi_env env) const { return spawner_ == env; }

    // A worker that has not come up may never do so: for the next thread another is created.
    void forget_silent_spawner() { spawner_created = spawner_ != nullptr; }

    void lose_spawner() {
        spawner_ = nullptr;
        wake_ = nullptr;
        spawner_created = false;
        refuse();
    }

    // Makes the spawner look for work.
    void wake_spawner() {
        if (wake_ == nullptr) return;
        // An event loop that is being torn down reports this once, and must not be called again.
        if (napi_call_threadsafe_function(wake_, nullptr, napi_tsfn_nonblocking) == napi_closing)
            wake_ = nullptr;
    }

  private:
    static constexpr int kAttempts = 3;

    bool lacks(size_t soon) const {
        const size_t wanted = jobs.size() + (failures_ == 0 ? spare : 0);
        return !closed && !Waiter::ending() && wanted > idle + coming() + soon;
    }

    bool stop_expecting(int64_t number) {
        made_.erase(number);
        return coming_.erase(number) > 0;
    }

    std::set<int64_t> coming_;
    // Those among them whose native thread exists.
    std::set<int64_t> made_;
    int64_t next_ = 1;
    bool arrived_ = false;
    // The spawner will look again, for the thread that was first in line: 0 if there was none.
    bool watching_ = false;
    int64_t watched_ = 0;
    // Number of workers in a row that have not come up.
    int failures_ = 0;
    napi_env spawner_ = nullptr;
    napi_threadsafe_function wake_ = nullptr;
};

}  // namespace pysocket
