import { BlockingIOError, ConnectionError, ValueError } from "../python/exceptions";
import { repr } from "../python/repr";
import { AF_INET, AF_INET6, SOCK_STREAM } from "./constants";
import { socket } from "./socket-class";

/**
 * Implements `socketpair()` where socketpair(2) is missing, with two sockets connected over the loopback
 * device. Raises `ValueError` for anything but TCP, and `ConnectionError` if another program connected first.
 */
export function fallbackSocketpair(family: number, type: number, proto: number): [socket, socket] {
    if (family !== AF_INET && family !== AF_INET6)
        throw new ValueError("Only AF_INET and AF_INET6 socket address families are supported");
    if (type !== SOCK_STREAM) throw new ValueError("Only SOCK_STREAM socket type is supported");
    if (proto !== 0) throw new ValueError("Only protocol zero is supported");
    const pair = connect(family);
    try {
        checkPeers(...pair);
    } catch (error) {
        for (const each of pair) each.close();
        throw error;
    }
    return pair;
}

function connect(family: number): [server: socket, client: socket] {
    using listening = new socket(family);
    listening.bind([family === AF_INET ? "127.0.0.1" : "::1", 0]);
    listening.listen();
    const [host, port] = listening.getsockname();
    const client = new socket(family);
    try {
        // One thread connects and accepts, so it must not wait in connect().
        client.setblocking(false);
        try {
            client.connect([host, port]);
        } catch (error) {
            if (!(error instanceof BlockingIOError)) throw error;
        }
        client.setblocking(true);
        return [listening.accept()[0], client];
    } catch (error) {
        client.close();
        throw error;
    }
}

/** Raises `ConnectionError` if another program, which could know the port, has connected instead. */
function checkPeers(server: socket, client: socket): void {
    const isSame = (one: unknown, other: unknown) => repr(one) === repr(other);
    if (
        !isSame(server.getsockname(), client.getpeername()) ||
        !isSame(client.getsockname(), server.getpeername())
    )
        throw new ConnectionError("Unexpected peer connection");
}
