#pragma once

#include "native/core/instance.h"

namespace pysocket {

// The environment is going: gives back the references of every object that is still followed.
void release_tracked(Instance* instance);

// What stands for something of the process, by the values of `Kind` in lib/native/addon.ts.
void retain_reference(int32_t kind, int64_t handle);
// If it was the last one of an open socket, the socket is closed.
void release_reference(int32_t kind, int64_t handle);

}  // namespace pysocket
