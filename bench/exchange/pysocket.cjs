const socket = require("pysocket");
const { closing, serve } = require("../runtime/peer.cjs");

function pair(family) {
    let first;
    let second;
    if (family === "unix") {
        [first, second] = socket.socketpair();
    } else {
        const listener = socket.create_server(["127.0.0.1", 0]);
        first = socket.create_connection(listener.getsockname());
        [second] = listener.accept();
        listener.close();
        first.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1);
    }
    first.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 1 << 20);
    second.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1 << 20);
    return { first, second, close: closing(first, second) };
}

function recv_into(family, length) {
    const { first, second, close } = pair(family);
    const size = Number(length);
    const data = Buffer.alloc(size);
    const target = Buffer.alloc(size);
    const run = (count) => {
        for (let done = 0; done < count; done++) {
            first.send(data);
            for (let left = size; left > 0; ) left -= second.recv_into(target);
        }
    };
    return { run, close };
}

function recv(family, length, bufsize = length) {
    const { first, second, close } = pair(family);
    const size = Number(length);
    const room = Number(bufsize);
    const data = Buffer.alloc(size);
    const run = (count) => {
        for (let done = 0; done < count; done++) {
            first.send(data);
            for (let left = size; left > 0; ) left -= second.recv(room).length;
        }
    };
    return { run, close };
}

serve({ recv_into, recv });
