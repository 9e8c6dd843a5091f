const posix = require("posix-socket");
const { serve } = require("../runtime/peer.cjs");

function pair(family) {
    if (family === "unix") throw new Error("it has no socketpair()");
    const address = { sin_family: posix.AF_INET, sin_port: 0, sin_addr: "127.0.0.1" };
    const listener = posix.socket(posix.AF_INET, posix.SOCK_STREAM, 0);
    // It has no getsockname() to tell which port was chosen.
    for (let port = 40000; ; port++) {
        address.sin_port = port;
        try {
            posix.bind(listener, address);
            break;
        } catch (error) {
            if (port === 60000) throw error;
        }
    }
    posix.listen(listener, 1);
    const first = posix.socket(posix.AF_INET, posix.SOCK_STREAM, 0);
    posix.connect(first, address);
    const second = posix.accept(listener, {});
    posix.close(listener);
    return [first, second];
}

function exchange(family, length, receive) {
    const [first, second] = pair(family);
    const size = Number(length);
    const data = new ArrayBuffer(size);
    const run = (count) => {
        for (let done = 0; done < count; done++) {
            posix.send(first, data, size, 0);
            for (let left = size; left > 0; ) left -= receive(second);
        }
    };
    const close = () => {
        posix.close(first);
        posix.close(second);
    };
    return { run, close };
}

function recv_into(family, length) {
    const target = new ArrayBuffer(Number(length));
    return exchange(family, length, (descriptor) => posix.recv(descriptor, target, target.byteLength, 0));
}

function recv(family, length, room = length) {
    return exchange(family, length, (descriptor) => {
        const fresh = new ArrayBuffer(Number(room));
        return new Uint8Array(fresh, 0, posix.recv(descriptor, fresh, fresh.byteLength, 0)).length;
    });
}

serve({ recv_into, recv });
