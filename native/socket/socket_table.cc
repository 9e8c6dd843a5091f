#include "native/socket/socket_table.h"

#include <utility>

#include "native/waits/waiter.h"

namespace pysocket {

SocketTable& SocketTable::instance() {
    static auto* table = new SocketTable;
    return *table;
}

SocketEntry* SocketTable::at(int64_t slot) const {
    SocketEntry* chunk = chunks_[slot / kChunk].load(std::memory_order_acquire);
    return chunk == nullptr ? nullptr : &chunk[slot % kChunk];
}

SocketEntry* SocketTable::find(int64_t handle) const {
    if (handle < 0) return nullptr;
    SocketEntry* entry = at(handle % kSlots);
    return entry != nullptr && entry->handle.load() == handle ? entry : nullptr;
}

int64_t SocketTable::insert(sys::Descriptor fd, int family, int type, int protocol,
                            double timeout) {
    const std::lock_guard lock(mutex_);
    int64_t handle;
    if (free_.size() > kLeastFree || used_ == kSlots) {
        if (free_.empty()) return -EMFILE;
        handle = free_.front();
        free_.pop_front();
    } else {
        handle = used_;
        if (at(handle) == nullptr)
            chunks_[handle / kChunk].store(new SocketEntry[kChunk], std::memory_order_release);
        used_++;
    }
    const int64_t slot = handle % kSlots;
    SocketEntry* entry = &chunks_[slot / kChunk].load()[slot % kChunk];
    entry->fd = fd;
    entry->family = family;
    entry->type = type;
    entry->protocol = protocol;
    entry->timeout.store(timeout);
    entry->references.store(1);
    entry->streams.store(0);
    entry->closing.store(false);
    entry->handle.store(handle);
    return handle;
}

int64_t SocketTable::take(int64_t handle) {
    SocketEntry* entry = find(handle);
    int64_t expected = handle;
    if (entry == nullptr || !entry->handle.compare_exchange_strong(expected, SocketEntry::kFree))
        return -sys::kNotASocket;
    Waiter::wake_pollers(handle);
    while (entry->users.load() > 0) {
        Waiter::wake_users(entry);
        Waiter::pause();
    }
    const auto fd = static_cast<int64_t>(entry->fd);
    // Destroyed without the lock.
    const std::shared_ptr<SocketAttachment> attachment = std::move(entry->attachment);
    const std::lock_guard lock(mutex_);
    free_.push_back(handle + kSlots);
    return fd;
}

int64_t close_polled(sys::Descriptor fd) {
    const Closing closing(fd);
    return sys::close_descriptor(fd);
}

int64_t SocketTable::retain(int64_t handle) {
    SocketEntry* entry = find(handle);
    if (entry == nullptr) return -sys::kNotASocket;
    entry->references.fetch_add(1);
    return 0;
}

int64_t SocketTable::release(int64_t handle) {
    SocketEntry* entry = find(handle);
    if (entry == nullptr) return 0;
    return entry->references.fetch_sub(1) == 1 ? 1 : 0;
}

}  // namespace pysocket
