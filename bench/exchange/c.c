#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include "../runtime/peer.h"

static int first, second;
static size_t size, room;
static char* data;
static char* target;

static void open_pair(const char* family) {
    if (strcmp(family, "unix") == 0) {
        int pair[2];
        check(socketpair(AF_UNIX, SOCK_STREAM, 0, pair), "socketpair");
        first = pair[0];
        second = pair[1];
    } else {
        const int listener = socket(AF_INET, SOCK_STREAM, 0);
        struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
        socklen_t length = sizeof address;
        check(bind(listener, (struct sockaddr*)&address, length), "bind");
        check(listen(listener, 1), "listen");
        check(getsockname(listener, (struct sockaddr*)&address, &length), "getsockname");
        first = socket(AF_INET, SOCK_STREAM, 0);
        check(connect(first, (struct sockaddr*)&address, length), "connect");
        check(second = accept(listener, NULL, NULL), "accept");
        close(listener);
        const int on = 1;
        check(setsockopt(first, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on), "setsockopt");
    }
    const int memory = 1 << 20;
    check(setsockopt(first, SOL_SOCKET, SO_SNDBUF, &memory, sizeof memory), "setsockopt");
    check(setsockopt(second, SOL_SOCKET, SO_RCVBUF, &memory, sizeof memory), "setsockopt");
}

static void open_exchange(int argc, char** argv) {
    (void)argc;
    open_pair(argv[0]);
    size = (size_t)atoll(argv[1]);
    room = argc > 2 ? (size_t)atoll(argv[2]) : size;
    data = calloc(1, size);
    target = calloc(1, room);
}

static int64_t run_into(int64_t count) {
    for (int64_t done = 0; done < count; done++) {
        check(send(first, data, size, 0), "send");
        for (size_t left = size; left > 0;) {
            const ssize_t received = recv(second, target, room, 0);
            check(received, "recv");
            left -= (size_t)received;
        }
    }
    return 0;
}

static int64_t run_fresh(int64_t count) {
    for (int64_t done = 0; done < count; done++) {
        check(send(first, data, size, 0), "send");
        for (size_t left = size; left > 0;) {
            char* fresh = malloc(room);
            const ssize_t received = recv(second, fresh, room, 0);
            check(received, "recv");
            left -= (size_t)received;
            free(fresh);
        }
    }
    return 0;
}

static void close_pair(void) {
    close(first);
    close(second);
    free(data);
    free(target);
}

int main(void) {
    const struct operation operations[] = {
        {"recv_into", open_exchange, run_into, close_pair},
        {"recv", open_exchange, run_fresh, close_pair},
        {NULL, NULL, NULL, NULL},
    };
    return serve(operations);
}
