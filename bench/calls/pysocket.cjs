const socket = require("pysocket");
const struct = require("pysocket/struct");
const { closing, serve } = require("../runtime/peer.cjs");

const data = Buffer.alloc(64);

function sendto_recvfrom() {
    const first = socket.socket(socket.AF_INET, socket.SOCK_DGRAM);
    const second = socket.socket(socket.AF_INET, socket.SOCK_DGRAM);
    first.bind(["127.0.0.1", 0]);
    second.bind(["127.0.0.1", 0]);
    const address = second.getsockname();
    const run = (count) => {
        for (let done = 0; done < count; done++) {
            first.sendto(data, address);
            second.recvfrom(2048);
        }
    };
    return { run, close: closing(first, second) };
}

function sendmsg_recvmsg() {
    const [first, second] = socket.socketpair();
    const run = (count) => {
        for (let done = 0; done < count; done++) {
            first.sendmsg([data]);
            second.recvmsg(2048);
        }
    };
    return { run, close: closing(first, second) };
}

function listening() {
    const listener = socket.create_server(["127.0.0.1", 0]);
    // An accepted socket inherits the option, so that no port stays in TIME_WAIT.
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0));
    return listener;
}

function connect_accept() {
    const listener = listening();
    const address = listener.getsockname();
    const run = (count) => {
        for (let done = 0; done < count; done++) {
            const client = socket.socket();
            client.connect(address);
            const [accepted] = listener.accept();
            accepted.close();
            client.close();
        }
    };
    return { run, close: () => listener.close() };
}

function getsockname() {
    const listener = listening();
    const run = (count) => {
        for (let done = 0; done < count; done++) listener.getsockname();
    };
    return { run, close: () => listener.close() };
}

function setsockopt() {
    const listener = listening();
    const run = (count) => {
        for (let done = 0; done < count; done++)
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1);
    };
    return { run, close: () => listener.close() };
}

function socket_close() {
    const run = (count) => {
        for (let done = 0; done < count; done++) socket.socket().close();
    };
    return { run, close: () => {} };
}

serve({ sendto_recvfrom, sendmsg_recvmsg, getsockname, connect_accept, socket_close, setsockopt });
