#pragma once

#include <cstdint>

namespace pysocket {

// What stands for an executor: when the last of its owners is gone, it is shut down. Its threads
// hold it as well, but do not own it.
void retain_executor(int64_t handle);
void release_executor(int64_t handle);

}  // namespace pysocket
