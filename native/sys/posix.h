#pragma once

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <net/if.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <sys/un.h>
#include <unistd.h>

namespace pysocket::sys {

using Descriptor = int;
using NativeThread = pthread_t;

constexpr int kWouldBlock = EAGAIN;
// A connect that is still in progress.
constexpr int kInProgress = EINPROGRESS;
// A closed or invalid socket.
constexpr int kNotASocket = EBADF;

// Flag that keeps one call from blocking, whatever the mode of the descriptor.
constexpr int kDontWait = MSG_DONTWAIT;

constexpr short kPollInvalid = POLLNVAL;

enum class Direction : short { kRead = POLLIN, kWrite = POLLOUT };

}  // namespace pysocket::sys
