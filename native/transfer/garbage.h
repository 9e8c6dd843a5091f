#pragma once

#include "native/core/instance.h"

namespace pysocket {

// The environment is going: releases the references of every object that is still tracked.
void release_tracked(Instance* instance);

// The kinds of handles: the values of `Kind` in lib/native/addon.ts.
struct Kind {
    enum : int32_t { kSocket, kObject, kThread, kDescriptor, kLocal, kOwner, kCount };
};

// Counts the references to the handles of a kind.
struct ReferenceCounter {
    void (*retain)(int64_t handle);
    void (*release)(int64_t handle);
};

// By kind. addon.cc defines them, because it alone knows every room.
extern const ReferenceCounter kReferenceCounters[Kind::kCount];

void retain_reference(int32_t kind, int64_t handle);
// If it was the last one of an open socket, the socket is closed.
void release_reference(int32_t kind, int64_t handle);

}  // namespace pysocket
