#pragma once

#include <atomic>
#include <cstdint>
#include <deque>
#include <mutex>

#include "native/sys/sys.h"

namespace pysocket {

struct SocketEntry {
    // The handle that names this entry now, or kFree. Whoever swaps it for kFree closes the socket.
    std::atomic<int64_t> handle{kFree};
    // Calls in flight. The descriptor is closed, and its number free for reuse, once there is none.
    std::atomic<int> users{0};
    // JavaScript objects, in any thread, that stand for the socket, and values on their way to one.
    std::atomic<int> references{0};
    // Streams of makefile() that are open, and whether the socket is to be closed with the last
    // one.
    std::atomic<int> streams{0};
    std::atomic<bool> closing{false};
    // Seconds; -1 blocks, 0 never blocks.
    std::atomic<double> timeout{-1};
    // Atomic for those who read it before they know whether the entry is still their socket's.
    std::atomic<sys::Descriptor> fd{};
    int family = 0;
    int type = 0;
    int protocol = 0;

    static constexpr int64_t kFree = -1;
};

// The sockets of the process. A handle is slot + kSlots * generation: it names one socket for ever,
// so an object that outlived its socket in another thread can never reach a newer one.
class SocketTable {
  public:
    static SocketTable& instance();

    // Takes over `fd`: the new handle, or -EMFILE.
    int64_t insert(sys::Descriptor fd, int family, int type, int protocol, double timeout);
    // The entry if `handle` is open; it may be closed the moment after (see SocketUse).
    SocketEntry* find(int64_t handle) const;
    // Frees the handle, ends the calls in flight: the descriptor is then the caller's. Or -EBADF.
    int64_t take(int64_t handle);

    int64_t retain(int64_t handle);
    // 1 if that was the last reference of an open socket.
    int64_t release(int64_t handle);

  private:
    static constexpr int64_t kSlots = int64_t{1} << 20;
    static constexpr int64_t kChunk = 1024;
    // A slot is used again only after this many others: handles stay small integers for long.
    static constexpr size_t kLeastFree = 1024;

    SocketEntry* at(int64_t slot) const;

    std::mutex mutex_;
    std::atomic<SocketEntry*> chunks_[kSlots / kChunk] = {};
    int64_t used_ = 0;
    std::deque<int64_t> free_;  // handles to be given out next
};

// Keeps the entry of a handle, and its descriptor, while a call is in flight.
class SocketUse {
  public:
    explicit SocketUse(int64_t handle) : handle_(handle) { acquire(); }
    ~SocketUse() { release(); }
    SocketUse(const SocketUse&) = delete;
    SocketUse& operator=(const SocketUse&) = delete;

    explicit operator bool() const { return entry_ != nullptr; }
    SocketEntry* operator->() const { return entry_; }
    const SocketEntry* entry() const { return entry_; }
    sys::Descriptor fd() const { return entry_->fd; }
    bool closed() const { return entry_->handle.load() != handle_; }

    bool acquire() {
        SocketEntry* entry = SocketTable::instance().find(handle_);
        if (entry == nullptr) return false;
        entry->users.fetch_add(1);
        // Only now is a close sure to see this call; one that came before has changed the handle.
        if (entry->handle.load() == handle_) {
            entry_ = entry;
            return true;
        }
        entry->users.fetch_sub(1);
        return false;
    }

    void release() {
        if (entry_ == nullptr) return;
        entry_->users.fetch_sub(1);
        entry_ = nullptr;
    }

  private:
    const int64_t handle_;
    SocketEntry* entry_ = nullptr;
};

}  // namespace pysocket
