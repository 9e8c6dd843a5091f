// Sends datagrams of 64 bytes to a port until it is killed.
#pragma once

#include <netinet/in.h>
#include <netinet/udp.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/socket.h>

#include "../runtime/peer.h"

#ifndef UDP_SEGMENT
#define UDP_SEGMENT 103
#endif

static inline void flood(int port) {
    static char data[32 * 64];
    struct sockaddr_in address = {.sin_family = AF_INET,
                                  .sin_port = htons((uint16_t)port),
                                  .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    const int sender = socket(AF_INET, SOCK_DGRAM, 0);
    check(connect(sender, (struct sockaddr*)&address, sizeof address), "connect");
    // The system makes many datagrams of what one call sends: else the sender would be the slower one.
    const int size = 64;
    const int many = setsockopt(sender, IPPROTO_UDP, UDP_SEGMENT, &size, sizeof size) == 0;
    for (;;)
        if (send(sender, data, many ? sizeof data : 64, 0) < 0 && errno != ECONNREFUSED && errno != ENOBUFS)
            check(-1, "send");
}
