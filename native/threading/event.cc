#include "native/core/arguments.h"
#include "native/transfer/shared_objects.h"
#include "native/waits/wait_list.h"

namespace pysocket {

namespace {

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

    // A thread that waited when the event was set has seen it, even if it is cleared before the
    // thread runs.
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
    const auto event = find<Event>(arguments);
    return to_value(env, event ? event->wait(arguments.instance(), arguments.number(1)) : -EBADF);
}

}  // namespace

void define_event(Instance* instance, napi_value exports) {
    define(instance, exports,
           {{"event_new", event_new},
            {"event_set", event_set},
            {"event_clear", event_clear},
            {"event_is_set", event_is_set},
            {"event_wait", event_wait}});
}

}  // namespace pysocket
