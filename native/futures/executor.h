#pragma once

#include <cstdint>

namespace pysocket {

// Owner of an executor: when its last owner is gone, the executor is shut down. Its threads refer
// to it too, but do not own it.
void retain_executor(int64_t handle);
void release_executor(int64_t handle);

// A thread, perhaps of an executor, was lost, `begun` or not.
void lose_executor_thread(int64_t thread, bool begun);

}  // namespace pysocket
