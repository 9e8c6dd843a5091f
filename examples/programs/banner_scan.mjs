/** Banners of services, found with an executor: bound methods, lambdas, as_completed, retries, an initializer. */
import * as socket from "pysocket";
import { ConnectionError, OSError } from "pysocket/builtins";
import { as_completed, FIRST_COMPLETED, ThreadPoolExecutor, wait } from "pysocket/concurrent/futures";
import * as threading from "pysocket/threading";

const settings = threading.local();
settings.prefix = "?";

function set_prefix(text) {
    settings.prefix = text;
}

function retry(times) {
    return (method) =>
        function wrapper(...args) {
            let failure;
            for (let attempt = 1; attempt <= times; attempt++) {
                try {
                    return method.apply(this, args);
                } catch (error) {
                    if (!(error instanceof ConnectionError)) throw error;
                    this.failures += 1;
                    failure = error;
                }
            }
            throw failure;
        };
}

class Service {
    static count = 0;

    constructor(banner) {
        Service.count += 1;
        this.banner = banner;
        this.listener = socket.create_server(["127.0.0.1", 0]);
        this.thread = threading.Thread({ target: this._serve.bind(this), daemon: true });
        this.thread.start();
    }

    get port() {
        return this.listener.getsockname()[1];
    }

    _serve() {
        try {
            while (true) {
                const [conn] = this.listener.accept();
                conn.sendall(Buffer.from(this.banner));
                conn.close();
            }
        } catch (error) {
            if (!(error instanceof OSError)) throw error;
        }
    }

    close() {
        this.listener.shutdown(socket.SHUT_RDWR);
        this.listener.close();
        this.thread.join();
    }
}

class Scanner {
    constructor(host) {
        this.host = host;
        this.failures = 0;
    }

    banner = retry(2)(function banner(port) {
        const sock = socket.create_connection([this.host, port], 10);
        let data = Buffer.alloc(0);
        try {
            let chunk;
            while ((chunk = sock.recv(8)).length > 0) {
                data = Buffer.concat([data, chunk]);
            }
        } finally {
            sock.close();
        }
        return `${settings.prefix} ${data} after ${this.failures}`;
    });
}

class ClosedPort {
    enter() {
        this.sock = socket.socket();
        this.sock.bind(["127.0.0.1", 0]);
        return this.sock.getsockname()[1];
    }

    exit() {
        this.sock.close();
    }
}

const services = [..."abc"].map((letter) => new Service(`service ${letter}`));
console.log("services:", Service.count);
const scanner = new Scanner("127.0.0.1");
const manager = new ClosedPort();
const closed = manager.enter();
const pool = ThreadPoolExecutor(2, { initializer: set_prefix, initargs: [">"] });
try {
    const futures = new Map(
        services.map((service) => [pool.submit(scanner.banner.bind(scanner), service.port), service.banner]),
    );
    const [done] = wait(futures.keys(), { return_when: FIRST_COMPLETED });
    console.log("some are done:", [...done].length > 0 ? "True" : "False");
    for (const future of [...as_completed(futures.keys())].sort((a, b) =>
        futures.get(a) < futures.get(b) ? -1 : 1,
    )) {
        console.log(future.result(), "is that of", futures.get(future));
    }
    const refused = pool.submit(scanner.banner.bind(scanner), closed);
    console.log(refused.exception().constructor.name);
    const finished = threading.Event();
    refused.add_done_callback((_future) => finished.set());
    console.log(finished.wait(10) ? "True" : "False");
    console.log(
        `[${[...pool.map((service) => service.banner.toUpperCase(), services)].map((each) => `'${each}'`).join(", ")}]`,
    );
} finally {
    pool.shutdown();
    manager.exit();
}
for (const service of services) {
    service.close();
}
console.log("prefix here:", settings.prefix);
