import assert from "node:assert/strict";
import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeFileSync } from "node:fs";
import { open } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as socket from "pysocket";
import { TimeoutError } from "pysocket/builtins";
import { onWindows } from "../support/platform";
import { skip } from "../support/skip";

describe("sendfile", () => {
    let folder: string;
    let path: string;
    let left: socket.socket;
    let right: socket.socket;

    beforeEach(() => {
        folder = mkdtempSync(join(tmpdir(), "send-file-"));
        path = join(folder, "file");
        writeFileSync(path, "0123456789");
        [left, right] = socket.socketpair();
        right.settimeout(10);
    });

    afterEach(() => {
        left.close();
        right.close();
        rmSync(folder, { recursive: true });
    });

    const methods = ["sendfile", "_sendfile_use_send", ...(onWindows ? [] : ["_sendfile_use_sendfile"])];
    for (const method of methods as ("sendfile" | "_sendfile_use_send")[]) {
        it(`${method} sends from a descriptor, whose position is then behind what was sent`, () => {
            const fd = openSync(path, "r");
            assert.equal(left[method](fd, 2, 3), 3);
            assert.equal(right.recv(100).toString(), "234");
            const next = Buffer.alloc(1);
            readSync(fd, next, 0, 1, null);
            assert.equal(next.toString(), "5");
            closeSync(fd);
        });
    }

    it("gives up on everything where the system has no sendfile", function () {
        if (!onWindows) skip(this, "the platform has it");
        const fd = openSync(path, "r");
        const gaveUp = { name: "_GiveupOnSendfile", message: "os.sendfile() not available on this platform" };
        assert.throws(() => left._sendfile_use_sendfile(fd), gaveUp);
        closeSync(fd);
    });

    it("gives up on what the system cannot send", () => {
        const memory = new (class {
            read(): Buffer {
                return Buffer.alloc(0);
            }
        })();
        assert.throws(() => left._sendfile_use_sendfile(memory), socket._GiveupOnSendfile);
        assert.equal(left.sendfile(memory), 0);
    });

    it("sends from a FileHandle", async () => {
        const handle = await open(path);
        assert.equal(left.sendfile(handle), 10);
        assert.equal(right.recv(100).toString(), "0123456789");
        await handle.close();
    });

    it("sends more than a socket holds until its timeout, and keeps count", () => {
        writeFileSync(path, Buffer.alloc(1 << 24, "x"));
        left.settimeout(0.05);
        const fd = openSync(path, "r");
        assert.throws(() => left.sendfile(fd), TimeoutError);
        left.close();
        let received = 0;
        for (let data = right.recv(65536); data.length > 0; data = right.recv(65536)) received += data.length;
        const rest = Buffer.alloc(1 << 24);
        assert.ok(received > 0);
        assert.equal(readSync(fd, rest, 0, rest.length, null), (1 << 24) - received);
        closeSync(fd);
    });
});
