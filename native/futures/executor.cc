#include "native/futures/executor.h"

#include <atomic>
#include <cerrno>
#include <deque>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "native/futures/future.h"
#include "native/threading/threads.h"
#include "native/transfer/encoded_value.h"
#include "native/transfer/shared_objects.h"
#include "native/waits/wait_list.h"

namespace pysocket {

namespace {

std::atomic<bool> finishing{false};

// A call that has not begun, and its future.
struct Call {
    EncodedValue encoded;
    int64_t future;
};

// Calls for the threads of an executor, and those threads.
class Executor : public SharedObject {
  public:
    static constexpr ObjectKind kKind = ObjectKind::kExecutor;
    Executor(int64_t limit, std::string prefix)
        : SharedObject(kKind), limit_(limit), prefix_(std::move(prefix)) {}

    // For lost threads: the outcome of their calls, and the program of their replacements. Set
    // before any thread has the executor.
    EncodedValue lost;
    EncodedValue job;

    // Index of the thread that must be started for the call; -1 for none.
    int64_t put(Call&& call, int64_t* index) {
        const std::lock_guard lock(mutex_);
        if (broken_) return -ECANCELED;
        if (shut_down_) return -EPIPE;
        if (finishing) return -ESHUTDOWN;
        calls_.push_back(std::move(call));
        not_empty_.notify_one();
        *index = -1;
        if (idle_ > 0)
            idle_--;
        else if (started_ < limit_)
            *index = started_++;
        return 1;
    }

    // For a thread of the executor: 1, or 0 if there will be nothing more to do.
    int64_t take(Instance* instance, EncodedValue* call) {
        const int64_t thread = current_thread();
        std::unique_lock lock(mutex_);
        if (calls_.empty() && !ended()) {
            idle_++;
            const int64_t outcome = not_empty_.wait(instance, lock, Deadline(-1),
                                                    [this] { return !calls_.empty() || ended(); });
            if (outcome != 1) return outcome;
        }
        if (calls_.empty()) return 0;
        *call = std::move(calls_.front().encoded);
        threads_[thread] = calls_.front().future;
        calls_.pop_front();
        return 1;
    }

    void add_thread(int64_t thread) {
        const std::lock_guard lock(mutex_);
        threads_.emplace(thread, 0);
    }

    void start_failed(int64_t thread) {
        const std::lock_guard lock(mutex_);
        if (threads_.erase(thread) > 0) started_--;
    }

    std::vector<int64_t> threads() {
        const std::lock_guard lock(mutex_);
        std::vector<int64_t> threads;
        for (const auto& [thread, future] : threads_) threads.push_back(thread);
        return threads;
    }

    // The calling thread makes no more calls.
    void leave() {
        const int64_t thread = current_thread();
        const std::lock_guard lock(mutex_);
        threads_[thread] = kLeft;
    }

    enum class Loss { kNone, kReplaced, kGone };

    // The thread was lost, `begun` or not; kNone if it belongs to another executor. The call that
    // it was making has failed. Another thread is started for waiting calls and for callbacks. If
    // none comes up, and none is left, they fail too.
    Loss lose_thread(int64_t thread, bool begun) {
        std::vector<int64_t> futures;
        std::deque<Call> calls;
        bool needed = false;
        {
            const std::lock_guard lock(mutex_);
            const auto found = threads_.find(thread);
            if (found == threads_.end() || found->second == kLeft) return Loss::kNone;
            // A replacement for a thread that never made a call would most likely end the same way.
            begun &= found->second != 0;
            futures.push_back(found->second);
            threads_.erase(found);
            started_--;
            needed = begun && !calls_.empty();
            if (!begun && started_ == 0) std::swap(calls, calls_);
        }
        for (const Call& call : calls) futures.push_back(call.future);
        for (const int64_t future : futures) needed |= fail_future(future, lost) && begun;
        return needed && replace() ? Loss::kReplaced : Loss::kGone;
    }

