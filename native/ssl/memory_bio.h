#pragma once

#include <mutex>
#include <string>

#include "native/transfer/shared_objects.h"

namespace pysocket {

// Python's MemoryBIO: bytes that a connection without a socket reads or writes.
class MemoryBio : public SharedObject {
  public:
    static constexpr ObjectKind kKind = ObjectKind::kMemoryBio;
    MemoryBio() : SharedObject(kKind) {}

    // Returns the number of bytes; 0 at the end, -EAGAIN before it.
    int64_t read(void* data, size_t length);
    // Returns the number of bytes; -EPIPE after write_end().
    int64_t write(const void* data, size_t length);
    void write_end();
    size_t pending();
    // True if no more can be read, now or later.
    bool at_end();
    bool ended();

  private:
    std::mutex mutex_;
    std::string bytes_;
    size_t start_ = 0;
    bool ended_ = false;
};

}  // namespace pysocket
