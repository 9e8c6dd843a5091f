#pragma once

#include <cstdint>

namespace pysocket {

// What stands for an executor: when the last of its owners is gone, it is shut down. Its threads
// hold it as well, but do not own it.
void retain_executor(int64_t handle);
void release_executor(int64_t handle);

// A thread, perhaps of an executor, has ended without its own doing, `begun` or not.
void lose_executor_thread(int64_t thread, bool begun);

}  // namespace pysocket
