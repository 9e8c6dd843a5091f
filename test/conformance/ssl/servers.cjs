// Servers of the tests, which run in other threads.
const ssl = require("pysocket/ssl");
const threading = require("pysocket/threading");
const { OSError } = require("pysocket/builtins");

/** Answers a client in lower case until it says "over"; some lines are commands. */
function converse(plain, context, log, options) {
    let conn = options.starttls ? plain : secure(plain, context, options);
    try {
        if (!options.starttls) note(conn, log);
        for (;;) {
            const message = conn.recv(1024);
            const line = message.toString().trim();
            if (message.length === 0 || line === "over") break;
            if (line === "STARTTLS") {
                conn.sendall(Buffer.from("OK\n"));
                conn = secure(conn, context, options);
            } else if (line === "ENDTLS") {
                conn.sendall(Buffer.from("OK\n"));
                conn = conn.unwrap();
            } else conn.sendall(answerOf(conn, line, message));
        }
    } finally {
        conn.close();
    }
}

function secure(plain, context, options) {
    return context.wrap_socket(plain, { server_side: true, ...options.wrapping });
}

function note(conn, log) {
    log.put({
        version: conn.version(),
        cipher: conn.cipher(),
        peer: conn.getpeercert(),
        alpn: conn.selected_alpn_protocol(),
        ciphers: conn.shared_ciphers(),
        reused: conn.session_reused,
    });
}

function answerOf(conn, line, message) {
    switch (line) {
        case "CB tls-unique":
            return Buffer.from(`${conn.get_channel_binding("tls-unique").toString("hex")}\n`);
        case "PHA":
            try {
                conn.verify_client_post_handshake();
                return Buffer.from("OK\n");
            } catch (error) {
                return Buffer.from(`${error.message}\n`);
            }
        case "HASCERT":
            return Buffer.from(conn.getpeercert() === null ? "FALSE\n" : "TRUE\n");
        case "GETCERT":
            return Buffer.from(`${JSON.stringify(conn.getpeercert())}\n`);
        case "VERIFIEDCHAIN":
            return Buffer.from(`${conn.get_verified_chain().length}\n`);
        case "UNVERIFIEDCHAIN":
            return Buffer.from(`${conn.get_unverified_chain().length}\n`);
        default:
            return Buffer.from(message.toString("latin1").toLowerCase(), "latin1");
    }
}

/** Serves one client after the other, until the socket is closed. */
function serve(listening, context, log, options) {
    for (;;) {
        let accepted;
        try {
            [accepted] = listening.accept();
        } catch (error) {
            if (error instanceof OSError && listening.fileno() < 0) return;
            throw error;
        }
        try {
            converse(accepted, context, log, options);
        } catch (error) {
            accepted.close();
            log.put({ error: error.message, name: error.name });
        }
    }
}

function startServer(listening, context, log, options) {
    const thread = new threading.Thread({ target: serve, args: [listening, context, log, options] });
    thread.start();
    return thread;
}

/** Accepts TCP connections and closes them at once. */
function hangUp(listening) {
    const [conn] = listening.accept();
    conn.close();
}

function start(target, ...args) {
    const thread = new threading.Thread({ target, args });
    thread.start();
    return thread;
}

/** Connects and does a handshake that may fail; then waits for the end. */
function connectTo(address, context, options) {
    const plain = require("pysocket").create_connection(address);
    try {
        const conn = context.wrap_socket(plain, options);
        conn.sendall(Buffer.from("data"));
        conn.recv();
        conn.close();
    } catch (error) {
        if (!(error instanceof ssl.SSLError || error instanceof OSError)) throw error;
        plain.close();
    }
}

module.exports = { startServer, start, hangUp, connectTo };
