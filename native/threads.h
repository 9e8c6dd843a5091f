#pragma once

#include "instance.h"

namespace pysocket {

// The number of the calling thread.
int64_t current_thread();

// Nobody will ask any more what the thread left for its starter.
void release_thread(int64_t thread);

// The environment of the calling thread is going: whatever thread it ran has ended.
void leave_threads(const Instance* instance);

}  // namespace pysocket
