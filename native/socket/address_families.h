#pragma once

#include <cstddef>
#include <cstdint>

#include "native/sys/sys.h"

namespace pysocket {

// Families that some platforms lack; see address.h. Returns false for an unknown family.
bool write_family(const sockaddr* address, socklen_t length, int protocol, int32_t* words);
bool read_family(const int32_t* words, sockaddr_storage* address, socklen_t* length);

}  // namespace pysocket
