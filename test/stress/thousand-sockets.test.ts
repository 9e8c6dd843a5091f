import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import * as socket from "pysocket";
import * as select from "pysocket/select";
import { needDescriptors } from "../support/limits";
import { onWindows } from "../support/platform";
import { skip } from "../support/skip";
import { sanitized } from "../support/slowness";

const COUNT = 1000;

/** How many descriptors this process has; on Linux, elsewhere 0. */
function descriptors(): number {
    return process.platform === "linux" ? readdirSync("/proc/self/fd").length : 0;
}

describe("a thousand sockets", () => {
    it("are open at once, each with a number of its own, and leave nothing when closed", function () {
        needDescriptors(this, COUNT + 100);
        const before = descriptors();
        const sockets = Array.from({ length: COUNT }, () => socket.socket(socket.AF_INET, socket.SOCK_DGRAM));
        assert.equal(new Set(sockets.map((s) => s.fileno())).size, COUNT);
        if (process.platform === "linux") assert.equal(descriptors(), before + COUNT);
        for (const s of sockets) s.close();
        assert.equal(descriptors(), before);
    });

    it("are connected to one server, answered and closed", function () {
        needDescriptors(this, 2 * COUNT + 100);
        const before = descriptors();
        const server = socket.create_server(["127.0.0.1", 0], { backlog: COUNT });
        const address = server.getsockname();
        const pairs: [socket.socket, socket.socket][] = [];
        for (let i = 0; i < COUNT; i++) {
            const client = socket.create_connection(address);
            const [connection, peer] = server.accept();
            assert.deepEqual(peer, client.getsockname());
            pairs.push([client, connection]);
        }
        for (const [index, [client]] of pairs.entries()) client.sendall(Buffer.from(`${index}`));
        const connections = pairs.map(([, connection]) => connection);
        const [readable] = select.select(connections, [], [], 10);
        assert.equal(readable.length, COUNT);
        for (const [index, connection] of connections.entries()) {
            assert.equal(connection.recv(10).toString(), `${index}`);
        }
        for (const s of pairs.flat()) s.close();
        server.close();
        assert.equal(descriptors(), before);
    });

    it("opened and closed one after the other take no memory", function () {
        if (sanitized) skip(this, "what is freed stays in memory under AddressSanitizer");
        const before = descriptors();
        const churn = (times: number) => {
            for (let i = 0; i < times; i++) {
                const [a, b] = socket.socketpair();
                a.close();
                b.close();
            }
        };
        // Where there are no pairs, to make one of two connected sockets takes long.
        const rounds = onWindows ? 1 : 10;
        churn((rounds * COUNT) / 2);
        const used = process.memoryUsage.rss();
        churn(5 * rounds * COUNT);
        const grown = (process.memoryUsage.rss() - used) / 2 ** 20;
        assert.ok(grown < 64, `${grown} MiB more`);
        assert.equal(descriptors(), before);
    });
});
