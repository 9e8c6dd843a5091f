/** What threads do for work that waits, and for work that computes. */
import * as socket from "pysocket";
import { float } from "pysocket/builtins";
import * as threading from "pysocket/threading";
import { performance } from "node:perf_hooks";

const REQUESTS = 8;
const SECONDS = process.argv.length > 2 ? float(process.argv[2]) : 1;

function serve(conn: socket.socket) {
    /** A slow server: its answer takes a while. */
    const request = conn.recv(1024);
    threading.Event().wait(SECONDS);
    conn.sendall(request);
    conn.close();
}

function ask(conn: socket.socket) {
    /** A client: its thread waits in recv until the answer is there. */
    conn.sendall(Buffer.from("please"));
    conn.recv(1024);
    conn.close();
}

function count_primes(limit: number) {
    /** Keeps a processor busy. */
    let count = 0;
    for (let number = 2; number < limit; number++) {
        let divisor = 2;
        while (divisor * divisor <= number && number % divisor !== 0) {
            divisor += 1;
        }
        if (divisor * divisor > number) {
            count += 1;
        }
    }
    return count;
}

class Counter extends threading.Thread {
    /** Counts the primes below limit in a thread of its own. */
    limit: number;
    count: number;

    constructor(limit: number) {
        super();
        this.limit = limit;
        this.count = 0;
    }

    run() {
        this.count = count_primes(this.limit);
    }
}

// Work that waits: every client and every server is a thread.
const threads: threading.Thread[] = [];
for (let i = 0; i < REQUESTS; i++) {
    const [client, server] = socket.socketpair();
    threads.push(new threading.Thread({ target: serve, args: [server] }));
    threads.push(new threading.Thread({ target: ask, args: [client] }));
}
let start = performance.now() / 1000;
for (const thread of threads) {
    thread.start();
}
for (const thread of threads) {
    thread.join();
}
const waiting = performance.now() / 1000 - start;
console.log(`${REQUESTS} requests of ${SECONDS} s each took ${waiting.toFixed(2)} s`);
console.log(`speed-up of waiting: ${((REQUESTS * SECONDS) / waiting).toFixed(2)}`);

// Work that computes: as much of it as takes this computer a while.
let limit = 10000;
let busy = 0;
while (busy < SECONDS / 4) {
    limit *= 2;
    start = performance.now() / 1000;
    count_primes(limit);
    busy = performance.now() / 1000 - start;
}
console.log(`two threads count the primes below ${limit}`);

let first = new Counter(limit);
let second = new Counter(limit);
start = performance.now() / 1000;
first.start();
first.join();
second.start();
second.join();
const one_by_one = performance.now() / 1000 - start;
console.log(`${first.count} and ${second.count} primes, one by one: ${one_by_one.toFixed(2)} s`);

first = new Counter(limit);
second = new Counter(limit);
start = performance.now() / 1000;
first.start();
second.start();
first.join();
second.join();
const at_once = performance.now() / 1000 - start;
console.log(`${first.count} and ${second.count} primes, both at once: ${at_once.toFixed(2)} s`);
console.log(`speed-up of computing: ${(one_by_one / at_once).toFixed(2)}`);
