import assert from "node:assert/strict";
import * as queue from "pysocket/queue";
import type * as socketserver from "pysocket/socketserver";
import * as threading from "pysocket/threading";

const { pair, server, passOn } = require("../fixtures/circles.cjs") as {
    pair(): threading.Thread & { peer: { peer: object } };
    server(): socketserver.TCPServer;
    passOn(kind: string, object: object): string;
};

describe("values in a circle", () => {
    it("cross with threads that hold each other", () => {
        assert.equal(passOn("pair", pair()), "as it was");
    });

    it("cross with a server and a thread that hold each other", () => {
        const made = server();
        assert.equal(passOn("server", made), "as it was");
        made.server_close();
    });

    it("come back as they were", () => {
        const first = pair();
        const values = queue.Queue();
        const circle: unknown[] = [first, threading.current_thread()];
        circle.push(circle);
        values.put(circle);
        const found = values.get();
        assert.equal(found[0], first);
        assert.equal(found[1], threading.current_thread());
        assert.equal(found[2], found);
        assert.equal(found[0].peer.peer, first.peer.peer);
    });
});
