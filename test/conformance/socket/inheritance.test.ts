import assert from "node:assert/strict";
import * as socket from "pysocket";
import { skip } from "../../support/skip";
import { cleanUp, closing, descriptorFlags } from "../support";

describe("test_socket.InheritanceTest", () => {
    afterEach(cleanUp);

    it("test_SOCK_CLOEXEC", function () {
        if (socket.SOCK_CLOEXEC === undefined) skip(this, "this platform has no SOCK_CLOEXEC");
        const s = closing(socket.socket(socket.AF_INET, socket.SOCK_STREAM | socket.SOCK_CLOEXEC));
        assert.equal(s.type, socket.SOCK_STREAM);
        assert.equal(s.get_inheritable(), false);
    });

    it("test_default_inheritable", () => {
        assert.equal(closing(socket.socket()).get_inheritable(), false);
    });

    it("test_dup", () => {
        const s = closing(socket.socket());
        const duplicate = closing(s.dup());
        s.close();
        assert.equal(duplicate.get_inheritable(), false);
    });

    it("test_set_inheritable", () => {
        const s = closing(socket.socket());
        s.set_inheritable(true);
        assert.equal(s.get_inheritable(), true);
        s.set_inheritable(false);
        assert.equal(s.get_inheritable(), false);
    });

    it("test_get_inheritable_cloexec", function () {
        if (socket.send_fds === undefined) skip(this, "the platform passes no descriptors");
        // A descriptor that comes from another socket has the flag only when asked for.
        const [sender, receiver] = socket.socketpair().map(closing);
        socket.send_fds(sender, [Buffer.from("x")], [sender.fileno()]);
        const [, [fd]] = socket.recv_fds(receiver, 1, 1);
        const s = closing(socket.socket({ fileno: fd }));
        assert.notEqual(descriptorFlags(fd)?.closeOnExec, true);
        assert.equal(s.get_inheritable(), true);
    });

    it("test_set_inheritable_cloexec", function () {
        const s = closing(socket.socket());
        if (descriptorFlags(s.fileno()) === null)
            skip(this, "there is no /proc to tell a descriptor's flags");
        assert.equal(descriptorFlags(s.fileno())?.closeOnExec, true);
        s.set_inheritable(true);
        assert.equal(descriptorFlags(s.fileno())?.closeOnExec, false);
    });

    it("test_socketpair", () => {
        for (const s of socket.socketpair().map(closing)) assert.equal(s.get_inheritable(), false);
    });
});
