import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as socket from "pysocket";
import { OSError } from "pysocket/builtins";
import { skip } from "../../support/skip";
import { addCleanup, cleanUp, closing } from "../support";

const AF_UNIX = socket.AF_UNIX as number;

const unixSocket = () => closing(socket.socket(AF_UNIX, socket.SOCK_STREAM));

describe("test_socket.TestLinuxAbstractNamespace", () => {
    const UNIX_PATH_MAX = 108;

    before(function () {
        if (!["linux", "android"].includes(process.platform)) skip(this, "the namespace is Linux's");
    });

    afterEach(cleanUp);

    it("testLinuxAbstractNamespace", () => {
        const address = Buffer.from("\0python-test-hello\0\xff", "latin1");
        const s1 = unixSocket();
        s1.bind(address);
        s1.listen();
        const s2 = unixSocket();
        s2.connect(s1.getsockname() as Buffer);
        closing(s1.accept()[0]);
        assert.deepEqual(s1.getsockname(), address);
        assert.deepEqual(s2.getpeername(), address);
    });

    it("testMaxName", () => {
        const address = Buffer.from(`\0${"h".repeat(UNIX_PATH_MAX - 1)}`);
        const s = unixSocket();
        s.bind(address);
        assert.deepEqual(s.getsockname(), address);
    });

    it("testNameOverflow", () => {
        const s = unixSocket();
        assert.throws(() => s.bind(`\0${"h".repeat(UNIX_PATH_MAX)}`), OSError);
    });

    it("testStrName", () => {
        const s = unixSocket();
        s.bind("\0python\0test\0");
        assert.deepEqual(s.getsockname(), Buffer.from("\0python\0test\0"));
    });

    it("testBytearrayName", () => {
        const s = unixSocket();
        s.bind(new Uint8Array(Buffer.from("\0python\0test\0")) as Buffer);
        assert.deepEqual(s.getsockname(), Buffer.from("\0python\0test\0"));
    });

    it("testAutobind", () => {
        const names = [unixSocket(), unixSocket()].map((s) => {
            s.bind("");
            return (s.getsockname() as Buffer).toString("latin1");
        });
        for (const name of names) assert.match(name, /^\0[0-9a-f]{5}$/);
        assert.notEqual(names[0], names[1]);
    });
});

describe("test_socket.TestUnixDomain", () => {
    let s: socket.socket;
    let folder: string;

    before(function () {
        if (socket.AF_UNIX === undefined) skip(this, "this platform has no AF_UNIX");
    });

    beforeEach(() => {
        folder = mkdtempSync(join(tmpdir(), "s-"));
        addCleanup(() => rmSync(folder, { recursive: true }));
        s = unixSocket();
    });

    afterEach(cleanUp);

    function bind(context: Mocha.Context, path: string | Buffer): void {
        try {
            s.bind(path);
        } catch (error) {
            if (!(error instanceof OSError) || error.message !== "AF_UNIX path too long") throw error;
            skip(context, `the temporary folder's name is too long for a socket: ${folder}`);
        }
    }

    it("testUnbound", () => {
        assert.ok(["", null].includes(s.getsockname() as string | null));
    });

    it("testStrAddr", function () {
        const path = join(folder, "name");
        bind(this, path);
        assert.equal(s.getsockname(), path);
    });

    it("testBytesAddr", function () {
        const path = join(folder, "name");
        bind(this, Buffer.from(path));
        assert.equal(s.getsockname(), path);
    });

    it("testSurrogateescapeBind", function () {
        const path = join(folder, "name-\xe0\xf2\u0258\u0141\u011f");
        const escaped = [...Buffer.from(path)].map((byte) =>
            String.fromCharCode(byte < 128 ? byte : 0xdc00 + byte),
        );
        bind(this, escaped.join(""));
        assert.equal(s.getsockname(), path);
    });

    it("testUnencodableAddr", function () {
        // Every name that a file can have has a text, by surrogates: as in CPython where file names are UTF-8.
        if (process.platform !== "win32" && process.platform !== "darwin")
            skip(this, "every file name can be encoded");
        const path = join(folder, "name-\u5171\u0141\u2661\u0363\udc80");
        bind(this, path);
        assert.equal(s.getsockname(), path);
    });

    it("testEmptyAddress", function () {
        if (["linux", "android"].includes(process.platform))
            skip(this, "on Linux an empty name stands for any: TestLinuxAbstractNamespace");
        assert.throws(() => s.bind(""), OSError);
    });
});
