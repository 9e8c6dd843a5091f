#include "native/transfer/garbage.h"

#include <algorithm>
#include <iterator>

#include "native/core/arguments.h"

namespace pysocket {

namespace {

// A thread that blocks forever runs no finalizer, so nothing here depends on one. A weak reference
// tells at any time whether its object has been collected: it is null. JavaScript's own WeakRef
// would not do, because creating or reading one keeps its object until the thread returns to its
// event loop.
napi_value object_of(napi_env env, napi_ref reference) {
    napi_value value = nullptr;
    return napi_get_reference_value(env, reference, &value) == napi_ok ? value : nullptr;
}

// Size that V8 is told for an object with a native counterpart. V8 keeps objects with weak
// references until its next major collection, which it would put off for very long because they are
// small.
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
    const Instance::Handle handle{arguments.int32(1), arguments.int64(2)};
    instance->tracked.emplace(handle, reference);
    if (handle.kind == Kind::kSocket || handle.kind == Kind::kDescriptor)
        claim(instance, handle.number);
    return to_value(env, instance->tracked.size() >= instance->collect_at ? 1 : 0);
}

napi_value find_tracked(napi_env env, Instance* instance, const Instance::Handle& handle) {
    const auto [first, last] = instance->tracked.equal_range(handle);
    for (auto each = first; each != last; ++each)
        if (const napi_value object = object_of(env, each->second); object != nullptr)
            return object;
    return nullptr;
}

napi_value tracked(napi_env env, napi_callback_info info) {
    const Arguments<2> arguments(env, info);
    return find_tracked(env, arguments.instance(), {arguments.int32(0), arguments.int64(1)});
}

// The object has a reference of its own: that of the value on its way is given back.
napi_value take_over(napi_env env, napi_callback_info info) {
    const Arguments<2> arguments(env, info);
    const Instance::Handle handle{arguments.int32(0), arguments.int64(1)};
    const napi_value object = find_tracked(env, arguments.instance(), handle);
    if (object != nullptr) release_reference(handle.kind, handle.number);
    return object;
}

napi_value collect(napi_env env, napi_callback_info info) {
    const Arguments<1> arguments(env, info);
    Instance* instance = arguments.instance();
    napi_value found = nullptr;
    napi_create_array(env, &found);
    uint32_t count = 0;
    for (auto each = instance->tracked.begin(); each != instance->tracked.end();) {
        const auto& [handle, reference] = *each;
        napi_handle_scope scope = nullptr;
        napi_open_handle_scope(env, &scope);
        const bool is_gone = object_of(env, reference) == nullptr;
        if (is_gone) {
            napi_delete_reference(env, reference);
            napi_set_element(env, found, count++, to_value(env, handle.kind));
            napi_set_element(env, found, count++, to_value(env, handle.number));
        }
        napi_close_handle_scope(env, scope);
        each = is_gone ? instance->tracked.erase(each) : std::next(each);
    }
    weigh(env, -static_cast<int64_t>(count / 2));
    instance->collect_at = std::max<size_t>(256, 2 * instance->tracked.size());
    return found;
}

}  // namespace

void retain_reference(int32_t kind, int64_t handle) {
    if (kind >= 0 && kind < Kind::kCount) kReferenceCounters[kind].retain(handle);
}

void release_reference(int32_t kind, int64_t handle) {
    if (kind >= 0 && kind < Kind::kCount) kReferenceCounters[kind].release(handle);
}

void release_tracked(Instance* instance) {
    for (const auto& [handle, reference] : instance->tracked) {
        release_reference(handle.kind, handle.number);
        napi_delete_reference(instance->env, reference);
    }
    for (const int64_t handle : instance->unclaimed) release_reference(Kind::kSocket, handle);
    instance->tracked.clear();
    instance->unclaimed.clear();
}

void define_garbage(Instance* instance, napi_value exports) {
    define(
        instance, exports,
        {{"track", track}, {"tracked", tracked}, {"take_over", take_over}, {"collect", collect}});
}

}  // namespace pysocket
