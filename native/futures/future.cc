#include "native/futures/future.h"

#include <cerrno>
#include <utility>

#include "native/queue/queue.h"

namespace pysocket {

namespace {

// Outcome of a call in another thread. A thread that waits for several futures has a queue into
// which each puts a number when it is done.
class Future : public SharedObject {
  public:
    static constexpr ObjectKind kKind = ObjectKind::kFuture;
    Future() : SharedObject(kKind) {}

    // In the order of lib/concurrent/futures/future.ts.
    enum State { kPending, kRunning, kCancelled, kCancelledAndNotified, kFinished };

    State state() {
        const std::lock_guard lock(mutex_);
        return state_;
    }

    // Returns 1 and the outcome, 0 after the timeout, -ECANCELED.
    int64_t wait(Instance* instance, double timeout, EncodedValue* outcome, double* failed) {
        std::unique_lock lock(mutex_);
        if (state_ < kCancelled) {
            if (timeout == 0) return 0;
            const int64_t settled = done_.wait(instance, lock, Deadline(timeout),
                                               [this] { return state_ >= kCancelled; });
            if (settled != 1) return settled;
        }
        if (state_ != kFinished) return -ECANCELED;
        *outcome = outcome_.copy();
        *failed = failed_ ? 1 : 0;
        return 1;
    }

    // Marks the call as begun: 1, or 0 if it was cancelled.
    int64_t begin() {
        const std::lock_guard lock(mutex_);
        if (state_ == kPending) {
            state_ = kRunning;
            return 1;
        }
        if (state_ != kCancelled) return -EINVAL;
        state_ = kCancelledAndNotified;
        tell();
        return 0;
    }

    int64_t finish(bool failed, EncodedValue&& outcome) {
        const std::lock_guard lock(mutex_);
        if (state_ >= kCancelled) return -EINVAL;
        outcome_ = std::move(outcome);
        failed_ = failed;
        state_ = kFinished;
        tell();
        done_.notify_all();
        return 1;
    }

    // Returns 1 if it was cancelled now, 2 if it had been cancelled, 0 if it is too late.
    int64_t cancel() {
        const std::lock_guard lock(mutex_);
        if (state_ == kRunning || state_ == kFinished) return 0;
        if (state_ != kPending) return 2;
        state_ = kCancelled;
        done_.notify_all();
        return 1;
    }

    int64_t add_callback(EncodedValue&& callback) {
        const std::lock_guard lock(mutex_);
        if (state_ >= kCancelled) return 0;
        callbacks_.push_back(std::move(callback));
        return 1;
    }

    bool has_callbacks() {
        const std::lock_guard lock(mutex_);
        return !callbacks_.empty();
    }

    std::vector<EncodedValue> take_callbacks() {
        const std::lock_guard lock(mutex_);
        return std::exchange(callbacks_, {});
    }

    int64_t watch(std::shared_ptr<Queue> queue, double number) {
        const std::lock_guard lock(mutex_);
        if (state_ == kCancelledAndNotified || state_ == kFinished) return 0;
        watchers_.emplace_back(std::move(queue), number);
        return 1;
    }

    void unwatch(const std::shared_ptr<Queue>& queue) {
        const std::lock_guard lock(mutex_);
        for (auto each = watchers_.begin(); each != watchers_.end();)
            each = each->first == queue ? watchers_.erase(each) : each + 1;
    }

  private:
    void tell() {
        for (const auto& [queue, number] : std::exchange(watchers_, {}))
            queue->put(nullptr, 0, EncodedValue::of_number(number));
    }

    std::mutex mutex_;
    WaitList done_;
    State state_ = kPending;
    bool failed_ = false;
    EncodedValue outcome_;
    std::vector<EncodedValue> callbacks_;
    std::vector<std::pair<std::shared_ptr<Queue>, double>> watchers_;
};

// Futures that failed without JavaScript, and whose callbacks are still to be called. Each holds a
// reference.
struct Uncalled {
    std::mutex mutex;
    std::vector<int64_t> futures;

