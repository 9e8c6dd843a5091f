#pragma once

#include <cstdint>

namespace pysocket {

// What a native function returns beside a count, a handle or -errno. Far below any -errno.
constexpr int64_t kTimedOut = -100001;
constexpr int64_t kEnded = -100002;
// A wait was left for a signal: its listeners run, then the call goes on. Never seen by JavaScript.
constexpr int64_t kSignalled = -100003;
// A signal's listener threw: the exception is pending, the result does not matter.
constexpr int64_t kThrew = -100004;

}  // namespace pysocket
