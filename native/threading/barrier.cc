#include "native/core/arguments.h"
#include "native/transfer/shared_objects.h"
#include "native/waits/wait_list.h"

namespace pysocket {

namespace {

class Barrier : public SharedObject {
  public:
    static constexpr ObjectKind kKind = ObjectKind::kBarrier;
    explicit Barrier(double parties) : SharedObject(kKind), parties_(parties) {}

    // Returns the thread's index; -ECANCELED if the barrier is or becomes broken. `*last` tells the
    // thread that completes the barrier to call finish(); all others wait until it has.
    int64_t wait(Instance* instance, double timeout, double* last) {
        std::unique_lock lock(mutex_);
        const int64_t entered = changed_.wait(instance, lock, Deadline(-1), [this] {
            return !acting_ && state_ != State::kDraining && state_ != State::kResetting;
        });
        if (entered != 1) return entered;
        if (state_ == State::kBroken) return -ECANCELED;
        const int64_t index = count_++;
        *last = static_cast<double>(count_) == parties_ ? 1 : 0;
        if (*last != 0) {
            acting_ = true;
            return index;
        }
        const int64_t outcome = wait_for_change(instance, lock, timeout);
        const bool passed = outcome == 1 && state_ == State::kDraining;
        if (outcome == 0) set_state(State::kBroken);
        leave();
        if (outcome < 0) return outcome;
        return passed ? index : -ECANCELED;
    }

    // The last thread releases the others, or breaks the barrier.
    void finish(bool passed) {
        const std::lock_guard lock(mutex_);
        acting_ = false;
        // It may have been aborted or reset meanwhile.
        if (state_ == State::kFilling)
            state_ = passed ? State::kDraining : State::kBroken;
        else if (!passed)
            state_ = State::kBroken;
        changed_.notify_all();
        leave();
    }

    void reset() {
        const std::lock_guard lock(mutex_);
        if (count_ == 0)
            set_state(State::kFilling);
        else if (state_ == State::kFilling || state_ == State::kBroken)
            set_state(State::kResetting);
    }

    void abort() {
        const std::lock_guard lock(mutex_);
        set_state(State::kBroken);
    }

    // Number of waiting threads; -1 if the barrier is broken.
    int64_t waiting() {
        const std::lock_guard lock(mutex_);
        if (state_ == State::kBroken) return -1;
        return state_ == State::kFilling ? count_ : 0;
    }

  private:
    enum class State { kFilling, kDraining, kResetting, kBroken };

    int64_t wait_for_change(Instance* instance, std::unique_lock<std::mutex>& lock,
                            double timeout) {
        const auto changed = [this] { return state_ != State::kFilling; };
        const int64_t outcome = changed_.wait(instance, lock, Deadline(timeout), changed);
        // All threads arrived in time. The action of the last one may take as long as it likes.
        if (outcome == 0 && acting_) return changed_.wait(instance, lock, Deadline(-1), changed);
        return outcome;
    }

    void set_state(State state) {
        state_ = state;
        changed_.notify_all();
    }

    void leave() {
        count_--;
        if (count_ == 0 && (state_ == State::kDraining || state_ == State::kResetting))
            set_state(State::kFilling);
    }

    const double parties_;
    std::mutex mutex_;
    WaitList changed_;
    State state_ = State::kFilling;
    bool acting_ = false;
    int64_t count_ = 0;
};

napi_value barrier_new(napi_env env, napi_callback_info info) {
    const double parties = Arguments<1>(env, info).number(0);
    return to_value(env, SharedObjects::instance().insert(std::make_shared<Barrier>(parties)));
}

napi_value barrier_wait(napi_env env, napi_callback_info info) {
    const Arguments<2> arguments(env, info);
    const auto barrier = find<Barrier>(arguments);
    Instance* instance = arguments.instance();
    double last = 0;
    const int64_t outcome = barrier ? barrier->wait(instance, arguments.number(1), &last) : -EBADF;
    instance->numbers[0] = last;
    return to_value(env, outcome);
}

napi_value barrier_finish(napi_env env, napi_callback_info info) {
    const Arguments<2> arguments(env, info);
    const auto barrier = find<Barrier>(arguments);
    if (barrier) barrier->finish(arguments.boolean(1));
    return to_value(env, 0);
}

napi_value barrier_reset(napi_env env, napi_callback_info info) {
    const auto barrier = find<Barrier>(Arguments<1>(env, info));
    if (barrier) barrier->reset();
    return to_value(env, 0);
}

napi_value barrier_abort(napi_env env, napi_callback_info info) {
    const auto barrier = find<Barrier>(Arguments<1>(env, info));
    if (barrier) barrier->abort();
    return to_value(env, 0);
}

napi_value barrier_waiting(napi_env env, napi_callback_info info) {
    const auto barrier = find<Barrier>(Arguments<1>(env, info));
    return to_value(env, barrier ? barrier->waiting() : 0);
}

}  // namespace

void define_barrier(Instance* instance, napi_value exports) {
    define(instance, exports,
           {{"barrier_new", barrier_new},
            {"barrier_wait", barrier_wait},
            {"barrier_finish", barrier_finish},
            {"barrier_reset", barrier_reset},
            {"barrier_abort", barrier_abort},
            {"barrier_waiting", barrier_waiting}});
}

}  // namespace pysocket
