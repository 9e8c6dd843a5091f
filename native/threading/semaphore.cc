#include "native/core/arguments.h"
#include "native/transfer/shared_objects.h"
#include "native/waits/wait_list.h"

namespace pysocket {

namespace {

class Semaphore : public SharedObject {
  public:
    static constexpr ObjectKind kKind = ObjectKind::kSemaphore;
    // JavaScript's numbers, because Python's semaphores accept any.
    Semaphore(double value, double most) : SharedObject(kKind), limit(most), value_(value) {}

    // Maximum value; infinite for an unbounded semaphore.
    const double limit;

    int64_t acquire(Instance* instance, double timeout) {
        std::unique_lock lock(mutex_);
        if (value_ == 0) {
            if (timeout == 0) return 0;
            const int64_t outcome =
                released_.wait(instance, lock, Deadline(timeout), [this] { return value_ != 0; });
            if (outcome != 1) return outcome;
        }
        value_--;
        return 1;
    }

    int64_t release(double times) {
        const std::lock_guard lock(mutex_);
        if (value_ + times > limit) return -EOVERFLOW;
        value_ += times;
        for (double left = times; left > 0 && !released_.empty(); left--) released_.notify_one();
        return 0;
    }

    double value() {
        const std::lock_guard lock(mutex_);
        return value_;
    }

  private:
    std::mutex mutex_;
    WaitList released_;
    double value_;
};

napi_value semaphore_new(napi_env env, napi_callback_info info) {
    const Arguments<2> arguments(env, info);
    const auto semaphore = std::make_shared<Semaphore>(arguments.number(0), arguments.number(1));
    return to_value(env, SharedObjects::instance().insert(semaphore));
}

napi_value semaphore_acquire(napi_env env, napi_callback_info info) {
    const Arguments<2> arguments(env, info);
    const auto semaphore = find<Semaphore>(arguments);
    return to_value(
        env, semaphore ? semaphore->acquire(arguments.instance(), arguments.number(1)) : -EBADF);
}

napi_value semaphore_release(napi_env env, napi_callback_info info) {
    const Arguments<2> arguments(env, info);
    const auto semaphore = find<Semaphore>(arguments);
    return to_value(env, semaphore ? semaphore->release(arguments.number(1)) : -EBADF);
}

napi_value semaphore_value(napi_env env, napi_callback_info info) {
    const Arguments<1> arguments(env, info);
    const auto semaphore = find<Semaphore>(arguments);
    double* numbers = arguments.instance()->numbers;
    numbers[0] = semaphore ? semaphore->value() : 0;
    numbers[1] = semaphore ? semaphore->limit : 0;
    return to_value(env, 0);
}

}  // namespace

void define_semaphore(Instance* instance, napi_value exports) {
    define(instance, exports,
           {{"semaphore_new", semaphore_new},
            {"semaphore_acquire", semaphore_acquire},
            {"semaphore_release", semaphore_release},
            {"semaphore_value", semaphore_value}});
}

}  // namespace pysocket