    void shut_down() {
        const std::lock_guard lock(mutex_);
        shut_down_ = true;
        not_empty_.notify_all();
    }

    // Returns the calls that have not begun; `broken`: there will be no more.
    std::vector<EncodedValue> drop(bool broken) {
        const std::lock_guard lock(mutex_);
        broken_ = broken_ || broken;
        std::vector<EncodedValue> dropped;
        for (Call& call : std::exchange(calls_, {})) dropped.push_back(std::move(call.encoded));
        return dropped;
    }

    void own() {
        const std::lock_guard lock(mutex_);
        owners_++;
    }

    void disown() {
        const std::lock_guard lock(mutex_);
        if (--owners_ > 0) return;
        shut_down_ = true;
        not_empty_.notify_all();
    }

    void wake() {
        const std::lock_guard lock(mutex_);
        not_empty_.notify_all();
    }

  private:
    // In place of the future of a thread that makes no more calls.
    static constexpr int64_t kLeft = -1;

    bool ended() const { return shut_down_ || finishing; }

    bool replace() {
        const auto reserve = [this] {
            const std::lock_guard lock(mutex_);
            return started_++;
        };
        // Without the lock, which a thread with the lock of the threads may want.
        const std::string name = prefix_ + "_" + std::to_string(reserve());
        const int64_t thread = start_thread(name, job.copy());
        const std::lock_guard lock(mutex_);
        if (thread < 0)
            started_--;
        else
            threads_.emplace(thread, 0);
        return thread >= 0;
    }

