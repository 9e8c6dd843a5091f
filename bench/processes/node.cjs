// node:net and node:dgram.
const { spawn } = require("node:child_process");
const { createSocket } = require("node:dgram");
const { once } = require("node:events");
const { connect, createServer } = require("node:net");
const { serve } = require("../runtime/peer.cjs");

function answer(connection) {
    connection.on("data", (data) => connection.write(data));
}

function swallow(connection, size) {
    let left = 0;
    connection.on("data", (data) => {
        let rest = data;
        if (left === 0) {
            left = rest.readDoubleLE() * size;
            rest = rest.subarray(8);
        }
        left -= rest.length;
        if (left === 0) connection.write("x");
    });
}

async function connected(partner, size) {
    const listener = createServer();
    listener.listen(0, "127.0.0.1");
    await once(listener, "listening");
    const args = [__filename, partner, listener.address().port, size];
    spawn(process.execPath, args, { stdio: ["ignore", "ignore", "inherit"] });
    const [connection] = await once(listener, "connection");
    listener.close();
    connection.setNoDelay(true);
    return connection;
}

async function ping_pong(length) {
    const size = Number(length);
    const connection = await connected("answer", size);
    const data = Buffer.alloc(size);
    const run = (count) =>
        new Promise((resolve) => {
            let [received, left] = [0, count];
            const take = (chunk) => {
                received += chunk.length;
                if (received < size) return;
                received = 0;
                if (--left > 0) return connection.write(data);
                connection.off("data", take);
                resolve();
            };
            connection.on("data", take);
            connection.write(data);
        });
    return { run, close: () => connection.destroy() };
}

async function bulk(length) {
    const size = Number(length);
    const connection = await connected("swallow", size);
    const data = Buffer.alloc(size);
    const head = Buffer.alloc(8);
    const run = async (count) => {
        const answered = once(connection, "data");
        head.writeDoubleLE(count);
        connection.write(head);
        for (let done = 0; done < count; done++) if (!connection.write(data)) await once(connection, "drain");
        await answered;
    };
    return { run, close: () => connection.destroy() };
}

async function datagrams() {
    const receiver = createSocket("udp4");
    receiver.bind(0, "127.0.0.1");
    await once(receiver, "listening");
    receiver.setRecvBufferSize(1 << 20);
    const flood = spawn(process.env.BENCH_FLOOD, [receiver.address().port], { stdio: "inherit" });
    const run = (count) =>
        new Promise((resolve) => {
            let left = count;
            const take = () => {
                if (--left > 0) return;
                receiver.off("message", take);
                resolve();
            };
            receiver.on("message", take);
        });
    const close = () => {
        flood.kill("SIGKILL");
        receiver.close();
    };
    return { run, close };
}

if (process.argv.length > 2) {
    const [, , partner, port, size] = process.argv;
    const other = connect({ port: Number(port), host: "127.0.0.1", noDelay: true });
    ({ answer, swallow })[partner](other, Number(size));
} else {
    serve({ ping_pong, bulk, datagrams });
}
