#include <poll.h>
#include <sys/epoll.h>
#include <sys/select.h>
#include <sys/socket.h>
#include <unistd.h>

#include "../runtime/peer.h"

static int count_of;
static int peer;
static int descriptors[1024];
static struct pollfd polled[1024];
static int interest;

static void open_sockets(int argc, char** argv) {
    (void)argc;
    count_of = atoi(argv[0]);
    for (int index = 0; index < count_of - 1; index++)
        check(descriptors[index] = socket(AF_INET, SOCK_DGRAM, 0), "socket");
    int pair[2];
    check(socketpair(AF_UNIX, SOCK_STREAM, 0, pair), "socketpair");
    descriptors[count_of - 1] = pair[0];
    peer = pair[1];
    check(send(peer, "x", 1, 0), "send");
    interest = epoll_create1(0);
    for (int index = 0; index < count_of; index++) {
        polled[index] = (struct pollfd){.fd = descriptors[index], .events = POLLIN};
        struct epoll_event event = {.events = EPOLLIN, .data.fd = descriptors[index]};
        check(epoll_ctl(interest, EPOLL_CTL_ADD, descriptors[index], &event), "epoll_ctl");
    }
}

static int64_t run_select(int64_t count) {
    for (int64_t done = 0; done < count; done++) {
        fd_set readable;
        int highest = -1;
        FD_ZERO(&readable);
        for (int index = 0; index < count_of; index++) {
            FD_SET(descriptors[index], &readable);
            if (descriptors[index] > highest) highest = descriptors[index];
        }
        if (select(highest + 1, &readable, NULL, NULL, NULL) != 1) check(-1, "select");
        int found = 0;
        for (int index = 0; index < count_of; index++) found += FD_ISSET(descriptors[index], &readable);
        if (found != 1) check(-1, "select");
    }
    return 0;
}

static int64_t run_poll(int64_t count) {
    for (int64_t done = 0; done < count; done++) {
        if (poll(polled, (nfds_t)count_of, -1) != 1) check(-1, "poll");
        int found = 0;
        for (int index = 0; index < count_of; index++) found += polled[index].revents != 0;
        if (found != 1) check(-1, "poll");
    }
    return 0;
}

static int64_t run_epoll(int64_t count) {
    struct epoll_event events[1024];
    for (int64_t done = 0; done < count; done++)
        if (epoll_wait(interest, events, 1024, -1) != 1) check(-1, "epoll_wait");
    return 0;
}

static void close_all(void) {
    for (int index = 0; index < count_of; index++) close(descriptors[index]);
    close(peer);
    close(interest);
}

int main(void) {
    const struct operation operations[] = {
        {"select", open_sockets, run_select, close_all},
        {"poll", open_sockets, run_poll, close_all},
        {"epoll", open_sockets, run_epoll, close_all},
        {NULL, NULL, NULL, NULL},
    };
    return serve(operations);
}