    const int64_t limit_;
    const std::string prefix_;
    std::mutex mutex_;
    WaitList not_empty_;
    std::deque<Call> calls_;
    // Threads, each with the future of its last call.
    std::map<int64_t, int64_t> threads_;
    int64_t idle_ = 0;
    int64_t started_ = 0;
    int64_t owners_ = 1;
    bool shut_down_ = false;
    bool broken_ = false;
};

napi_value executor_new(napi_env env, napi_callback_info info) {
    const Arguments<2> arguments(env, info);
    auto executor = std::make_shared<Executor>(arguments.int64(0), arguments.text(1));
    return to_value(env, SharedObjects::instance().insert(std::move(executor)));
}

napi_value executor_set_lost(napi_env env, napi_callback_info info) {
    const Arguments<4> arguments(env, info);
    const auto executor = find<Executor>(arguments);
    if (executor) executor->lost = read_encoded_value(env, arguments, 1);
    return to_value(env, 0);
}

napi_value executor_set_job(napi_env env, napi_callback_info info) {
    const Arguments<4> arguments(env, info);
    const auto executor = find<Executor>(arguments);
    if (executor) executor->job = read_encoded_value(env, arguments, 1);
    return to_value(env, 0);
}

napi_value executor_next_name(napi_env env, napi_callback_info) {
    static std::atomic<int64_t> next{0};
    return to_value(env, next++);
}

napi_value executor_put(napi_env env, napi_callback_info info) {
    const Arguments<5> arguments(env, info);
    Call call = {read_encoded_value(env, arguments, 1), arguments.int64(4)};
    const auto executor = find<Executor>(arguments);
    if (!executor || call.encoded.bytes().empty()) return to_value(env, -EBADF);
    int64_t index = -1;
    const int64_t outcome = executor->put(std::move(call), &index);
    arguments.instance()->numbers[0] = static_cast<double>(index);
    return to_value(env, outcome);
}

napi_value executor_take(napi_env env, napi_callback_info info) {
    const Arguments<2> arguments(env, info);
    const auto executor = find<Executor>(arguments);
    if (!executor) return to_value(env, -EBADF);
    EncodedValue call;
    const int64_t outcome = executor->take(arguments.instance(), &call);
    return outcome == 1 ? call.deliver(env, arguments.value(1)) : to_value(env, outcome);
}

napi_value executor_add_thread(napi_env env, napi_callback_info info) {
    const Arguments<2> arguments(env, info);
    const auto executor = find<Executor>(arguments);
    if (executor) executor->add_thread(arguments.int64(1));
    return to_value(env, 0);
}

napi_value executor_start_failed(napi_env env, napi_callback_info info) {
    const Arguments<2> arguments(env, info);
    const auto executor = find<Executor>(arguments);
    if (executor) executor->start_failed(arguments.int64(1));
    return to_value(env, 0);
}

napi_value executor_leave(napi_env env, napi_callback_info info) {
    const Arguments<1> arguments(env, info);
    const auto executor = find<Executor>(arguments);
    if (executor) executor->leave();
    SharedObjects::instance().release(arguments.int64(0));
    return to_value(env, 0);
}

napi_value executor_threads(napi_env env, napi_callback_info info) {
    const auto executor = find<Executor>(Arguments<1>(env, info));
    napi_value threads = nullptr;
    napi_create_array(env, &threads);
    uint32_t count = 0;
    if (!executor) return threads;
    for (const int64_t thread : executor->threads())
        napi_set_element(env, threads, count++, to_value(env, thread));
    return threads;
}

napi_value executor_shut_down(napi_env env, napi_callback_info info) {
    const auto executor = find<Executor>(Arguments<1>(env, info));
    if (executor) executor->shut_down();
    return to_value(env, 0);
}

napi_value executor_drop(napi_env env, napi_callback_info info) {
    const Arguments<2> arguments(env, info);
    const auto executor = find<Executor>(arguments);
    std::vector<EncodedValue> dropped;
    if (executor) dropped = executor->drop(arguments.boolean(1));
    return deliver_all(env, &dropped);
}

napi_value executor_retain(napi_env env, napi_callback_info info) {
    retain_executor(Arguments<1>(env, info).int64(0));
    return to_value(env, 0);
}

napi_value executor_release(napi_env env, napi_callback_info info) {
    release_executor(Arguments<1>(env, info).int64(0));
    return to_value(env, 0);
}

napi_value executors_finish(napi_env env, napi_callback_info) {
    finishing = true;
    for (const auto& [handle, object] : SharedObjects::instance().all(ObjectKind::kExecutor))
        std::static_pointer_cast<Executor>(object)->wake();
    return to_value(env, 0);
}

}  // namespace

void retain_executor(int64_t handle) {
    SharedObjects::instance().retain(handle);
    const auto executor = SharedObjects::instance().find<Executor>(handle);
    if (executor) executor->own();
}

void release_executor(int64_t handle) {
    const auto executor = SharedObjects::instance().find<Executor>(handle);
    if (executor) executor->disown();
    SharedObjects::instance().release(handle);
}

void lose_executor_thread(int64_t thread, bool begun) {
    for (const auto& [handle, object] : SharedObjects::instance().all(ObjectKind::kExecutor)) {
        const auto executor = std::static_pointer_cast<Executor>(object);
        const Executor::Loss loss = executor->lose_thread(thread, begun);
        // The next thread takes over the reference that each thread has, and releases at its end.
        if (loss == Executor::Loss::kGone) SharedObjects::instance().release(handle);
        if (loss != Executor::Loss::kNone) return;
    }
}

void define_executor(Instance* instance, napi_value exports) {
    define(instance, exports,
           {{"executor_new", executor_new},
            {"executor_set_lost", executor_set_lost},
            {"executor_set_job", executor_set_job},
            {"executor_next_name", executor_next_name},
            {"executor_put", executor_put},
            {"executor_take", executor_take},
            {"executor_add_thread", executor_add_thread},
            {"executor_start_failed", executor_start_failed},
            {"executor_leave", executor_leave},
            {"executor_threads", executor_threads},
            {"executor_shut_down", executor_shut_down},
            {"executor_drop", executor_drop},
            {"executor_retain", executor_retain},
            {"executor_release", executor_release},
            {"executors_finish", executors_finish}});
}

}  // namespace pysocket
