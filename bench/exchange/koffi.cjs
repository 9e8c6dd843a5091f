// libc's own functions, called by koffi. It cannot return new memory, so that is allocated here.
const koffi = require("koffi");
const { serve } = require("../runtime/peer.cjs");

const libc = koffi.load("libc.so.6");
const socketpair = libc.func("int socketpair(int, int, int, _Out_ int *)");
const send = libc.func("long send(int, const uint8_t *, size_t, int)");
const recvInto = libc.func("long recv(int, _Out_ uint8_t *, size_t, int)");
const closeDescriptor = libc.func("int close(int)");
const AF_UNIX = 1;
const SOCK_STREAM = 1;

function exchange(family, length, receive) {
    if (family !== "unix") throw new Error("UNIX sockets alone");
    const pair = [0, 0];
    if (socketpair(AF_UNIX, SOCK_STREAM, 0, pair) < 0) throw new Error("socketpair");
    const [first, second] = pair;
    const size = Number(length);
    const data = Buffer.alloc(size);
    const run = (count) => {
        for (let done = 0; done < count; done++) {
            send(first, data, size, 0);
            for (let left = size; left > 0; ) left -= receive(second);
        }
    };
    const close = () => {
        closeDescriptor(first);
        closeDescriptor(second);
    };
    return { run, close };
}

function recv_into(family, length) {
    const target = Buffer.alloc(Number(length));
    return exchange(family, length, (descriptor) => Number(recvInto(descriptor, target, target.length, 0)));
}

function recv(family, length, room = length) {
    return exchange(family, length, (descriptor) => {
        const fresh = Buffer.allocUnsafe(Number(room));
        return fresh.subarray(0, Number(recvInto(descriptor, fresh, fresh.length, 0))).length;
    });
}

serve({ recv_into, recv });
