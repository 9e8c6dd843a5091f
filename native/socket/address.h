#pragma once

#include <cstddef>
#include <cstdint>

#include "native/sys/sys.h"

namespace pysocket {

// Converts between a sockaddr and the block that lib/native/addon.ts describes. `words` points to
// the block. In some families the meaning of an address depends on the socket's protocol.
void write_address(const sockaddr* address, socklen_t length, int32_t* words, size_t block_size,
                   int protocol = 0);
// Returns false if the block holds no address, or one that does not fit a sockaddr.
bool read_address(const int32_t* words, sockaddr_storage* address, socklen_t* length);

}  // namespace pysocket
