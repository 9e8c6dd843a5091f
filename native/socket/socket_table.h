#pragma once

#include <atomic>
#include <cstdint>
#include <deque>
#include <memory>
#include <mutex>

#include "native/sys/sys.h"

namespace pysocket {

// Base of what a floor above keeps for a socket, and that goes with it.
struct SocketAttachment {
    SocketAttachment() = default;
    SocketAttachment(const SocketAttachment&) = delete;
    SocketAttachment& operator=(const SocketAttachment&) = delete;
    virtual ~SocketAttachment() = default;
};

struct SocketEntry {
    // Handle that currently names this entry, or kFree. Whoever swaps it for kFree closes the
    // socket.
    std::atomic<int64_t> handle{kFree};
    // Number of calls in flight. At zero the descriptor is closed and its number may be reused.
    std::atomic<int> users{0};
    // Number of JavaScript objects for the socket, in all threads, and of references in values on
    // their way to a thread.
    std::atomic<int> references{0};
    // Number of open streams of makefile(), and whether the last of them must close the socket.
    std::atomic<int> streams{0};
    std::atomic<bool> closing{false};
    // Seconds; -1 blocks, 0 never blocks.
    std::atomic<double> timeout{-1};
    // Atomic because it is read before it is known whether the entry still belongs to the socket.
    std::atomic<sys::Descriptor> fd{};
    int family = 0;
    int type = 0;
    int protocol = 0;
    // Set before other threads know the socket.
    std::shared_ptr<SocketAttachment> attachment;

    static constexpr int64_t kFree = -1;
};

// The sockets of the process. A handle is slot + kSlots * generation. It names one socket forever,
// so an object that outlives its socket in another thread never reaches a newer one.
class SocketTable {
  public:
    static SocketTable& instance();

    // Takes over `fd`. Returns the new handle, or -EMFILE.
    int64_t insert(sys::Descriptor fd, int family, int type, int protocol, double timeout);
    // Returns the entry if `handle` is open. It may be closed the moment after: see SocketUse.
    SocketEntry* find(int64_t handle) const;
    // Frees the handle and ends the calls in flight. The caller then owns the descriptor. Or
    // -EBADF.
    int64_t take(int64_t handle);

    int64_t retain(int64_t handle);
    // Returns 1 if that was the last reference of an open socket.
    int64_t release(int64_t handle);

  private:
    static constexpr int64_t kSlots = int64_t{1} << 20;
    static constexpr int64_t kChunk = 1024;
    // A slot is reused only after this many others, so that handles stay small integers for a long
    // time.
    static constexpr size_t kLeastFree = 1024;

    SocketEntry* at(int64_t slot) const;

    std::mutex mutex_;
    std::atomic<SocketEntry*> chunks_[kSlots / kChunk] = {};
    int64_t used_ = 0;
    std::deque<int64_t> free_;  // handles to be given out next
};

// Closes a descriptor that threads may be polling by its number.
int64_t close_polled(sys::Descriptor fd);

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
        // From here on a close is sure to see this call. An earlier close has changed the handle.
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
