import type { Group } from "../group";

export const calls: Group = {
    name: "calls",
    title: "Calls with addresses, and calls about sockets",
    method:
        "One thread: 64 bytes sent to a UDP socket's address and received with the sender's; 64 bytes as a message " +
        "of one buffer over a `socketpair()`; a TCP connection over loopback that is opened, accepted and closed on " +
        "both sides; the rest on a TCP socket.",
    rows: [
        { name: "sendto + recvfrom", call: ["sendto_recvfrom"], aims: { python: 0.8, c: 1.45 } },
        { name: "sendmsg + recvmsg", call: ["sendmsg_recvmsg"] },
        { name: "getsockname", call: ["getsockname"], aims: { python: 0.55 } },
        { name: "connect + accept + close", call: ["connect_accept"], aims: { python: 0.75, c: 1.15 } },
        { name: "socket + close", call: ["socket_close"] },
        { name: "setsockopt", call: ["setsockopt"] },
    ],
};
