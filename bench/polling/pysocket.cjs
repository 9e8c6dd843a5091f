const assert = require("node:assert/strict");
const socket = require("pysocket");
const module_ = require("pysocket/select");
const { closing, serve } = require("../runtime/peer.cjs");

function sockets(count) {
    const waiting = Array.from({ length: count - 1 }, () => socket.socket(socket.AF_INET, socket.SOCK_DGRAM));
    const [ready, peer] = socket.socketpair();
    peer.send(Buffer.from("x"));
    waiting.push(ready);
    return [waiting, peer];
}

function select(count) {
    const [waiting, peer] = sockets(Number(count));
    const run = (times) => {
        for (let done = 0; done < times; done++) {
            const [readable] = module_.select(waiting, [], []);
            if (readable.length !== 1) assert.fail();
        }
    };
    return { run, close: closing(...waiting, peer) };
}

function registered(poller, event, count, ...closed) {
    const [waiting, peer] = sockets(Number(count));
    for (const each of waiting) poller.register(each, event);
    const run = (times) => {
        for (let done = 0; done < times; done++) if (poller.poll().length !== 1) assert.fail();
    };
    return { run, close: closing(...waiting, peer, ...closed) };
}

function poll(count) {
    return registered(module_.poll(), module_.POLLIN, count);
}

function epoll(count) {
    const poller = module_.epoll();
    return registered(poller, module_.EPOLLIN, count, poller);
}

serve({ select, poll, epoll });
