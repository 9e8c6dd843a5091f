#include "native/transfer/garbage.h"

#include <algorithm>

#include "native/core/arguments.h"

namespace pysocket {

namespace {

// A thread that blocks for ever never runs a finaliser, so nothing here depends on one: a weak
// reference tells, whenever it is asked, whether its object has been collected, by null. A WeakRef
// of JavaScript's own would not do: one that was made or looked at keeps its object until the
// thread returns to its event loop.
napi_value object_of(napi_env env, napi_ref reference) {
    napi_value value = nullptr;
    return napi_get_reference_value(env, reference, &value) == napi_ok ? value : nullptr;
}

// What V8 takes an object for that stands for something of the process. It keeps objects with weak
// references until its next major collection, which it would otherwise put off for very long: they
// are small.
constexpr int64_t kWeight = 4096;

void weigh(napi_env env, int64_t count) {
    int64_t total = 0;
    napi_adjust_external_memory(env, count * kWeight, &total);
}

void claim(Instance* instance, int64_t handle) {
    auto& unclaimed = instance->unclaimed;
    unclaimed.erase(std::remove(unclaimed.begin(), unclaimed.end(), handle), unclaimed.end());
}

napi_value track(napi_env env, napi_callback_info info) {
    const Arguments<3> arguments(env, info);
    Instance* instance = arguments.instance();
    napi_ref reference = nullptr;
    if (napi_create_reference(env, arguments.value(0), 0, &reference) != napi_ok)
        return to_value(env, 0);
    weigh(env, 1);
    const int64_t handle = arguments.int64(2);
    instance->tracked.push_back({reference, arguments.int32(1), handle});
    if (arguments.int32(1) == Kind::kSocket || arguments.int32(1) == Kind::kDescriptor)
        claim(instance, handle);
    return to_value(env, instance->tracked.size() >= instance->collect_at ? 1 : 0);
}

napi_value tracked(napi_env env, napi_callback_info info) {
    const Arguments<2> arguments(env, info);
    const int32_t kind = arguments.int32(0);
    const int64_t handle = arguments.int64(1);
    for (const Instance::Tracked& each : arguments.instance()->tracked) {
        if (each.kind != kind || each.handle != handle) continue;
        const napi_value object = object_of(env, each.reference);
        if (object != nullptr) return object;
    }
    return nullptr;
}

napi_value collect(napi_env env, napi_callback_info info) {
    const Arguments<1> arguments(env, info);
    Instance* instance = arguments.instance();
    napi_value found = nullptr;
    napi_create_array(env, &found);
    uint32_t count = 0;
    auto keep = instance->tracked.begin();
    for (const Instance::Tracked& tracked : instance->tracked) {
        napi_handle_scope scope = nullptr;
        napi_open_handle_scope(env, &scope);
        if (object_of(env, tracked.reference) == nullptr) {
            napi_delete_reference(env, tracked.reference);
            napi_set_element(env, found, count++, to_value(env, tracked.kind));
            napi_set_element(env, found, count++, to_value(env, tracked.handle));
        } else {
            *keep++ = tracked;
        }
        napi_close_handle_scope(env, scope);
    }
    weigh(env, keep - instance->tracked.end());
    instance->tracked.erase(keep, instance->tracked.end());
    instance->collect_at = std::max<size_t>(256, 2 * instance->tracked.size());
    return found;
}

}  // namespace

void retain_reference(int32_t kind, int64_t handle) {
    if (kind >= 0 && kind < Kind::kCount) reference_counters[kind].retain(handle);
}

void release_reference(int32_t kind, int64_t handle) {
    if (kind >= 0 && kind < Kind::kCount) reference_counters[kind].release(handle);
}

void release_tracked(Instance* instance) {
    for (const Instance::Tracked& tracked : instance->tracked) {
        release_reference(tracked.kind, tracked.handle);
        napi_delete_reference(instance->env, tracked.reference);
    }
    for (const int64_t handle : instance->unclaimed) release_reference(Kind::kSocket, handle);
    instance->tracked.clear();
    instance->unclaimed.clear();
}

void define_garbage(Instance* instance, napi_value exports) {
    define(instance, exports, {{"track", track}, {"tracked", tracked}, {"collect", collect}});
}

}  // namespace pysocket
