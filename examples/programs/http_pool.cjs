/** An HTTP server with a fixed pool of threads that all accept: routes by decorator, cookies, a counter with a lock. */
const { STATUS_CODES } = require("node:http");
const socket = require("pysocket");
const { Exception, int, OSError } = require("pysocket/builtins");
const shared = require("pysocket/shared");
const threading = require("pysocket/threading");

const POOL = 3;
const routes = [];
const sessions = shared.dict();
const lock = threading.Lock();
const requests_served = shared.Value(null, "i", 0);

class HTTPError extends Exception {
    constructor(status) {
        super(STATUS_CODES[status]);
        this.status = status;
    }
}

class Request {
    constructor(method, target, headers, body) {
        this.method = method;
        [this.path, this.query_string = ""] = target.split("?");
        this.headers = headers;
        this.body = body;
    }

    get query() {
        return Object.fromEntries(new URLSearchParams(this.query_string));
    }

    static read(stream) {
        let line = stream.readline().toString("latin1").trim();
        if (line === "") {
            return null;
        }
        const [method, target] = line.split(" ");
        const headers = {};
        while ((line = stream.readline().toString("latin1").trim()) !== "") {
            const [name, value] = line.split(": ");
            headers[name.toLowerCase()] = value;
        }
        const body = stream.read(int(headers["content-length"] ?? "0"));
        return new this(method, target, headers, body);
    }
}

function route(method, pattern) {
    return (func) => {
        routes.push([method, new RegExp(pattern), func]);
        return func;
    };
}

route(
    "GET",
    "^/$",
)(function index(_request) {
    return ["text/plain", "welcome"];
});

route(
    "GET",
    "^/hello/(\\w+)$",
)(function hello(request, name) {
    const times = int(request.query.times ?? "1");
    return ["text/plain", Array.from({ length: times }, () => `hello ${name}`).join(" ")];
});

route(
    "POST",
    "^/sessions/(\\w+)$",
)(function store(request, name) {
    let count;
    lock.acquire();
    try {
        sessions.set(name, JSON.parse(request.body));
        count = sessions.size;
    } finally {
        lock.release();
    }
    return ["application/json", JSON.stringify({ stored: name, count })];
});

route(
    "GET",
    "^/sessions/(\\w+)$",
)(function load(_request, name) {
    lock.acquire();
    try {
        if (!sessions.has(name)) {
            throw new HTTPError(404);
        }
        return ["application/json", JSON.stringify(sessions.get(name))];
    } finally {
        lock.release();
    }
});

route(
    "GET",
    "^/fail$",
)(function broken(request) {
    return request.nothing.at(0);
});

function dispatch(request) {
    for (const [method, pattern, func] of routes) {
        const match = pattern.exec(request.path);
        if (method === request.method && match) {
            return func(request, ...match.slice(1));
        }
    }
    throw new HTTPError(404);
}

function respond(request) {
    lock.acquire();
    try {
        requests_served.value += 1;
    } finally {
        lock.release();
    }
    let [status, kind, text] = [200, "text/plain", ""];
    try {
        [kind, text] = dispatch(request);
    } catch (error) {
        if (error instanceof HTTPError) {
            [status, text] = [error.status, error.message];
        } else {
            [status, text] = [500, "the server has failed"];
        }
    }
    const body = Buffer.from(text);
    const head = `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nContent-Type: ${kind}\r\nContent-Length: ${body.length}\r\n\r\n`;
    return Buffer.concat([Buffer.from(head), body]);
}

function work(listener) {
    while (true) {
        let conn;
        try {
            [conn] = listener.accept();
        } catch (error) {
            if (!(error instanceof OSError)) throw error;
            return;
        }
        const stream = conn.makefile("rb");
        try {
            let request;
            while ((request = Request.read(stream)) !== null) {
                conn.sendall(respond(request));
            }
        } finally {
            stream.close();
            conn.close();
        }
    }
}

function fetch(address, line, { body = Buffer.alloc(0) } = {}) {
    const sock = socket.create_connection(address);
    try {
        const head = [line, `Content-Length: ${body.length}`, "", ""].join("\r\n");
        sock.sendall(Buffer.concat([Buffer.from(head), body]));
        sock.shutdown(socket.SHUT_WR);
        const [answer, content] = sock.makefile("rb").read().toString().split("\r\n\r\n");
        console.log(answer.split("\r\n")[0], "|", content);
    } finally {
        sock.close();
    }
}

const listener = socket.create_server(["127.0.0.1", 0], { backlog: 16 });
const pool = Array.from({ length: POOL }, () =>
    threading.Thread({ target: work, args: [listener], daemon: true }),
);
for (const thread of pool) {
    thread.start();
}
const address = listener.getsockname();
fetch(address, "GET / HTTP/1.1");
fetch(address, "GET /hello/ada?times=2 HTTP/1.1");
fetch(address, "POST /sessions/one HTTP/1.1", { body: Buffer.from(JSON.stringify({ items: [1, 2] })) });
fetch(address, "GET /sessions/one HTTP/1.1");
fetch(address, "GET /sessions/two HTTP/1.1");
fetch(address, "GET /fail HTTP/1.1");
listener.shutdown(socket.SHUT_RDWR);
listener.close();
for (const thread of pool) {
    thread.join();
}
console.log("served", requests_served.value, "of", routes.length, "routes");
