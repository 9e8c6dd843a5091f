import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import * as socket from "pysocket";
import * as errno from "pysocket/errno";
import * as select from "pysocket/select";
import * as struct from "pysocket/struct";
import { long } from "../support/long";
import { Program, stopPrograms } from "../support/programs";
import { skip } from "../support/skip";
import { patience } from "../support/slowness";

const COUNT = long ? 5_000 : 500;
/** So many wait for the server at a time: more would overflow the queue of the listening socket. */
const PENDING = 100;
/** The most bytes of one call. */
const PIECE = 32_768;
const seed = Number(process.env.PYSOCKET_SEED ?? Math.floor(Math.random() * 2 ** 31));

/** Numbers below a bound, the same for the same seed (mulberry32). */
function generator(state: number): (bound: number) => number {
    return (bound) => {
        state = (state + 0x6d2b79f5) | 0;
        let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
        mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
        return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * bound);
    };
}

const random = generator(seed);
const LONGEST = 262_144;
/** What clients send is a part of this, from a place of their own on. */
const text = Buffer.alloc(LONGEST + COUNT);
for (let i = 0; i < text.length; i++) text[i] = random(256);

/** One connection, as its client sees it. */
interface Client {
    readonly socket: socket.socket;
    readonly data: Buffer;
    /** It breaks off after so many bytes, sent and received; null if it stays to the end. */
    readonly abortsAfter: number | null;
    sent: number;
    received: number;
    hasShutDown: boolean;
    /** What it waits for. */
    events: number;
}

/** The clients of all connections, on one epoll of their own. */
class Crowd {
    readonly aborters = Math.ceil(COUNT / 3);
    readonly #epoll = select.epoll();
    readonly #clients = new Map<number, Client>();
    readonly #address: [string, number];
    readonly #linger = struct.pack("ii", 1, 0);
    #begun = 0;
    /** Of those who stay: how many have had a byte of their answer. */
    #answered = 0;
    #aborted = 0;
    #ended = 0;

    constructor(port: number) {
        this.#address = ["127.0.0.1", port];
    }

