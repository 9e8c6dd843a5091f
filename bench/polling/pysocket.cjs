const assert = require("node:assert/strict");
const socket = require("pysocket");
const module_ = require("pysocket/select");
const { serve } = require("../runtime/peer.cjs");

function sockets(count) {
    const waiting = Array.from({ length: count - 1 }, () => socket.socket(socket.AF_INET, socket.SOCK_DGRAM));
    const [ready, peer] = socket.socketpair();
    peer.send(Buffer.from("x"));
    waiting.push(ready);
    return [waiting, peer];
}

function closing(...closed) {
    return () => {
        for (const each of closed) each.close();
    };
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

function poll(count) {
    const [waiting, peer] = sockets(Number(count));
    const poller = module_.poll();
    for (const each of waiting) poller.register(each, module_.POLLIN);
    const run = (times) => {
        for (let done = 0; done < times; done++) if (poller.poll().length !== 1) assert.fail();
    };
    return { run, close: closing(...waiting, peer) };
}

function epoll(count) {
    const [waiting, peer] = sockets(Number(count));
    const poller = module_.epoll();
    for (const each of waiting) poller.register(each, module_.EPOLLIN);
    const run = (times) => {
        for (let done = 0; done < times; done++) if (poller.poll().length !== 1) assert.fail();
    };
    return { run, close: closing(...waiting, peer, poller) };
}

serve({ select, poll, epoll });
