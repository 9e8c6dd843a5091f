#pragma once

#include <node_api.h>

#include <deque>
#include <set>

#include "native/waits/wait_list.h"

namespace pysocket {

// The workers that run the threads which the main thread, or a worker that the program made, has
// started, and those which these start in turn: they all end with it. A thread of its own, whose
// event loop is always free, makes them: the keeper (lib/worker/spawner.ts). Not safe by itself:
// the lock of threads.cc protects it.
class Pool {
  public:
    // Threads that no worker has begun yet.
    std::deque<int64_t> jobs;
    // Those who wait for a thread to begin.
    WaitList begun;
    // Workers without a thread to run. The last to come goes first, so that what is too many stays
    // idle until it is given back.
    WaitList idle_workers;
    size_t idle = 0;
    size_t workers = 0;
    // How many are to be idle, for what may come.
    size_t spare = 0;
    // Counts the failures to make a worker.
    uint64_t refusals = 0;
    // Whoever it belongs to has ended.
    bool closed = false;
    // A keeper has been made, and may have come up.
    bool kept = false;

    // How many workers are being made or have not come up yet.
    size_t coming() const { return coming_.size(); }
    // Whether there is a worker, or one that has been made, for every thread that has been started.
    bool covered() const { return jobs.size() <= idle + made_.size(); }
    bool wants_worker() const {
        return !closed && !Waiter::ending() && jobs.size() + spare > idle + coming();
    }

    // The number of a worker that is about to be made.
    int64_t expect() {
        coming_.insert(next_);
        return next_++;
    }

    // Its native thread is there; by now it may have come up.
    void note_made(int64_t number) {
        if (coming_.count(number) == 0) return;
        made_.insert(number);
        begun.notify_all();
    }

    // It has come up, or never will: false if that was known.
    bool arrive(int64_t number) {
        made_.erase(number);
        return coming_.erase(number) > 0;
    }

    void refuse() {
        refusals++;
        begun.notify_all();
    }

    void keep(napi_env env, napi_threadsafe_function wake) {
        keeper_ = env;
        wake_ = wake;
        kept = true;
    }

    bool is_kept_by(napi_env env) const { return keeper_ == env; }

    // One that has been made and has not come up may never do so: the next thread has another made.
    void forget_silent_keeper() { kept = keeper_ != nullptr; }

    void lose_keeper() {
        keeper_ = nullptr;
        wake_ = nullptr;
        kept = false;
        refuse();
    }

    // Has the keeper look what is wanted.
    void wake_keeper() {
        if (wake_ == nullptr) return;
        // An event loop that is being torn down says so once, and must not be called again.
        if (napi_call_threadsafe_function(wake_, nullptr, napi_tsfn_nonblocking) == napi_closing)
            wake_ = nullptr;
    }

  private:
    std::set<int64_t> coming_;
    // Those among them whose native thread is there.
    std::set<int64_t> made_;
    int64_t next_ = 1;
    napi_env keeper_ = nullptr;
    napi_threadsafe_function wake_ = nullptr;
};

}  // namespace pysocket
