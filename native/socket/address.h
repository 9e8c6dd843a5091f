#pragma once

#include <cstddef>
#include <cstdint>

#include "native/sys/sys.h"

namespace pysocket {

// Between a sockaddr and the block that lib/native/addon.ts describes. `words` points at the block.
// What an address of some families means depends on the socket's protocol.
void write_address(const sockaddr* address, socklen_t length, int32_t* words, size_t block_size,
                   int protocol = 0);
// False when the block holds no address, or one that does not fit a sockaddr.
bool read_address(const int32_t* words, sockaddr_storage* address, socklen_t* length);

}  // namespace pysocket
