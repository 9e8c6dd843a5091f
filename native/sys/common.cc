// Calls of sys.h that are the same on POSIX and Winsock.

#include "native/sys/results.h"
#include "native/sys/sys.h"

namespace pysocket::sys {

namespace {

int64_t result(int outcome) { return outcome < 0 ? -last_error() : outcome; }

}  // namespace

int64_t bind_socket(Descriptor fd, const sockaddr* address, socklen_t length) {
    return result(::bind(fd, address, length));
}

int64_t listen_socket(Descriptor fd, int backlog) { return result(::listen(fd, backlog)); }

int64_t connect_socket(Descriptor fd, const sockaddr* address, socklen_t length) {
    return result(::connect(fd, address, length));
}

int64_t shutdown_socket(Descriptor fd, int how) { return result(::shutdown(fd, how)); }

int64_t socket_name(Descriptor fd, sockaddr* address, socklen_t* length) {
    return result(::getsockname(fd, address, length));
}

int64_t peer_name(Descriptor fd, sockaddr* address, socklen_t* length) {
    return result(::getpeername(fd, address, length));
}

int64_t interface_index(const char* name) { return if_nametoindex(name); }

int64_t wait_ready(Descriptor fd, Direction direction, const Deadline& deadline) {
    pollfd descriptor = {fd, static_cast<short>(direction), 0};
    const int64_t ready = wait_any(&descriptor, 1, deadline);
    if (ready == 0) return kTimedOut;
    return ready < 0 ? ready : 0;
}

}  // namespace pysocket::sys
