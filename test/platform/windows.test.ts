import assert from "node:assert/strict";
import * as socket from "pysocket";
import { BlockingIOError, ConnectionRefusedError, OSError, PermissionError } from "pysocket/builtins";
import * as select from "pysocket/select";
import { onWindows } from "../support/platform";
import { skip } from "../support/skip";

function caught(act: () => unknown): OSError {
    try {
        act();
    } catch (error) {
        assert.ok(error instanceof OSError);
        return error;
    }
    assert.fail("nothing was raised");
}

describe("on Windows", () => {
    before(function () {
        if (!onWindows) skip(this, "this is no Windows");
    });

    it("an error has Windows' number, with the class that it stands for", () => {
        using s = socket.socket();
        s.setblocking(false);
        s.bind(["127.0.0.1", 0]);
        s.listen();
        const error = caught(() => s.accept());
        assert.ok(error instanceof BlockingIOError);
        assert.equal(error.errno, 10035);
        assert.equal(error.winerror, 10035);
        assert.equal(error.code, "EWOULDBLOCK");
        assert.match(error.message, /^\[WinError 10035\] /);
        assert.deepEqual(error.args, [10035, error.strerror, null, 10035, null]);
        assert.ok(OSError(0, "no", null, 10061) instanceof ConnectionRefusedError);
        const refused = OSError(0, "no", null, 10013);
        assert.ok(refused instanceof PermissionError);
        assert.equal(refused.errno, 13);
        assert.equal(OSError(2, "no").winerror, null);
        assert.equal(OSError(2, "no").message, "[Errno 2] no");
    });

    it("a connection that is refused says so, with a timeout and without", () => {
        const [host, port] = (() => {
            using free = socket.socket();
            free.bind(["127.0.0.1", 0]);
            return free.getsockname() as [string, number];
        })();
        for (const timeout of [null, 20]) {
            using s = socket.socket();
            s.settimeout(timeout);
            const error = caught(() => s.connect([host, port]));
            assert.equal(error.winerror, 10061);
        }
    });

    it("ioctl() sets what Winsock has, and refuses the rest", () => {
        using s = socket.socket();
        assert.equal(s.ioctl(socket.SIO_KEEPALIVE_VALS, [1, 10_000, 3_000]), 0);
        assert.throws(() => s.ioctl(1, 2), { name: "ValueError", message: "invalid ioctl command 1" });
        assert.throws(() => s.ioctl(socket.SIO_KEEPALIVE_VALS, 1), { name: "TypeError" });
        assert.equal(socket.SIO_RCVALL, 0x98000001);
        assert.equal(socket.RCVALL_ON, 1);
    });

    it("share() gives what fromshare() makes the same socket of", () => {
        using listening = socket.create_server(["127.0.0.1", 0]);
        using same = socket.fromshare(listening.share(process.pid));
        assert.equal(same.family, socket.AF_INET);
        assert.deepEqual(same.getsockname(), listening.getsockname());
        using client = socket.create_connection(listening.getsockname() as [string, number]);
        const [conn] = same.accept();
        conn.sendall(Buffer.from("shared"));
        conn.close();
        assert.equal(String(client.recv(100)), "shared");
        assert.throws(() => socket.fromshare(Buffer.alloc(3)), { name: "ValueError" });
    });

    it("an address can be had for oneself", () => {
        using s = socket.socket();
        s.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1);
        assert.equal(s.getsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE), 1);
    });

    it("descriptors are not inherited, unless they are to be", () => {
        using s = socket.socket();
        assert.equal(s.get_inheritable(), false);
        s.set_inheritable(true);
        assert.equal(s.get_inheritable(), true);
    });

    it("select() wants a socket, and has room for many", () => {
        assert.equal(caught(() => select.select([], [], [], 0)).winerror, 10022);
        assert.equal(select.poll, undefined);
        const pairs = Array.from({ length: 50 }, () => socket.socketpair());
        const all = pairs.flat();
        pairs[49][0].sendall(Buffer.from("x"));
        const [readable, writable] = select.select(all, all, [], 20);
        assert.deepEqual(readable, [pairs[49][1]]);
        assert.equal(writable.length, 100);
        for (const each of all) each.close();
    });

    it("interfaces have names and numbers", () => {
        const interfaces = socket.if_nameindex();
        assert.ok(interfaces.length > 0);
        for (const [index, name] of interfaces) {
            assert.equal(socket.if_nametoindex(name), index);
            assert.equal(socket.if_indextoname(index), name);
        }
    });
});
