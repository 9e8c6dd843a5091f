#include "native/futures/executor.h"

#include <atomic>
#include <cerrno>
#include <deque>
#include <utility>

#include "native/transfer/parcel.h"
#include "native/transfer/shared_objects.h"
#include "native/waits/wait_list.h"

namespace pysocket {

namespace {

std::atomic<bool> finishing{false};

// The calls that the threads of an executor make, and which threads those are.
class Executor : public SharedObject {
  public:
    static constexpr ObjectKind kKind = ObjectKind::kExecutor;
    explicit Executor(int64_t limit) : SharedObject(kKind), limit_(limit) {}

    // The index of the thread that has to be started for it; -1 if none has.
    int64_t put(Parcel&& call, int64_t* index) {
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
    int64_t take(Instance* instance, Parcel* call) {
        std::unique_lock lock(mutex_);
        if (calls_.empty() && !ended()) {
            idle_++;
            const int64_t outcome = not_empty_.wait(instance, lock, Deadline(-1),
                                                    [this] { return !calls_.empty() || ended(); });
            if (outcome != 1) return outcome;
        }
        if (calls_.empty()) return 0;
        *call = std::move(calls_.front());
        calls_.pop_front();
        return 1;
    }

    void add_thread(int64_t thread) {
        const std::lock_guard lock(mutex_);
        threads_.push_back(thread);
    }

    void start_failed() {
        const std::lock_guard lock(mutex_);
        started_--;
    }

    std::vector<int64_t> threads() {
        const std::lock_guard lock(mutex_);
        return threads_;
    }

    void shut_down() {
        const std::lock_guard lock(mutex_);
        shut_down_ = true;
        not_empty_.notify_all();
    }

    // What nobody has begun; `broken`: there will be no more.
    std::vector<Parcel> drop(bool broken) {
        const std::lock_guard lock(mutex_);
        broken_ = broken_ || broken;
        std::vector<Parcel> dropped(std::make_move_iterator(calls_.begin()),
                                    std::make_move_iterator(calls_.end()));
        calls_.clear();
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
    bool ended() const { return shut_down_ || finishing; }

    const int64_t limit_;
    std::mutex mutex_;
    WaitList not_empty_;
    std::deque<Parcel> calls_;
    std::vector<int64_t> threads_;
    int64_t idle_ = 0;
    int64_t started_ = 0;
    int64_t owners_ = 1;
    bool shut_down_ = false;
    bool broken_ = false;
};

napi_value executor_new(napi_env env, napi_callback_info info) {
    const int64_t limit = Arguments<1>(env, info).int64(0);
    return to_value(env, SharedObjects::instance().insert(std::make_shared<Executor>(limit)));
}

napi_value executor_next_name(napi_env env, napi_callback_info) {
    static std::atomic<int64_t> next{0};
    return to_value(env, next++);
}

napi_value executor_put(napi_env env, napi_callback_info info) {
    const Arguments<4> arguments(env, info);
    Parcel call = read_parcel(env, arguments, 1);
    const auto executor = find<Executor>(arguments);
    if (!executor || call.bytes().empty()) return to_value(env, -EBADF);
    int64_t index = -1;
    const int64_t outcome = executor->put(std::move(call), &index);
    arguments.instance()->numbers[0] = static_cast<double>(index);
    return to_value(env, outcome);
}

napi_value executor_take(napi_env env, napi_callback_info info) {
    const Arguments<2> arguments(env, info);
    const auto executor = find<Executor>(arguments);
    if (!executor) return to_value(env, -EBADF);
    Parcel call;
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
    const auto executor = find<Executor>(Arguments<1>(env, info));
    if (executor) executor->start_failed();
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
    std::vector<Parcel> dropped;
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
    for (const auto& object : SharedObjects::instance().all(ObjectKind::kExecutor))
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

void define_executor(Instance* instance, napi_value exports) {
    define(instance, exports,
           {{"executor_new", executor_new},
            {"executor_next_name", executor_next_name},
            {"executor_put", executor_put},
            {"executor_take", executor_take},
            {"executor_add_thread", executor_add_thread},
            {"executor_start_failed", executor_start_failed},
            {"executor_threads", executor_threads},
            {"executor_shut_down", executor_shut_down},
            {"executor_drop", executor_drop},
            {"executor_retain", executor_retain},
            {"executor_release", executor_release},
            {"executors_finish", executors_finish}});
}

}  // namespace pysocket
