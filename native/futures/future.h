#pragma once

#include <cstdint>

#include "native/transfer/parcel.h"

namespace pysocket {

// Ends a future whose call will not be made to its end, with an exception; nothing if it is done.
// True if it has callbacks, which a thread with JavaScript has yet to call.
bool fail_future(int64_t handle, const Parcel& exception);

}  // namespace pysocket
