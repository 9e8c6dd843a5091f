import type { Group } from "../group";

const kib = 1024;

export const processes: Group = {
    name: "processes",
    title: "Two processes",
    method:
        "Two processes of the same peer with a TCP connection over loopback and TCP_NODELAY. Ping-pong: 64 bytes there " +
        "and back. Bulk: buffers of one size are sent one way with `sendall` and received with `recv_into`, until the " +
        "receiver confirms that everything has arrived. Datagrams: a program in C sends 64 bytes at a time, as fast as " +
        "it can; the peer receives them with `recvfrom`. Datagrams that the system dropped do not count.",
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
