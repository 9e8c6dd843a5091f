#pragma once

#include <string>

#include "native/core/instance.h"
#include "native/transfer/encoded_value.h"

namespace pysocket {

// Number of the calling thread.
int64_t current_thread();

// Counts one more, or one less, owner that may ask for the thread and the fields it left.
void retain_thread(int64_t thread);
void release_thread(int64_t thread);

// Starts a thread that nobody waits for, in the pool of the calling one; negative if none starts.
int64_t start_thread(const std::string& name, EncodedValue job);

// A thread was lost, `begun` or not: its JavaScript engine ended, or none came up. addon.cc defines
// it, because it alone knows every room.
void thread_lost(int64_t thread, bool begun);

// The environment of the calling thread is going: whatever thread it ran has ended.
void leave_threads(Instance* instance);

}  // namespace pysocket
