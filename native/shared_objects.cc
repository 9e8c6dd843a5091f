#include "shared_objects.h"

#include <cerrno>

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
    const std::lock_guard lock(mutex_);
    const auto found = objects_.find(number);
    if (found != objects_.end() && --found->second->references == 0) objects_.erase(found);
}

}  // namespace pysocket
