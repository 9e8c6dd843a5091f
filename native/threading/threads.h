#pragma once

#include "native/core/instance.h"

namespace pysocket {

// The number of the calling thread.
int64_t current_thread();

// One more owner may ask for the thread, and what it has left at its end; or one fewer.
void retain_thread(int64_t thread);
void release_thread(int64_t thread);

// The environment of the calling thread is going: whatever thread it ran has ended.
void leave_threads(const Instance* instance);

}  // namespace pysocket
