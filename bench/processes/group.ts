import type { Group } from "../group";

const kib = 1024;

export const processes: Group = {
    name: "processes",
    title: "Two processes",
    method:
        "Two processes of the same peer over a TCP connection on loopback with TCP_NODELAY: 64 bytes there and back; " +
        "buffers of one size sent one way with `sendall` and received with `recv_into`, until the receiver has said " +
        "that all is there. Datagrams of 64 bytes come from a program in C, which sends as fast as it can; the peer " +
        "takes them with `recvfrom`, and what the system dropped meanwhile does not count.",
    rows: [
        { name: "ping-pong, 64 B", call: ["ping_pong", "64"] },
        {
            name: "bulk, 64 KiB",
            call: ["bulk", `${64 * kib}`],
            quantity: "rate",
            bytes: 64 * kib,
            scale: 10,
            rounds: 21,
        },
        {
            name: "bulk, 1 MiB",
            call: ["bulk", `${kib * kib}`],
            quantity: "rate",
            bytes: kib * kib,
            scale: 10,
            rounds: 21,
        },
        {
            name: "datagrams, 64 B",
            call: ["datagrams"],
            quantity: "rate",
            aims: { python: 1.1, c: 0.95, node: 1.8 },
            scale: 10,
            rounds: 21,
        },
    ],
};
