#pragma once

#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "native/core/arguments.h"
#include "native/transfer/parcel.h"

namespace pysocket {

enum class ObjectKind {
    kLock,
    kRLock,
    kCondition,
    kEvent,
    kSemaphore,
    kBarrier,
    kLocal,
    kQueue,
    kList,
    kMap,
    kFuture,
    kExecutor,
};

// An object that JavaScript in any thread may name by a number.
class SharedObject {
  public:
    explicit SharedObject(ObjectKind object_kind) : kind(object_kind) {}
    SharedObject(const SharedObject&) = delete;
    SharedObject& operator=(const SharedObject&) = delete;
    virtual ~SharedObject() = default;

    const ObjectKind kind;
    // JavaScript objects that stand for it, and values on their way to one.
    int64_t references = 1;
    // What JavaScript wants to know of it in every thread, serialised.
    Parcel note;
};

// The shared objects of the process. A number is given once, so a wrong one finds nothing.
class SharedObjects {
  public:
    static SharedObjects& instance();

    int64_t insert(std::shared_ptr<SharedObject> object);
    int64_t retain(int64_t number);
    void release(int64_t number);

    // Null when the number is unknown or names something else.
    template <class Object>
    std::shared_ptr<Object> find(int64_t number) {
        const std::lock_guard lock(mutex_);
        const auto found = objects_.find(number);
        if (found == objects_.end() || found->second->kind != Object::kKind) return nullptr;
        return std::static_pointer_cast<Object>(found->second);
    }

    // Whatever its kind.
    std::shared_ptr<SharedObject> find_any(int64_t number);

    // Those of a kind, with their numbers.
    std::vector<std::pair<int64_t, std::shared_ptr<SharedObject>>> all(ObjectKind kind);

    // The object that has this name, with one more reference: `number`, which keeps one for the
    // name, if none had it.
    int64_t named(const std::string& name, int64_t number);

  private:
    static void destroy(std::shared_ptr<SharedObject> object);

    std::mutex mutex_;
    int64_t next_ = 1;
    std::unordered_map<int64_t, std::shared_ptr<SharedObject>> objects_;
    std::unordered_map<std::string, int64_t> names_;
};

// The object that a call's first argument names.
template <class Object, size_t count>
std::shared_ptr<Object> find(const Arguments<count>& arguments) {
    return SharedObjects::instance().find<Object>(arguments.int64(0));
}

}  // namespace pysocket
