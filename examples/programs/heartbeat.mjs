/** Nodes that send heartbeats, and a monitor that tells who is missing: timers that start the next, monotonic clocks. */
import * as socket from "pysocket";
import * as shared from "pysocket/shared";
import * as threading from "pysocket/threading";
import * as time from "pysocket/time";

const INTERVAL = 0.01;
const MISSING_AFTER = 0.15;

const monitor = socket.socket(socket.AF_INET, socket.SOCK_DGRAM);
monitor.bind(["127.0.0.1", 0]);
const last_seen = shared.dict();
const lock = threading.RLock();
const everybody_here = threading.Event();
const beats = shared.Value(null, "i", 0);

class RepeatingTimer extends threading.Timer {
    run() {
        while (!this.finished.wait(this.interval)) {
            this.function(...this.args, this.kwargs);
        }
    }
}

class Node {
    static instances = [];

    constructor(name) {
        this.name = name;
        this.sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM);
        this.timer = new RepeatingTimer(INTERVAL, this.beat.bind(this), { kwargs: { prefix: "alive" } });
        Node.instances.push(this);
    }

    beat({ prefix = "" } = {}) {
        this.sock.sendto(Buffer.from(`${prefix} ${this.name}`), monitor.getsockname());
    }

    start() {
        this.timer.start();
    }

    stop() {
        this.timer.cancel();
        this.timer.join();
        this.sock.close();
    }
}

function listen(expected) {
    while (true) {
        const [data] = monitor.recvfrom(100);
        if (data.equals(Buffer.from("stop"))) {
            break;
        }
        const [, name] = data.toString().split(" ");
        beats.value += 1;
        lock.acquire();
        try {
            last_seen.set(name, time.monotonic());
            if ([...last_seen.keys()].sort().join() === [...expected].sort().join()) {
                everybody_here.set();
            }
        } finally {
            lock.release();
        }
    }
    console.log("heard enough:", beats.value > expected.size ? "True" : "False");
}

function missing() {
    const now = time.monotonic();
    lock.acquire();
    try {
        return [...last_seen.items()]
            .filter(([, seen]) => now - seen > MISSING_AFTER)
            .map(([name]) => name)
            .sort();
    } finally {
        lock.release();
    }
}

function wait_for_missing(found) {
    const names = missing();
    if (names.includes("beta")) {
        found.append(names);
        everybody_here.clear();
    } else {
        const again = threading.Timer(INTERVAL, wait_for_missing, [found]);
        again.start();
        again.join();
    }
}

for (const name of ["alpha", "beta", "gamma"]) {
    new Node(name);
}
const listener = threading.Thread({ target: listen, args: [new Set(["alpha", "beta", "gamma"])] });
listener.start();
for (const node of Node.instances) {
    node.start();
}
console.log("all here:", everybody_here.wait(10) ? "True" : "False");
Node.instances[1].stop();
const found = shared.list();
wait_for_missing(found);
console.log("beta is missing:", found[0].includes("beta") ? "True" : "False");
for (const node of [Node.instances[0], Node.instances[2]]) {
    node.stop();
}
const sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM);
sock.sendto(Buffer.from("stop"), monitor.getsockname());
sock.close();
listener.join();
monitor.close();
