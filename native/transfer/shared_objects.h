#pragma once

#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "native/core/arguments.h"
#include "native/transfer/encoded_value.h"

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
    kTlsContext,
    kTlsSession,
    kTlsObject,
    kMemoryBio,
};

// An object that JavaScript in any thread refers to by a number.
class SharedObject {
  public:
    explicit SharedObject(ObjectKind object_kind) : kind(object_kind) {}
    SharedObject(const SharedObject&) = delete;
    SharedObject& operator=(const SharedObject&) = delete;
    virtual ~SharedObject() = default;

    const ObjectKind kind;
    // Number of JavaScript objects for it, and of values in transit.
    int64_t references = 1;
    // Serialised note that JavaScript needs in every thread.
    EncodedValue note;
};

// The shared objects of the process. A number is used once, so a wrong one finds nothing.
class SharedObjects {
  public:
    static SharedObjects& instance();

    int64_t insert(std::shared_ptr<SharedObject> object);
    int64_t retain(int64_t number);
    void release(int64_t number);

    // Null if the number is unknown or belongs to another kind.
    template <class Object>
    std::shared_ptr<Object> find(int64_t number) {
        const std::lock_guard lock(mutex_);
        const auto found = objects_.find(number);
        if (found == objects_.end() || found->second->kind != Object::kKind) return nullptr;
        return std::static_pointer_cast<Object>(found->second);
    }

    // Of any kind.
    std::shared_ptr<SharedObject> find_any(int64_t number);

    // All objects of a kind, with their numbers.
    std::vector<std::pair<int64_t, std::shared_ptr<SharedObject>>> all(ObjectKind kind);

    // Returns the object with this name, with one more reference. If there is none, gives the name
    // to `number`, and keeps one reference for the name.
    int64_t named(const std::string& name, int64_t number);

  private:
    static void destroy(std::shared_ptr<SharedObject> object);

    std::mutex mutex_;
    int64_t next_ = 1;
    std::unordered_map<int64_t, std::shared_ptr<SharedObject>> objects_;
    std::unordered_map<std::string, int64_t> names_;
};

// The object of a call's first argument.
template <class Object, size_t count>
std::shared_ptr<Object> find(const Arguments<count>& arguments) {
    return SharedObjects::instance().find<Object>(arguments.int64(0));
}

}  // namespace pysocket
