import type { Group } from "../group";

export const calls: Group = {
    name: "calls",
    title: "Calls with addresses, and calls about sockets",
    method:
        "One thread: 64 bytes are sent to the address of a UDP socket and received with the sender's address; 64 bytes " +
        "are sent as a message of one buffer over a `socketpair()`; a TCP connection over loopback is opened, accepted " +
        "and closed on both sides. The other calls are on a TCP socket.",
    rows: [
        { name: "sendto + recvfrom", call: ["sendto_recvfrom"], aims: { python: 0.8, c: 1.45 } },
        { name: "sendmsg + recvmsg", call: ["sendmsg_recvmsg"] },
        { name: "getsockname", call: ["getsockname"], aims: { python: 0.55 } },
        { name: "connect + accept + close", call: ["connect_accept"], aims: { python: 0.75, c: 1.15 } },
        { name: "socket + close", call: ["socket_close"] },
        { name: "setsockopt", call: ["setsockopt"] },
    ],
};
