/** Calls of procedures by JSON lines: a registry filled by a decorator, keyword arguments, errors by class, partial. */
const socket = require("pysocket");
const { Exception, PermissionError } = require("pysocket/builtins");
const { ThreadPoolExecutor, as_completed } = require("pysocket/concurrent/futures");
const shared = require("pysocket/shared");
const threading = require("pysocket/threading");

const registry = {};
const lock = threading.Lock();
const LIMITS = { depth: 3 };

class RemoteError extends Exception {}

function procedure(name = null) {
    return (func) => {
        registry[name ?? func.name] = func;
        return func;
    };
}

function limited(func) {
    const calls = shared.Value(null, "i", 0);

    function wrapper(...args) {
        lock.acquire();
        try {
            calls.value += 1;
            if (calls.value > LIMITS.depth) {
                throw new PermissionError(`${func.name} was called ${calls.value} times`);
            }
        } finally {
            lock.release();
        }
        return func(...args);
    }

    return Object.defineProperty(Object.assign(wrapper, { wrapped: func }), "name", { value: func.name });
}

const power = procedure()(function power(base, ...rest) {
    const { exponent = 2 } = typeof rest.at(-1) === "object" ? rest.at(-1) : { exponent: rest[0] };
    return base ** exponent;
});

procedure("text.reverse")(function reverse(text) {
    return [...text].reverse().join("");
});

procedure()(
    limited(function factorial(number) {
        return number < 2 ? 1 : number * registry.factorial.wrapped(number - 1);
    }),
);

class Account {
    constructor(owner, balance = 0) {
        [this.owner, this.balance] = [owner, balance];
    }

    describe({ currency = "EUR" } = {}) {
        return { owner: this.owner, balance: `${this.balance} ${currency}` };
    }
}

const account = new Account("Ada", 12);
registry.account = account.describe.bind(account);
registry.cube = (...args) => power(...args, { exponent: 3 });

function answer(request) {
    try {
        const func = registry[request.method];
        if (func === undefined) throw new (require("pysocket/builtins").KeyError)(request.method);
        return {
            result: func(
                ...request.args,
                ...(Object.keys(request.kwargs).length > 0 ? [request.kwargs] : []),
            ),
        };
    } catch (error) {
        return { error: error.constructor.name, text: error.message.replaceAll("'", "") };
    }
}

function serve(conn) {
    const stream = conn.makefile("rw");
    try {
        for (const line of stream) {
            stream.write(`${JSON.stringify(answer(JSON.parse(line)))}\n`);
            stream.flush();
        }
    } finally {
        stream.close();
        conn.close();
    }
}

function accept(server, clients) {
    for (let number = 0; number < clients; number++) {
        const [conn] = server.accept();
        threading.Thread({ target: serve, args: [conn], name: `client ${number}` }).start();
    }
}

class Client {
    constructor(address) {
        this.sock = socket.create_connection(address);
        this.stream = this.sock.makefile("rw");
        return new Proxy(this, { get: (target, name) => target[name] ?? target.call.bind(target, name) });
    }

    call(name, ...args) {
        const kwargs = typeof args.at(-1) === "object" ? args.pop() : {};
        const request = { method: name, args, kwargs };
        this.stream.write(`${JSON.stringify(request)}\n`);
        this.stream.flush();
        const reply = JSON.parse(this.stream.readline());
        if ("error" in reply) {
            throw new RemoteError(`${reply.error}: ${reply.text}`);
        }
        return reply.result;
    }

    close() {
        this.stream.close();
        this.sock.close();
    }
}

const server = socket.create_server(["127.0.0.1", 0]);
const accepting = threading.Thread({ target: accept, args: [server, 2] });
accepting.start();
const client = new Client(server.getsockname());
console.log(client.power(7), client.power(2, { exponent: 10 }), client.cube(3));
console.log(client["text.reverse"]("drawer"), client.account({ currency: "USD" }).balance);
for (let number = 0; number < 4; number++) {
    try {
        console.log(client.factorial(number + 2));
    } catch (error) {
        if (!(error instanceof RemoteError)) throw error;
        console.log("refused,", error.message);
    }
}
try {
    client.nothing();
} catch (error) {
    if (!(error instanceof RemoteError)) throw error;
    console.log(error.message);
}
client.close();

function compute(address, number) {
    const other = new Client(address);
    try {
        return [number, other.power(number)];
    } finally {
        other.close();
    }
}

const pool = ThreadPoolExecutor({ max_workers: 2 });
const future = pool.submit(compute, server.getsockname(), 9);
console.log(`[${[...as_completed([future])].map((each) => `(${each.result().join(", ")})`).join(", ")}]`);
pool.shutdown();
accepting.join();
server.close();