    /** Whether all who stay are connected and have been accepted: until then none of them ends. */
    get #isComplete(): boolean {
        return this.#answered === COUNT - this.aborters;
    }

    run(): void {
        const deadline = performance.now() + 60_000 * patience;
        while (this.#ended + this.#aborted < COUNT) {
            while (this.#begun < COUNT && this.#begun - this.#answered - this.#aborted < PENDING)
                this.#connect();
            assert.ok(performance.now() < deadline, `${this.#clients.size} connections do not end`);
            const wasComplete = this.#isComplete;
            for (const [fd, events] of this.#epoll.poll(1, 512))
                this.#serve(this.#clients.get(fd) as Client, events);
            if (!wasComplete && this.#isComplete)
                for (const client of [...this.#clients.values()]) this.#proceed(client);
        }
    }

    close(): void {
        for (const client of this.#clients.values()) client.socket.close();
        this.#epoll.close();
    }

    #connect(): void {
        // Most have little to say; some so much that it does not fit into the buffers on the way.
        const length = 1 + random(random(10) === 0 ? LONGEST : 4096);
        const client: Client = {
            socket: socket.socket(),
            data: text.subarray(this.#begun, this.#begun + length),
            // Some at once, some when all has come back.
            abortsAfter:
                this.#begun % 3 > 0 ? null : Math.min(2 * length, Math.max(0, random(3 * length) - length)),
            sent: 0,
            received: 0,
            hasShutDown: false,
            events: select.EPOLLOUT,
        };
        this.#begun++;
        client.socket.setblocking(false);
        const error = client.socket.connect_ex(this.#address);
        assert.ok([0, errno.EINPROGRESS].includes(error), errno.errorcode[error]);
        this.#clients.set(client.socket.fileno(), client);
        this.#epoll.register(client.socket, client.events);
    }

    #serve(client: Client, events: number): void {
        if (events & select.EPOLLERR) {
            const error = client.socket.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR);
            assert.fail(`${errno.errorcode[error]} after ${client.sent} bytes sent`);
        }
        if (events & (select.EPOLLIN | select.EPOLLHUP)) {
            const data = client.socket.recv(PIECE);
            if (data.length === 0) {
                this.#end(client);
                return;
            }
            const expected = client.data.subarray(client.received, client.received + data.length);
            assert.ok(data.equals(expected), `what comes back differs after ${client.received} bytes`);
            if (client.received === 0 && client.abortsAfter === null) this.#answered++;
            client.received += data.length;
        }
        this.#proceed(client, events);
    }

    /** Does what is next for a client: breaks off, sends, or waits. */
    #proceed(client: Client, events = 0): void {
        const { abortsAfter, data } = client;
        let rest = data.length - client.sent;
        if (abortsAfter !== null) rest = Math.min(rest, abortsAfter - client.sent - client.received);
        if (events & select.EPOLLOUT && rest > 0) {
            const begin = client.sent;
            const end = begin + Math.min(rest, 1 + random(PIECE));
            client.sent += client.socket.send(data.subarray(begin, end));
        }
        if (abortsAfter !== null && client.sent + client.received >= abortsAfter) {
            // What is closed so sends RST, whatever is under way.
            client.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, this.#linger);
            this.#aborted++;
            this.#leave(client);
            return;
        }
        const hasSent = client.sent === data.length;
        if (hasSent && this.#isComplete && abortsAfter === null && !client.hasShutDown) {
            client.socket.shutdown(socket.SHUT_WR);
            client.hasShutDown = true;
        }
        const wanted = hasSent ? select.EPOLLIN : select.EPOLLIN | select.EPOLLOUT;
        if (wanted !== client.events) this.#epoll.modify(client.socket, wanted);
        client.events = wanted;
    }

    #end(client: Client): void {
        assert.ok(client.hasShutDown, "the server has hung up");
        assert.equal(client.received, client.data.length);
        this.#ended++;
        this.#leave(client);
    }

    #leave({ socket }: Client): void {
        this.#epoll.unregister(socket);
        this.#clients.delete(socket.fileno());
        socket.close();
    }
}

/** How many descriptors a process may have, at most. */
function descriptorLimit(): number {
    const limits = readFileSync("/proc/self/limits", "utf8");
    // Node raises the one that binds to the other at its start.
    const [, limit] = /^Max open files +(\S+)/m.exec(limits) ?? [];
    return limit === "unlimited" ? Number.POSITIVE_INFINITY : Number(limit);
}

describe(`${COUNT} connections on one epoll (PYSOCKET_SEED=${seed})`, () => {
    after(stopPrograms);

    it("get back every byte while a third of them breaks off, and leave no descriptor", async function () {
        if (select.epoll === undefined) skip(this, "the platform has no epoll");
        if (descriptorLimit() < COUNT + 100) skip(this, `a process may not have ${COUNT} descriptors`);
        this.timeout(90_000 * patience);
        const server = new Program("epoll-echo.cjs", process.execPath, ["test/fixtures/epoll-echo.cjs"]);
        const [, port] = await server.printed(/^port (\d+)$/m);
        const crowd = new Crowd(Number(port));
        try {
            crowd.run();
        } finally {
            crowd.close();
        }
        server.hangUp();
        assert.equal(await server.ended(), 0, server.errors);
        const { atOnce, waited, ...seen } = JSON.parse(server.output.split("\n")[1] as string);
        const staying = COUNT - crowd.aborters;
        assert.deepEqual(seen, { accepted: COUNT, ended: staying, aborted: crowd.aborters, left: 0 });
        assert.ok(atOnce >= staying, `only ${atOnce} at once`);
        assert.notEqual(waited, 0);
    });
});
