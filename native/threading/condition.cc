#include <map>

#include "native/core/arguments.h"
#include "native/transfer/shared_objects.h"
#include "native/waits/wait_list.h"

namespace pysocket {

namespace {

// The waiting half of a condition; JavaScript holds and releases its lock. A thread takes its place
// before it releases the lock, so that a notification in between finds it.
class Condition : public SharedObject {
  public:
    static constexpr ObjectKind kKind = ObjectKind::kCondition;
    explicit Condition(int64_t lock) : SharedObject(kKind), lock_(lock) {
        SharedObjects::instance().retain(lock);
    }
    ~Condition() override { SharedObjects::instance().release(lock_); }

    // Handle of the lock; 0 for a lock of JavaScript.
    int64_t lock() const { return lock_; }

    int64_t enlist() {
        const std::lock_guard lock(mutex_);
        places_.emplace(next_, std::make_shared<Place>());
        return next_++;
    }

    int64_t wait(Instance* instance, int64_t number, double timeout) {
        std::unique_lock lock(mutex_);
        const auto found = places_.find(number);
        if (found == places_.end()) return 1;
        const auto place = found->second;
        const int64_t outcome =
            place->woken.wait(instance, lock, Deadline(timeout), [&] { return place->notified; });
        places_.erase(number);
        // Another thread must get the notification, because this one does something else now.
        if (outcome != 1 && place->notified) notify_first();
        return outcome;
    }

    void leave(int64_t number) {
        const std::lock_guard lock(mutex_);
        if (places_.erase(number) == 0) notify_first();
    }

    void notify(double count) {
        const std::lock_guard lock(mutex_);
        for (; count > 0 && !places_.empty(); count--) notify_first();
    }

    int64_t waiting() {
        const std::lock_guard lock(mutex_);
        return static_cast<int64_t>(places_.size());
    }

  private:
    struct Place {
        WaitList woken;
        bool notified = false;
    };

    void notify_first() {
        if (places_.empty()) return;
        const auto place = places_.begin()->second;
        places_.erase(places_.begin());
        place->notified = true;
        place->woken.notify_one();
    }

    const int64_t lock_;
    std::mutex mutex_;
    // In the order of arrival.
    std::map<int64_t, std::shared_ptr<Place>> places_;
    int64_t next_ = 0;
};

napi_value condition_new(napi_env env, napi_callback_info info) {
    const int64_t lock = Arguments<1>(env, info).int64(0);
    return to_value(env, SharedObjects::instance().insert(std::make_shared<Condition>(lock)));
}

napi_value condition_lock(napi_env env, napi_callback_info info) {
    const auto condition = find<Condition>(Arguments<1>(env, info));
    return to_value(env, condition ? condition->lock() : 0);
}

napi_value condition_enlist(napi_env env, napi_callback_info info) {
    const auto condition = find<Condition>(Arguments<1>(env, info));
    return to_value(env, condition ? condition->enlist() : -EBADF);
}

napi_value condition_wait(napi_env env, napi_callback_info info) {
    const Arguments<3> arguments(env, info);
    const auto condition = find<Condition>(arguments);
    return to_value(env, condition ? condition->wait(arguments.instance(), arguments.int64(1),
                                                     arguments.number(2))
                                   : -EBADF);
}

napi_value condition_leave(napi_env env, napi_callback_info info) {
    const Arguments<2> arguments(env, info);
    const auto condition = find<Condition>(arguments);
    if (condition) condition->leave(arguments.int64(1));
    return to_value(env, 0);
}

napi_value condition_notify(napi_env env, napi_callback_info info) {
    const Arguments<2> arguments(env, info);
    const auto condition = find<Condition>(arguments);
    if (condition) condition->notify(arguments.number(1));
    return to_value(env, 0);
}

napi_value condition_waiting(napi_env env, napi_callback_info info) {
    const auto condition = find<Condition>(Arguments<1>(env, info));
    return to_value(env, condition ? condition->waiting() : 0);
}

}  // namespace

void define_condition(Instance* instance, napi_value exports) {
    define(instance, exports,
           {{"condition_new", condition_new},
            {"condition_lock", condition_lock},
            {"condition_enlist", condition_enlist},
            {"condition_wait", condition_wait},
            {"condition_leave", condition_leave},
            {"condition_notify", condition_notify},
            {"condition_waiting", condition_waiting}});
}

}  // namespace pysocket
