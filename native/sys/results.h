#pragma once

#include <cstdint>

namespace pysocket {

// Results of a native function besides a count, a handle or -errno. They are far below any -errno.
constexpr int64_t kTimedOut = -100001;
constexpr int64_t kEnded = -100002;
// A wait was left for a signal: its handlers run, then the call continues. JavaScript never sees
// it.
constexpr int64_t kSignalled = -100003;
// A signal handler threw: the exception is pending, and the result does not matter.
constexpr int64_t kThrew = -100004;

}  // namespace pysocket
