#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "../runtime/peer.h"

static int pair[2];
static char data[64];

static void open_pair(int argc, char** argv) {
    (void)argc;
    (void)argv;
    check(socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, pair), "socketpair");
}

static int64_t would_block(int64_t count) {
    for (int64_t done = 0; done < count; done++)
        if (recv(pair[0], data, sizeof data, 0) != -1 || errno != EAGAIN) check(-1, "recv");
    return 0;
}

static int64_t timeout(int64_t count) {
    const struct timespec millisecond = {.tv_nsec = 1000000};
    for (int64_t done = 0; done < count; done++) {
        struct pollfd descriptor = {.fd = pair[0], .events = POLLIN};
        if (recv(pair[0], data, sizeof data, 0) != -1 || errno != EAGAIN) check(-1, "recv");
        if (ppoll(&descriptor, 1, &millisecond, NULL) != 0) check(-1, "ppoll");
    }
    return 0;
}

static void close_pair(void) {
    close(pair[0]);
    close(pair[1]);
}

int main(void) {
    const struct operation operations[] = {
        {"would_block", open_pair, would_block, close_pair},
        {"timeout", open_pair, timeout, close_pair},
        {NULL, NULL, NULL, NULL},
    };
    return serve(operations);
}
