// Functions that the tests run in other threads.
const socket = require("pysocket");
const ssl = require("pysocket/ssl");
const { OSError } = require("pysocket/builtins");
const { Thread } = require("pysocket/threading");

function start(target, ...args) {
    const thread = new Thread({ target, args });
    thread.start();
    return thread;
}

/** Sends back what a connection sends, until its end, which may be a reset: a client need not read its tickets. */
function echo(conn) {
    try {
        for (let data = conn.recv(65536); data.length > 0; data = conn.recv(65536)) conn.sendall(data);
    } catch (error) {
        if (!(error instanceof OSError)) throw error;
    } finally {
        conn.close();
    }
}

/** Accepts TLS connections and serves each in a thread of its own, as often as told. */
function serveThreads(listening, count) {
    const threads = [];
    for (let index = 0; index < count; index++) threads.push(start(echo, listening.accept()[0]));
    for (const thread of threads) thread.join();
}

/** Accepts a TCP connection, does the handshake of the given side, and serves it. */
function serveOne(listening, context) {
    const [plain] = listening.accept();
    echo(context.wrap_socket(plain, { server_side: true }));
}

/** Connects, sends a line, and puts into a queue what came back and what the connection is like. */
function talk(address, context, hostname, results) {
    try {
        const conn = context.wrap_socket(socket.create_connection(address), { server_hostname: hostname });
        conn.sendall(Buffer.from("hello from a thread\n"));
        const answer = conn.recv(1024).toString();
        results.put({ answer, version: conn.version(), alpn: conn.selected_alpn_protocol() });
        conn.close();
    } catch (error) {
        results.put({ error: `${error.name}: ${error.message}` });
    }
}

/** Calls a method of a connection, and puts into a queue how that ended. */
function callMethod(conn, method, args, results) {
    try {
        const result = conn[method](...args);
        results.put(Buffer.isBuffer(result) ? result.length : "returned");
    } catch (error) {
        results.put(error.code ?? error.name);
    }
}

/** Receives so many bytes; puts into a queue whether each was the expected one. */
function receiveAll(conn, count, results) {
    let received = 0;
    let right = true;
    while (received < count) {
        const data = conn.recv(65536);
        if (data.length === 0) break;
        for (let index = 0; index < data.length; index++)
            right &&= data[index] === ((received + index) & 0xff);
        received += data.length;
    }
    results.put({ received, right });
}

/** Tells what a thread sees of a socket that it was passed. */
function describe(conn, results) {
    results.put({
        isSsl: conn instanceof ssl.SSLSocket,
        version: conn.version(),
        server_side: conn.server_side,
        server_hostname: conn.server_hostname,
        protocol: conn.context.protocol,
        subject: conn.getpeercert()?.subject?.at(-1)?.[0][1] ?? null,
    });
}

/** Answers with the certificate that the context's function chooses. */
function serveByName(listening, context, results) {
    const [plain] = listening.accept();
    const conn = context.wrap_socket(plain, { server_side: true });
    results.put(context.seen ?? null);
    echo(conn);
}

/** Sends bytes without TLS, and hangs up. */
function sendRaw(listening, bytes) {
    const [conn] = listening.accept();
    conn.recv(65536);
    conn.sendall(bytes);
    conn.close();
}

module.exports = {
    start,
    echo,
    serveThreads,
    serveOne,
    talk,
    callMethod,
    receiveAll,
    describe,
    serveByName,
    sendRaw,
};
