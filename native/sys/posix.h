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
// A connect that goes on.
constexpr int kInProgress = EINPROGRESS;
// A descriptor that is no socket, or one no more.
constexpr int kNotASocket = EBADF;

// The flag that keeps one call from blocking, whatever mode the descriptor is in.
constexpr int kDontWait = MSG_DONTWAIT;

enum class Direction : short { kRead = POLLIN, kWrite = POLLOUT };

}  // namespace pysocket::sys
