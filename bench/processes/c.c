#include <netinet/tcp.h>
#include <sys/wait.h>
#include <unistd.h>

#include "flood.h"

static int connection;
static size_t size;
static char* data;
static pid_t partner;

static int bound(int type, int* port) {
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t length = sizeof address;
    const int descriptor = socket(AF_INET, type, 0);
    check(bind(descriptor, (struct sockaddr*)&address, length), "bind");
    check(getsockname(descriptor, (struct sockaddr*)&address, &length), "getsockname");
    *port = ntohs(address.sin_port);
    return descriptor;
}

static int connect_to(int port) {
    struct sockaddr_in address = {.sin_family = AF_INET,
                                  .sin_port = htons((uint16_t)port),
                                  .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    const int descriptor = socket(AF_INET, SOCK_STREAM, 0);
    check(connect(descriptor, (struct sockaddr*)&address, sizeof address), "connect");
    return descriptor;
}

static void no_delay(int descriptor) {
    const int on = 1;
    check(setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on), "setsockopt");
}

// Whether all was received.
static int receive_all(int descriptor, size_t length) {
    for (size_t left = length; left > 0;) {
        const ssize_t received = recv(descriptor, data, left < size ? left : size, 0);
        if (received <= 0) return 0;
        left -= (size_t)received;
    }
    return 1;
}

static void send_all(int descriptor) {
    for (size_t sent = 0; sent < size;) {
        const ssize_t outcome = send(descriptor, data + sent, size - sent, 0);
        check(outcome, "send");
        sent += (size_t)outcome;
    }
}

static void open_with(int argc, char** argv, void (*serve_partner)(int)) {
    (void)argc;
    int port = 0;
    size = (size_t)atoll(argv[0]);
    data = calloc(1, size < 8 ? 8 : size);
    const int listener = bound(SOCK_STREAM, &port);
    check(listen(listener, 1), "listen");
    partner = fork();
    if (partner == 0) {
        close(listener);
        const int other = connect_to(port);
        no_delay(other);
        serve_partner(other);
        _exit(0);
    }
    check(connection = accept(listener, NULL, NULL), "accept");
    no_delay(connection);
    close(listener);
}

static void answer(int other) {
    while (receive_all(other, size)) send_all(other);
}

static void swallow(int other) {
    int64_t count = 0;
    while (recv(other, &count, sizeof count, MSG_WAITALL) == sizeof count) {
        receive_all(other, (size_t)count * size);
        check(send(other, "x", 1, 0), "send");
    }
}

static void open_ping_pong(int argc, char** argv) { open_with(argc, argv, answer); }
static void open_bulk(int argc, char** argv) { open_with(argc, argv, swallow); }

static int64_t ping_pong(int64_t count) {
    for (int64_t done = 0; done < count; done++) {
        send_all(connection);
        if (!receive_all(connection, size)) check(-1, "recv");
    }
    return 0;
}

static int64_t bulk(int64_t count) {
    char byte;
    check(send(connection, &count, sizeof count, 0), "send");
    for (int64_t done = 0; done < count; done++) send_all(connection);
    if (recv(connection, &byte, 1, 0) != 1) check(-1, "recv");
    return 0;
}

static void close_all(void) {
    close(connection);
    free(data);
    waitpid(partner, NULL, 0);
}

static void open_datagrams(int argc, char** argv) {
    (void)argc;
    (void)argv;
    int port = 0;
    const int memory = 1 << 20;
    connection = bound(SOCK_DGRAM, &port);
    check(setsockopt(connection, SOL_SOCKET, SO_RCVBUF, &memory, sizeof memory), "setsockopt");
    partner = fork();
    if (partner == 0) flood(port);
}

static int64_t datagrams(int64_t count) {
    struct sockaddr_in peer;
    for (int64_t done = 0; done < count; done++) {
        socklen_t length = sizeof peer;
        char* fresh = malloc(2048);
        check(recvfrom(connection, fresh, 2048, 0, (struct sockaddr*)&peer, &length), "recvfrom");
        free(fresh);
    }
    return 0;
}

static void close_datagrams(void) {
    kill(partner, SIGKILL);
    waitpid(partner, NULL, 0);
    close(connection);
}

int main(void) {
    const struct operation operations[] = {
        {"ping_pong", open_ping_pong, ping_pong, close_all},
        {"bulk", open_bulk, bulk, close_all},
        {"datagrams", open_datagrams, datagrams, close_datagrams},
        {NULL, NULL, NULL, NULL},
    };
    return serve(operations);
}
