import { type Aims, type Group, type Row, size } from "../group";

const families = [
    ["unix", "UNIX", { python: 0.75, c: 1.3 }],
    ["tcp", "TCP", { python: 0.85, c: 1.13 }],
] as const;
const small = [1, 64, 1024];
const large = [16384, 65536];

function rowsOf(family: string, name: string, into: Aims): Row[] {
    const row = (what: string, call: string[], aims: Aims = {}): Row => ({
        name: `${name}, ${what}`,
        call: [call[0], family, ...call.slice(1)],
        aims,
    });
    return [
        ...small.map((n) => row(`recv_into, ${size(n)}`, ["recv_into", `${n}`], into)),
        ...large.map((n) => row(`recv_into, ${size(n)}`, ["recv_into", `${n}`])),
        ...small.map((n) => row(`recv(size), ${size(n)}`, ["recv", `${n}`], { python: 0.85, c: 1.5 })),
        ...large.map((n) => row(`recv(size), ${size(n)}`, ["recv", `${n}`], { python: 1 })),
        ...small.map((n) => row(`recv(65536), ${size(n)}`, ["recv", `${n}`, "65536"], { python: 0.9 })),
    ];
}

export const exchange: Group = {
    name: "exchange",
    title: "One thread: send and receive",
    method:
        "One thread sends on one socket of a pair and receives on the other until everything has arrived. `recv_into` " +
        "receives into existing memory, `recv` into new memory (C: `malloc` and `free`). The sockets are a " +
        "`socketpair()` or a TCP connection over loopback with TCP_NODELAY. koffi calls libc's functions on a " +
        "socketpair; `posix-socket` has only TCP.",
    rows: families.flatMap(([family, name, aims]) => rowsOf(family, name, aims)),
};
