import type { Group, Row } from "../group";

/** A server has to be busy for a while, and to come up. */
const long = { quantity: "rate", scale: 50, rounds: 9, warmUp: 3e9 } as const;

function echo(name: string, kind: string, connections: number, more: Partial<Row> = {}): Row {
    const plural = connections === 1 ? "" : "s";
    const call = ["echo", kind, `${connections}`];
    return { name: `${name}, ${connections} connection${plural}`, call, ...long, ...more };
}

export const servers: Group = {
    name: "servers",
    title: "Whole servers",
    method:
        "A load generator in C keeps so many connections to an echo server over loopback, each with a request of 64 " +
        "bytes under way. The figure is the number of requests answered per second. For connections a second it opens " +
        "one after the other, waits for an answer and closes it. Servers in JavaScript run for 3 seconds before it " +
        "counts, with 50 threads for 15 and with 200 for 60, until all threads are up and their code is compiled. The " +
        "servers are idiomatic in each language: a thread for each connection, `socketserver`, `select`, `selectors` " +
        "(epoll). The server of node:net is the same in all rows, and that of asyncio in the rows of selectors. C's " +
        "`select` has at most 1024 descriptors.",
    driver: "load.c",
    rows: [
        echo("threads", "threads", 1),
        echo("threads", "threads", 50, { aims: { python: 1.5 }, warmUp: 15e9 }),
        echo("threads", "threads", 200, { aims: { python: 1.5 }, warmUp: 60e9, long: true }),
        echo("socketserver", "socketserver", 50, { warmUp: 15e9, long: true }),
        { name: "threads, connections a second", call: ["connect", "threads"], ...long },
        echo("select", "select", 50, { long: true }),
        echo("select", "select", 500, { aims: { python: 1.5, c: 0.8 } }),
        echo("selectors", "selectors", 50, { long: true }),
        echo("selectors", "selectors", 500, { aims: { python: 1.5, c: 0.8 } }),
        echo("selectors", "selectors", 5000, { long: true }),
    ],
};
