const { spawn } = require("node:child_process");
const socket = require("pysocket");
const { serve } = require("../runtime/peer.cjs");

function receiveAll(connection, target, length) {
    for (let left = length; left > 0; ) {
        const received = connection.recv_into(target, Math.min(left, target.length));
        if (received === 0) return false;
        left -= received;
    }
    return true;
}

function answer(connection, size) {
    const target = Buffer.alloc(size);
    while (receiveAll(connection, target, size)) connection.sendall(target);
}

function swallow(connection, size) {
    const target = Buffer.alloc(size);
    for (;;) {
        const head = connection.recv(8, socket.MSG_WAITALL);
        if (head.length === 0) return;
        receiveAll(connection, target, head.readDoubleLE() * size);
        connection.send(Buffer.from("x"));
    }
}

function connected(partner, size) {
    const listener = socket.create_server(["127.0.0.1", 0]);
    const args = [__filename, partner, listener.getsockname()[1], size];
    spawn(process.execPath, args, { stdio: ["ignore", "ignore", "inherit"] });
    const [connection] = listener.accept();
    listener.close();
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1);
    return connection;
}

function ping_pong(length) {
    const size = Number(length);
    const connection = connected("answer", size);
    const [data, target] = [Buffer.alloc(size), Buffer.alloc(size)];
    const run = (count) => {
        for (let done = 0; done < count; done++) {
            connection.sendall(data);
            receiveAll(connection, target, size);
        }
    };
    return { run, close: () => connection.close() };
}

function bulk(length) {
    const size = Number(length);
    const connection = connected("swallow", size);
    const data = Buffer.alloc(size);
    const head = Buffer.alloc(8);
    const run = (count) => {
        head.writeDoubleLE(count);
        connection.sendall(head);
        for (let done = 0; done < count; done++) connection.sendall(data);
        connection.recv(1);
    };
    return { run, close: () => connection.close() };
}

function datagrams() {
    const receiver = socket.socket(socket.AF_INET, socket.SOCK_DGRAM);
    receiver.bind(["127.0.0.1", 0]);
    receiver.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1 << 20);
    const flood = spawn(process.env.BENCH_FLOOD, [receiver.getsockname()[1]], { stdio: "inherit" });
    const run = (count) => {
        for (let done = 0; done < count; done++) receiver.recvfrom(2048);
    };
    const close = () => {
        flood.kill("SIGKILL");
        receiver.close();
    };
    return { run, close };
}

if (process.argv.length > 2) {
    const [, , partner, port, size] = process.argv;
    const other = socket.create_connection(["127.0.0.1", Number(port)]);
    other.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1);
    ({ answer, swallow })[partner](other, Number(size));
    other.close();
} else {
    serve({ ping_pong, bulk, datagrams });
}
