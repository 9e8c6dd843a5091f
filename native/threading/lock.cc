#include "native/core/arguments.h"
#include "native/transfer/shared_objects.h"
#include "native/waits/wait_list.h"

namespace pysocket {

namespace {

class Lock : public SharedObject {
  public:
    static constexpr ObjectKind kKind = ObjectKind::kLock;
    Lock() : SharedObject(kKind) {}

    int64_t acquire(Instance* instance, double timeout) {
        std::unique_lock lock(mutex_);
        if (locked_) {
            if (timeout == 0) return 0;
            const int64_t outcome =
                released_.wait(instance, lock, Deadline(timeout), [this] { return !locked_; });
            if (outcome != 1) return outcome;
        }
        locked_ = true;
        return 1;
    }

    int64_t release() {
        const std::lock_guard lock(mutex_);
        if (!locked_) return -EPERM;
        locked_ = false;
        released_.notify_one();
        return 0;
    }

    bool locked() {
        const std::lock_guard lock(mutex_);
        return locked_;
    }

  private:
    std::mutex mutex_;
    WaitList released_;
    bool locked_ = false;
};

napi_value lock_new(napi_env env, napi_callback_info) {
    return to_value(env, SharedObjects::instance().insert(std::make_shared<Lock>()));
}

napi_value lock_acquire(napi_env env, napi_callback_info info) {
    const Arguments<2> arguments(env, info);
    const auto lock = find<Lock>(arguments);
    return to_value(env, lock ? lock->acquire(arguments.instance(), arguments.number(1)) : -EBADF);
}

napi_value lock_release(napi_env env, napi_callback_info info) {
    const auto lock = find<Lock>(Arguments<1>(env, info));
    return to_value(env, lock ? lock->release() : -EBADF);
}

napi_value lock_locked(napi_env env, napi_callback_info info) {
    const auto lock = find<Lock>(Arguments<1>(env, info));
    return to_value(env, lock && lock->locked() ? 1 : 0);
}

}  // namespace

void define_lock(Instance* instance, napi_value exports) {
    define(instance, exports,
           {{"lock_new", lock_new},
            {"lock_acquire", lock_acquire},
            {"lock_release", lock_release},
            {"lock_locked", lock_locked}});
}

}  // namespace pysocket
