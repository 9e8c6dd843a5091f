#include "native/shared/container.h"

#include <cerrno>

#include "native/threading/threads.h"

namespace pysocket {

int64_t Container::hold(Instance* instance) {
    const int64_t self = current_thread();
    return alone(instance, [&] {
        owner_ = self;
        return ++holds_ > 0 ? 1 : 0;
    });
}

int64_t Container::let_go() {
    const int64_t self = current_thread();
    const std::lock_guard lock(mutex_);
    if (owner_ != self) return -EPERM;
    if (--holds_ > 0) return 0;
    owner_ = kNobody;
    // Most callers make one operation and do not hold the container.
    released_.notify_all();
    return 0;
}

int64_t Container::wait_free(Instance* instance, std::unique_lock<std::mutex>& lock) {
    if (owner_ == kNobody || owner_ == current_thread()) return 1;
    return released_.wait(instance, lock, Deadline(-1), [this] { return owner_ == kNobody; });
}

namespace {

std::shared_ptr<Container> find_container(int64_t handle) {
    const auto object = SharedObjects::instance().find_any(handle);
    const bool is_one =
        object && (object->kind == ObjectKind::kList || object->kind == ObjectKind::kMap);
    return is_one ? std::static_pointer_cast<Container>(object) : nullptr;
}

napi_value container_hold(napi_env env, napi_callback_info info) {
    const Arguments<1> arguments(env, info);
    const auto container = find_container(arguments.int64(0));
    return to_value(env, container ? container->hold(arguments.instance()) : -EBADF);
}

napi_value container_let_go(napi_env env, napi_callback_info info) {
    const auto container = find_container(Arguments<1>(env, info).int64(0));
    return to_value(env, container ? container->let_go() : -EBADF);
}

}  // namespace

void define_container(Instance* instance, napi_value exports) {
    define(instance, exports,
           {{"container_hold", container_hold}, {"container_let_go", container_let_go}});
}

}  // namespace pysocket
