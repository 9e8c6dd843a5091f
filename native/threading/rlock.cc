#include "native/core/arguments.h"
#include "native/threading/threads.h"
#include "native/transfer/shared_objects.h"
#include "native/waits/wait_list.h"

namespace pysocket {

namespace {

constexpr int64_t kNobody = -1;

class RLock : public SharedObject {
  public:
    static constexpr ObjectKind kKind = ObjectKind::kRLock;
    RLock() : SharedObject(kKind) {}

    // Adds `times` holds of the calling thread.
    int64_t acquire(Instance* instance, double timeout, int64_t times) {
        const int64_t self = current_thread();
        std::unique_lock lock(mutex_);
        if (owner_ != self && owner_ != kNobody) {
            if (timeout == 0) return 0;
            const int64_t outcome = released_.wait(instance, lock, Deadline(timeout),
                                                   [this] { return owner_ == kNobody; });
            if (outcome != 1) return outcome;
        }
        owner_ = self;
        owner_ident_ = sys::thread_ident();
        count_ += times;
        return 1;
    }

    int64_t release() {
        const int64_t self = current_thread();
        const std::lock_guard lock(mutex_);
        if (owner_ != self) return -EPERM;
        if (--count_ == 0) give_up();
        return 0;
    }

    // Releases all holds at once. Returns their number.
    int64_t release_all() {
        const int64_t self = current_thread();
        const std::lock_guard lock(mutex_);
        if (owner_ != self) return -EPERM;
        const int64_t count = count_;
        give_up();
        return count;
    }

    bool owned() {
        const int64_t self = current_thread();
        const std::lock_guard lock(mutex_);
        return owner_ == self;
    }

    // Number of holds, and the ident of the thread that has them, or 0.
    int64_t state(double* owner) {
        const std::lock_guard lock(mutex_);
        *owner = owner_ == kNobody ? 0 : owner_ident_;
        return count_;
    }

  private:
    void give_up() {
        owner_ = kNobody;
        count_ = 0;
        released_.notify_one();
    }

    std::mutex mutex_;
    WaitList released_;
    int64_t owner_ = kNobody;
    double owner_ident_ = 0;
    int64_t count_ = 0;
};

napi_value rlock_new(napi_env env, napi_callback_info) {
    return to_value(env, SharedObjects::instance().insert(std::make_shared<RLock>()));
}

napi_value rlock_acquire(napi_env env, napi_callback_info info) {
    const Arguments<3> arguments(env, info);
    const auto lock = find<RLock>(arguments);
    return to_value(
        env, lock ? lock->acquire(arguments.instance(), arguments.number(1), arguments.int64(2))
                  : -EBADF);
}

napi_value rlock_release(napi_env env, napi_callback_info info) {
    const auto lock = find<RLock>(Arguments<1>(env, info));
    return to_value(env, lock ? lock->release() : -EBADF);
}

napi_value rlock_release_all(napi_env env, napi_callback_info info) {
    const auto lock = find<RLock>(Arguments<1>(env, info));
    return to_value(env, lock ? lock->release_all() : -EBADF);
}

napi_value rlock_owned(napi_env env, napi_callback_info info) {
    const auto lock = find<RLock>(Arguments<1>(env, info));
    return to_value(env, lock && lock->owned() ? 1 : 0);
}

napi_value rlock_state(napi_env env, napi_callback_info info) {
    const Arguments<1> arguments(env, info);
    const auto lock = find<RLock>(arguments);
    return to_value(env, lock ? lock->state(arguments.instance()->numbers) : 0);
}

}  // namespace

void define_rlock(Instance* instance, napi_value exports) {
    define(instance, exports,
           {{"rlock_new", rlock_new},
            {"rlock_acquire", rlock_acquire},
            {"rlock_release", rlock_release},
            {"rlock_release_all", rlock_release_all},
            {"rlock_owned", rlock_owned},
            {"rlock_state", rlock_state}});
}

}  // namespace pysocket
