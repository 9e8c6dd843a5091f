#include "native/transfer/shared_objects.h"

#include <algorithm>
#include <cerrno>
#include <vector>

namespace pysocket {

SharedObjects& SharedObjects::instance() {
    static auto* objects = new SharedObjects;
    return *objects;
}

int64_t SharedObjects::insert(std::shared_ptr<SharedObject> object) {
    const std::lock_guard lock(mutex_);
    objects_.emplace(next_, std::move(object));
    return next_++;
}

int64_t SharedObjects::retain(int64_t number) {
    const std::lock_guard lock(mutex_);
    const auto found = objects_.find(number);
    if (found == objects_.end()) return -EBADF;
    found->second->references++;
    return 0;
}

void SharedObjects::release(int64_t number) {
    std::shared_ptr<SharedObject> last;
    {
        const std::lock_guard lock(mutex_);
        const auto found = objects_.find(number);
        if (found == objects_.end() || --found->second->references > 0) return;
        last = std::move(found->second);
        objects_.erase(found);
    }
    destroy(std::move(last));
}

// A queue may hold the last reference to another, and so on. They are released one after the other,
// because recursion could overflow the stack.
void SharedObjects::destroy(std::shared_ptr<SharedObject> object) {
    static thread_local std::vector<std::shared_ptr<SharedObject>>* waiting = nullptr;
    if (waiting != nullptr) {
        waiting->push_back(std::move(object));
        return;
    }
    std::vector<std::shared_ptr<SharedObject>> objects;
    objects.push_back(std::move(object));
    waiting = &objects;
    while (!objects.empty()) {
        const std::shared_ptr<SharedObject> next = std::move(objects.back());
        objects.pop_back();
    }
    waiting = nullptr;
}

std::shared_ptr<SharedObject> SharedObjects::find_any(int64_t number) {
    const std::lock_guard lock(mutex_);
    const auto found = objects_.find(number);
    return found == objects_.end() ? nullptr : found->second;
}

std::vector<std::pair<int64_t, std::shared_ptr<SharedObject>>> SharedObjects::all(ObjectKind kind) {
    const std::lock_guard lock(mutex_);
    std::vector<std::pair<int64_t, std::shared_ptr<SharedObject>>> found;
    for (const auto& [number, object] : objects_)
        if (object->kind == kind) found.emplace_back(number, object);
    return found;
}

int64_t SharedObjects::named(const std::string& name, int64_t number) {
    const std::lock_guard lock(mutex_);
    const auto [place, is_new] = names_.emplace(name, number);
    // One reference is the name's.
    objects_.at(place->second)->references += is_new ? 2 : 1;
    return place->second;
}

namespace {

// An object that is only a name for what each thread has of its own.
class Local : public SharedObject {
  public:
    static constexpr ObjectKind kKind = ObjectKind::kLocal;
    Local() : SharedObject(kKind) {}
};

std::mutex& note_mutex() {
    static auto* mutex = new std::mutex;
    return *mutex;
}

napi_value object_retain(napi_env env, napi_callback_info info) {
    return to_value(env, SharedObjects::instance().retain(Arguments<1>(env, info).int64(0)));
}

napi_value object_release(napi_env env, napi_callback_info info) {
    SharedObjects::instance().release(Arguments<1>(env, info).int64(0));
    return to_value(env, 0);
}

napi_value object_named(napi_env env, napi_callback_info info) {
    const Arguments<2> arguments(env, info);
    const int64_t number = arguments.int64(1);
    auto& objects = SharedObjects::instance();
    if (!objects.find_any(number)) return to_value(env, -EINVAL);
    return to_value(env, objects.named(arguments.text(0), number));
}

napi_value object_is_rlock(napi_env env, napi_callback_info info) {
    const auto object = SharedObjects::instance().find_any(Arguments<1>(env, info).int64(0));
    return to_value(env, object && object->kind == ObjectKind::kRLock ? 1 : 0);
}

napi_value object_note(napi_env env, napi_callback_info info) {
    const auto object = SharedObjects::instance().find_any(Arguments<1>(env, info).int64(0));
    napi_value result = nullptr;
    napi_get_null(env, &result);
    if (!object) return result;
    const std::lock_guard lock(note_mutex());
    const auto& bytes = object->note.bytes();
    return bytes.empty() ? result : to_typed_array(env, bytes.data(), bytes.size());
}

napi_value object_set_note(napi_env env, napi_callback_info info) {
    const Arguments<4> arguments(env, info);
    const auto object = SharedObjects::instance().find_any(arguments.int64(0));
    // Dropped without the lock, if another thread was faster.
    EncodedValue note = read_encoded_value(env, arguments, 1);
    if (!object || note.bytes().empty()) return to_value(env, -EBADF);
    const std::lock_guard lock(note_mutex());
    if (object->note.bytes().empty()) std::swap(object->note, note);
    return to_value(env, 0);
}

napi_value local_new(napi_env env, napi_callback_info) {
    return to_value(env, SharedObjects::instance().insert(std::make_shared<Local>()));
}

}  // namespace

void define_shared_objects(Instance* instance, napi_value exports) {
    define(instance, exports,
           {{"object_retain", object_retain},
            {"object_release", object_release},
            {"object_named", object_named},
            {"object_is_rlock", object_is_rlock},
            {"object_note", object_note},
            {"object_set_note", object_set_note},
            {"local_new", local_new}});
}

}  // namespace pysocket
