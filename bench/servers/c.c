#include <netinet/in.h>
#include <pthread.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/select.h>
#include <sys/socket.h>
#include <unistd.h>

#include "../runtime/peer.h"

static int listening(void) {
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t length = sizeof address;
    const int listener = socket(AF_INET, SOCK_STREAM, 0);
    check(bind(listener, (struct sockaddr*)&address, length), "bind");
    check(listen(listener, 1024), "listen");
    check(getsockname(listener, (struct sockaddr*)&address, &length), "getsockname");
    printf("%d\n", ntohs(address.sin_port));
    fflush(stdout);
    return listener;
}

static int take_connection(int listener) {
    const int connection = accept(listener, NULL, NULL);
    check(connection, "accept");
    return connection;
}

// Whether there will be more.
static int echo_once(int connection) {
    char data[4096];
    const ssize_t received = recv(connection, data, sizeof data, 0);
    if (received <= 0) return 0;
    return send(connection, data, (size_t)received, MSG_NOSIGNAL) == received;
}

static void* handle(void* connection) {
    while (echo_once((int)(intptr_t)connection)) continue;
    close((int)(intptr_t)connection);
    return NULL;
}

static void serve_threads(void) {
    const int listener = listening();
    for (;;) {
        pthread_t thread;
        const int connection = take_connection(listener);
        check(-pthread_create(&thread, NULL, handle, (void*)(intptr_t)connection), "pthread_create");
        pthread_detach(thread);
    }
}

static void serve_select(void) {
    const int listener = listening();
    int open[FD_SETSIZE] = {0};
    open[listener] = 1;
    for (;;) {
        fd_set readable;
        int highest = 0;
        FD_ZERO(&readable);
        for (int descriptor = 0; descriptor < FD_SETSIZE; descriptor++) {
            if (!open[descriptor]) continue;
            FD_SET(descriptor, &readable);
            highest = descriptor;
        }
        check(select(highest + 1, &readable, NULL, NULL, NULL), "select");
        for (int descriptor = 0; descriptor <= highest; descriptor++) {
            if (!FD_ISSET(descriptor, &readable)) continue;
            if (descriptor == listener) {
                open[take_connection(listener)] = 1;
            } else if (!echo_once(descriptor)) {
                open[descriptor] = 0;
                close(descriptor);
            }
        }
    }
}

static void watch(int interest, int descriptor) {
    struct epoll_event event = {.events = EPOLLIN, .data.fd = descriptor};
    check(epoll_ctl(interest, EPOLL_CTL_ADD, descriptor, &event), "epoll_ctl");
}

static void serve_epoll(void) {
    const int listener = listening();
    const int interest = epoll_create1(0);
    watch(interest, listener);
    for (;;) {
        struct epoll_event events[1024];
        const int ready = epoll_wait(interest, events, 1024, -1);
        check(ready, "epoll_wait");
        for (int index = 0; index < ready; index++) {
            const int descriptor = events[index].data.fd;
            if (descriptor == listener)
                watch(interest, take_connection(listener));
            else if (!echo_once(descriptor))
                close(descriptor);
        }
    }
}

int main(int argc, char** argv) {
    struct rlimit limit;
    getrlimit(RLIMIT_NOFILE, &limit);
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_NOFILE, &limit);
    const char* kind = argc > 1 ? argv[1] : "";
    if (strcmp(kind, "threads") == 0) serve_threads();
    if (strcmp(kind, "select") == 0) serve_select();
    if (strcmp(kind, "selectors") == 0) serve_epoll();
    return 1;
}
