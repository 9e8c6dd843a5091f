#pragma once

#include <cstdint>

#include "native/transfer/encoded_value.h"

namespace pysocket {

// Ends a future whose call will not be completed, with an exception; does nothing if it is done.
// Returns true if it has callbacks, which a thread with JavaScript must call.
bool fail_future(int64_t handle, const EncodedValue& exception);

}  // namespace pysocket
