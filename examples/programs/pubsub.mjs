/** A broker of messages: topics, subscribers with callbacks, a dispatcher thread, conditions and a clean end. */
import * as socket from "pysocket";
import { OSError } from "pysocket/builtins";
import * as queue from "pysocket/queue";
import * as shared from "pysocket/shared";
import * as threading from "pysocket/threading";

const matches = (topic, pattern) =>
    new RegExp(`^${pattern.replaceAll(".", "\\.").replaceAll("*", ".*")}$`).test(topic);

/** Passes on what clients publish to those that have subscribed to a pattern. */
class Broker {
    constructor() {
        this.listener = socket.create_server(["127.0.0.1", 0]);
        this.subscriptions = shared.list();
        this.changed = threading.Condition();
        this.outgoing = queue.Queue();
    }

    get address() {
        return this.listener.getsockname();
    }

    *running() {
        const dispatcher = threading.Thread({ target: this.dispatch.bind(this) });
        const acceptor = threading.Thread({ target: this.accept.bind(this), daemon: true });
        dispatcher.start();
        acceptor.start();
        try {
            yield this;
        } finally {
            this.outgoing.put(null);
            dispatcher.join();
            this.listener.shutdown(socket.SHUT_RDWR);
            acceptor.join();
            this.listener.close();
        }
    }

    accept() {
        while (true) {
            let conn;
            try {
                [conn] = this.listener.accept();
            } catch (error) {
                if (!(error instanceof OSError)) throw error;
                return;
            }
            threading.Thread({ target: () => this.serve(conn), daemon: true }).start();
        }
    }

    serve(conn) {
        const reader = conn.makefile("r");
        const commands = { SUB: this.subscribe.bind(this), PUB: this.publish.bind(this) };
        for (const line of reader) {
            const [, verb, rest] = /^(\w+) (.*)$/.exec(line.trimEnd());
            commands[verb](conn, rest);
        }
        this.changed.acquire();
        try {
            for (const entry of [...this.subscriptions].filter((each) => each[1] === conn)) {
                this.subscriptions.remove(entry);
            }
            this.changed.notify_all();
        } finally {
            this.changed.release();
        }
        reader.close();
        conn.close();
    }

    subscribe(conn, pattern) {
        this.changed.acquire();
        try {
            this.subscriptions.append([pattern, conn]);
            this.changed.notify_all();
        } finally {
            this.changed.release();
        }
    }

    publish(_, rest) {
        const [, topic, text] = /^(\S+) (.*)$/.exec(rest);
        this.outgoing.put([topic, text]);
    }

    dispatch() {
        let sent = 0;
        let message;
        while ((message = this.outgoing.get()) !== null) {
            const [topic, text] = message;
            let targets;
            this.changed.acquire();
            try {
                targets = [...this.subscriptions].filter(([pattern]) => matches(topic, pattern));
            } finally {
                this.changed.release();
            }
            for (const [, conn] of targets) {
                conn.sendall(Buffer.from(`${topic}: ${text}\n`));
                sent += 1;
            }
        }
        console.log("sent", sent);
    }

    wait_for(count) {
        this.changed.acquire();
        try {
            this.changed.wait_for(() => this.subscriptions.length === count);
        } finally {
            this.changed.release();
        }
    }
}

class Subscriber extends threading.Thread {
    constructor(address, pattern, expected, on_message) {
        super();
        this.sock = socket.create_connection(address);
        this.lines = this.sock.makefile("r");
        this.sock.sendall(Buffer.from(`SUB ${pattern}\n`));
        this.expected = expected;
        this.on_message = on_message;
    }

    run() {
        for (let _ = 0; _ < this.expected; _++) {
            const [topic, text] = this.lines.readline().trim().split(": ");
            this.on_message(topic, text);
        }
        this.lines.close();
        this.sock.close();
    }
}

const received = queue.Queue();
for (const broker of new Broker().running()) {
    const subscribers = [
        new Subscriber(broker.address, "weather.*", 2, (topic, text) =>
            received.put(["weather", topic, text]),
        ),
        new Subscriber(broker.address, "*.paris", 1, (topic, text) => received.put(["paris", topic, text])),
    ];
    for (const subscriber of subscribers) {
        subscriber.start();
    }
    broker.wait_for(2);
    const publisher = socket.create_connection(broker.address);
    try {
        for (const [topic, text] of [
            ["weather.oslo", "rain"],
            ["news.oslo", "nothing"],
            ["weather.paris", "sun, 20°C"],
        ]) {
            publisher.sendall(Buffer.from(`PUB ${topic} ${text}\n`));
        }
        for (const subscriber of subscribers) {
            subscriber.join();
        }
    } finally {
        publisher.close();
    }
    broker.wait_for(0);
}
for (const each of Array.from({ length: 3 }, () => received.get()).sort()) {
    console.log(...each);
}