    static Uncalled& instance() {
        static auto* uncalled = new Uncalled;
        return *uncalled;
    }
};

std::shared_ptr<Queue> find_queue(int64_t handle) {
    return SharedObjects::instance().find<Queue>(handle);
}

napi_value future_new(napi_env env, napi_callback_info) {
    return to_value(env, SharedObjects::instance().insert(std::make_shared<Future>()));
}

napi_value future_state(napi_env env, napi_callback_info info) {
    const auto future = find<Future>(Arguments<1>(env, info));
    return to_value(env, future ? future->state() : -EBADF);
}

napi_value future_wait(napi_env env, napi_callback_info info) {
    const Arguments<3> arguments(env, info);
    const auto future = find<Future>(arguments);
    if (!future) return to_value(env, -EBADF);
    Instance* instance = arguments.instance();
    EncodedValue encoded;
    const int64_t outcome =
        future->wait(instance, arguments.number(1), &encoded, &instance->numbers[0]);
    return outcome == 1 ? encoded.deliver(env, arguments.value(2)) : to_value(env, outcome);
}

napi_value future_begin(napi_env env, napi_callback_info info) {
    const auto future = find<Future>(Arguments<1>(env, info));
    return to_value(env, future ? future->begin() : -EBADF);
}

napi_value future_finish(napi_env env, napi_callback_info info) {
    const Arguments<5> arguments(env, info);
    EncodedValue outcome = read_encoded_value(env, arguments, 2);
    const auto future = find<Future>(arguments);
    if (!future || outcome.bytes().empty()) return to_value(env, -EBADF);
    return to_value(env, future->finish(arguments.boolean(1), std::move(outcome)));
}

napi_value future_cancel(napi_env env, napi_callback_info info) {
    const auto future = find<Future>(Arguments<1>(env, info));
    return to_value(env, future ? future->cancel() : -EBADF);
}

napi_value future_add_callback(napi_env env, napi_callback_info info) {
    const Arguments<4> arguments(env, info);
    EncodedValue callback = read_encoded_value(env, arguments, 1);
    const auto future = find<Future>(arguments);
    if (!future || callback.bytes().empty()) return to_value(env, -EBADF);
    return to_value(env, future->add_callback(std::move(callback)));
}

napi_value future_take_callbacks(napi_env env, napi_callback_info info) {
    const auto future = find<Future>(Arguments<1>(env, info));
    std::vector<EncodedValue> callbacks;
    if (future) callbacks = future->take_callbacks();
    return deliver_all(env, &callbacks);
}

// Returns one of the futures whose callbacks are still to be called, with its reference; 0 if there
// is none.
napi_value future_take_uncalled(napi_env env, napi_callback_info) {
    Uncalled& uncalled = Uncalled::instance();
    const std::lock_guard lock(uncalled.mutex);
    if (uncalled.futures.empty()) return to_value(env, 0);
    const int64_t future = uncalled.futures.back();
    uncalled.futures.pop_back();
    return to_value(env, future);
}

napi_value future_watch(napi_env env, napi_callback_info info) {
    const Arguments<3> arguments(env, info);
    const auto future = find<Future>(arguments);
    auto queue = find_queue(arguments.int64(1));
    if (!future || !queue) return to_value(env, -EBADF);
    return to_value(env, future->watch(std::move(queue), arguments.number(2)));
}

napi_value future_unwatch(napi_env env, napi_callback_info info) {
    const Arguments<2> arguments(env, info);
    const auto future = find<Future>(arguments);
    if (future) future->unwatch(find_queue(arguments.int64(1)));
    return to_value(env, 0);
}

}  // namespace

bool fail_future(int64_t handle, const EncodedValue& exception) {
    const auto future = SharedObjects::instance().find<Future>(handle);
    if (!future || future->finish(true, exception.copy()) != 1 || !future->has_callbacks())
        return false;
    if (SharedObjects::instance().retain(handle) != 0) return false;
    Uncalled& uncalled = Uncalled::instance();
    const std::lock_guard lock(uncalled.mutex);
    uncalled.futures.push_back(handle);
    return true;
}

void define_future(Instance* instance, napi_value exports) {
    define(instance, exports,
           {{"future_new", future_new},
            {"future_state", future_state},
            {"future_wait", future_wait},
            {"future_begin", future_begin},
            {"future_finish", future_finish},
            {"future_cancel", future_cancel},
            {"future_add_callback", future_add_callback},
            {"future_take_callbacks", future_take_callbacks},
            {"future_take_uncalled", future_take_uncalled},
            {"future_watch", future_watch},
            {"future_unwatch", future_unwatch}});
}

}  // namespace pysocket
