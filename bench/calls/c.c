#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

#include "../runtime/peer.h"

static int first, second;
static struct sockaddr_in bound;
static char data[64];

static void bind_loopback(int descriptor) {
    socklen_t length = sizeof bound;
    bound = (struct sockaddr_in){.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    check(bind(descriptor, (struct sockaddr*)&bound, length), "bind");
    check(getsockname(descriptor, (struct sockaddr*)&bound, &length), "getsockname");
}

static void open_datagrams(int argc, char** argv) {
    (void)argc;
    (void)argv;
    first = socket(AF_INET, SOCK_DGRAM, 0);
    second = socket(AF_INET, SOCK_DGRAM, 0);
    bind_loopback(first);
    bind_loopback(second);
}

static int64_t sendto_recvfrom(int64_t count) {
    struct sockaddr_in peer;
    for (int64_t done = 0; done < count; done++) {
        socklen_t length = sizeof peer;
        check(sendto(first, data, sizeof data, 0, (struct sockaddr*)&bound, sizeof bound), "sendto");
        char* fresh = malloc(2048);
        check(recvfrom(second, fresh, 2048, 0, (struct sockaddr*)&peer, &length), "recvfrom");
        free(fresh);
    }
    return 0;
}

static void open_pair(int argc, char** argv) {
    int pair[2];
    (void)argc;
    (void)argv;
    check(socketpair(AF_UNIX, SOCK_STREAM, 0, pair), "socketpair");
    first = pair[0];
    second = pair[1];
}

static int64_t sendmsg_recvmsg(int64_t count) {
    for (int64_t done = 0; done < count; done++) {
        struct iovec out = {data, sizeof data};
        const struct msghdr sent = {.msg_iov = &out, .msg_iovlen = 1};
        check(sendmsg(first, &sent, 0), "sendmsg");
        struct iovec in = {malloc(2048), 2048};
        struct msghdr received = {.msg_iov = &in, .msg_iovlen = 1};
        check(recvmsg(second, &received, 0), "recvmsg");
        free(in.iov_base);
    }
    return 0;
}

static void close_both(void) {
    close(first);
    close(second);
}

static void open_listener(int argc, char** argv) {
    (void)argc;
    (void)argv;
    first = socket(AF_INET, SOCK_STREAM, 0);
    bind_loopback(first);
    // An accepted socket inherits it: no port is left waiting.
    const struct linger reset = {1, 0};
    check(setsockopt(first, SOL_SOCKET, SO_LINGER, &reset, sizeof reset), "setsockopt");
    check(listen(first, 128), "listen");
}

static int64_t connect_accept(int64_t count) {
    for (int64_t done = 0; done < count; done++) {
        struct sockaddr_in peer;
        socklen_t length = sizeof peer;
        const int client = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        check(connect(client, (struct sockaddr*)&bound, sizeof bound), "connect");
        const int accepted = accept4(first, (struct sockaddr*)&peer, &length, SOCK_CLOEXEC);
        check(accepted, "accept");
        close(accepted);
        close(client);
    }
    return 0;
}

static int64_t get_name(int64_t count) {
    struct sockaddr_in name;
    for (int64_t done = 0; done < count; done++) {
        socklen_t length = sizeof name;
        check(getsockname(first, (struct sockaddr*)&name, &length), "getsockname");
    }
    return 0;
}

static int64_t set_option(int64_t count) {
    const int on = 1;
    for (int64_t done = 0; done < count; done++)
        check(setsockopt(first, SOL_SOCKET, SO_KEEPALIVE, &on, sizeof on), "setsockopt");
    return 0;
}

static void close_first(void) { close(first); }

static void open_nothing(int argc, char** argv) {
    (void)argc;
    (void)argv;
}

static int64_t socket_close(int64_t count) {
    for (int64_t done = 0; done < count; done++) {
        const int descriptor = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        check(descriptor, "socket");
        close(descriptor);
    }
    return 0;
}

static void close_nothing(void) {}

int main(void) {
    const struct operation operations[] = {
        {"sendto_recvfrom", open_datagrams, sendto_recvfrom, close_both},
        {"sendmsg_recvmsg", open_pair, sendmsg_recvmsg, close_both},
        {"getsockname", open_listener, get_name, close_first},
        {"connect_accept", open_listener, connect_accept, close_first},
        {"socket_close", open_nothing, socket_close, close_nothing},
        {"setsockopt", open_listener, set_option, close_first},
        {NULL, NULL, NULL, NULL},
    };
    return serve(operations);
}
