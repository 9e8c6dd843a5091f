#include "arguments.h"
#include "shared_objects.h"
#include "wait_list.h"

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

class Event : public SharedObject {
  public:
    static constexpr ObjectKind kKind = ObjectKind::kEvent;
    Event() : SharedObject(kKind) {}

    void set() {
        const std::lock_guard lock(mutex_);
        is_set_ = true;
        times_set_++;
        changed_.notify_all();
    }

    void clear() {
        const std::lock_guard lock(mutex_);
        is_set_ = false;
    }

    bool is_set() {
        const std::lock_guard lock(mutex_);
        return is_set_;
    }

    // Who waited when the event was set has seen it, even if it is cleared before the thread runs.
    int64_t wait(Instance* instance, double timeout) {
        std::unique_lock lock(mutex_);
        if (is_set_ || timeout == 0) return is_set_ ? 1 : 0;
        const uint64_t before = times_set_;
        return changed_.wait(instance, lock, Deadline(timeout),
                             [&] { return is_set_ || times_set_ != before; });
    }

  private:
    std::mutex mutex_;
    WaitList changed_;
    bool is_set_ = false;
    uint64_t times_set_ = 0;
};

template <class Object>
std::shared_ptr<Object> find(const Arguments<1>& arguments) {
    return SharedObjects::instance().find<Object>(arguments.int64(0));
}

napi_value lock_new(napi_env env, napi_callback_info) {
    return to_value(env, SharedObjects::instance().insert(std::make_shared<Lock>()));
}

napi_value lock_acquire(napi_env env, napi_callback_info info) {
    const Arguments<2> arguments(env, info);
    const auto lock = SharedObjects::instance().find<Lock>(arguments.int64(0));
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

napi_value event_new(napi_env env, napi_callback_info) {
    return to_value(env, SharedObjects::instance().insert(std::make_shared<Event>()));
}

napi_value event_set(napi_env env, napi_callback_info info) {
    const auto event = find<Event>(Arguments<1>(env, info));
    if (event) event->set();
    return to_value(env, 0);
}

napi_value event_clear(napi_env env, napi_callback_info info) {
    const auto event = find<Event>(Arguments<1>(env, info));
    if (event) event->clear();
    return to_value(env, 0);
}

napi_value event_is_set(napi_env env, napi_callback_info info) {
    const auto event = find<Event>(Arguments<1>(env, info));
    return to_value(env, event && event->is_set() ? 1 : 0);
}

napi_value event_wait(napi_env env, napi_callback_info info) {
    const Arguments<2> arguments(env, info);
    const auto event = SharedObjects::instance().find<Event>(arguments.int64(0));
    return to_value(env, event ? event->wait(arguments.instance(), arguments.number(1)) : -EBADF);
}

napi_value object_retain(napi_env env, napi_callback_info info) {
    return to_value(env, SharedObjects::instance().retain(Arguments<1>(env, info).int64(0)));
}

napi_value object_release(napi_env env, napi_callback_info info) {
    SharedObjects::instance().release(Arguments<1>(env, info).int64(0));
    return to_value(env, 0);
}

}  // namespace

void define_synchronisation(Instance* instance, napi_value exports) {
    define(instance, exports,
           {{"lock_new", lock_new},
            {"lock_acquire", lock_acquire},
            {"lock_release", lock_release},
            {"lock_locked", lock_locked},
            {"event_new", event_new},
            {"event_set", event_set},
            {"event_clear", event_clear},
            {"event_is_set", event_is_set},
            {"event_wait", event_wait},
            {"object_retain", object_retain},
            {"object_release", object_release}});
}

}  // namespace pysocket
