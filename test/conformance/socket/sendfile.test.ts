import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as socket from "pysocket";
import { OverflowError, TimeoutError, TypeError, ValueError } from "pysocket/builtins";
import { skip } from "../../support/skip";
import { addCleanup, cleanUp, closing, LOOPBACK_TIMEOUT, listening } from "../support";
import * as threads from "./threads.cjs";

const data = Buffer.concat(Array<Buffer>(1280).fill(Buffer.from(letters(8192))));

function letters(count: number): string {
    return Array.from({ length: count }, () => String.fromCharCode(97 + Math.random() * 26)).join("");
}

/** A file as Python's `open(path, "rb")` has them. */
class File {
    readonly #fd: number;
    #position = 0;

    constructor(
        path: string,
        readonly mode = "rb",
    ) {
        this.#fd = openSync(path, "r");
        addCleanup(() => closeSync(this.#fd));
    }

    fileno(): number {
        return this.#fd;
    }

    read(size: number): Buffer {
        const target = Buffer.alloc(size);
        const count = readSync(this.#fd, target, 0, size, this.#position);
        this.#position += count;
        return target.subarray(0, count);
    }

    seek(position: number): void {
        this.#position = position;
    }

    tell(): number {
        return this.#position;
    }
}

/** As Python's `io.BytesIO`. */
class Memory {
    #position = 0;

    read(size: number): Buffer {
        const part = data.subarray(this.#position, this.#position + size);
        this.#position += part.length;
        return part;
    }

    seek(position: number): void {
        this.#position = position;
    }

    tell(): number {
        return this.#position;
    }
}

type Method = "_sendfile_use_send" | "_sendfile_use_sendfile";

function sendfileTests(method: Method): void {
    let directory = "";
    let path: string;

    before(function () {
        if (process.platform === "win32" && method === "_sendfile_use_sendfile")
            skip(this, "Windows has no sendfile()");
        directory = mkdtempSync(join(tmpdir(), "conformance-"));
        path = join(directory, "file");
        writeFileSync(path, data);
    });

    after(() => {
        if (directory !== "") rmSync(directory, { recursive: true });
    });

    afterEach(cleanUp);

    const call = (s: socket.socket, ...args: unknown[]): number => Reflect.apply(s[method], s, args);

    /** What `act` does with a socket must send `expected`. */
    function checkSends(expected: Buffer, act: (s: socket.socket) => void, timeout?: number): void {
        const { serv, address } = listening();
        const server = threads.start("summarise", serv);
        const s = closing(socket.create_connection(address, { timeout: timeout ?? null }));
        act(s);
        s.shutdown(socket.SHUT_WR);
        s.settimeout(LOOPBACK_TIMEOUT);
        const hash = createHash("sha256").update(expected).digest("hex");
        assert.equal(s.recv(1024, socket.MSG_WAITALL).toString(), `${expected.length} ${hash}`);
        server.join();
    }

    function checkPart(start: number, end: number, options: object, timeout?: number): void {
        const file = new File(path);
        const act = (s: socket.socket) => assert.equal(call(s, file, options), end - start);
        checkSends(data.subarray(start, end), act, timeout);
        assert.equal(file.tell(), end);
    }

    it("testRegularFile", () => checkPart(0, data.length, {}));

    it("testNonRegularFile", () => {
        const file = new Memory();
        checkSends(data, (s) => {
            assert.equal(s.sendfile(file), data.length);
            assert.equal(file.tell(), data.length);
            assert.throws(() => s._sendfile_use_sendfile(file), socket._GiveupOnSendfile);
        });
    });

    it("testEmptyFileSend", () => {
        const empty = join(directory, "empty");
        writeFileSync(empty, "");
        const file = new File(empty);
        checkSends(Buffer.alloc(0), (s) => assert.equal(call(s, file), 0));
        assert.equal(file.tell(), 0);
    });

    it("testOffset", () => checkPart(5000, data.length, { offset: 5000 }));

    it("testCount", () => checkPart(0, 5000007, { count: 5000007 }, LOOPBACK_TIMEOUT));

    it("testCountSmall", () => checkPart(0, 1, { count: 1 }, LOOPBACK_TIMEOUT));

    it("testCountWithOffset", () =>
        checkPart(2007, 2007 + 100007, { offset: 2007, count: 100007 }, LOOPBACK_TIMEOUT));

    it("testNonBlocking", () => {
        const file = new File(path);
        checkSends(Buffer.alloc(0), (s) => {
            s.setblocking(false);
            assert.throws(() => call(s, file), ValueError);
            assert.throws(() => s.sendfile(file), ValueError);
        });
    });

    it("testWithTimeout", () => checkPart(0, data.length, {}, LOOPBACK_TIMEOUT));

    it("testWithTimeoutTriggeredSend", () => {
        const { serv, address } = listening();
        const s = closing(socket.create_connection(address));
        closing(serv.accept()[0]);
        s.settimeout(0.01);
        assert.throws(() => call(s, new File(path)), TimeoutError);
    });

    it("test_errors", () => {
        const refused = (
            s: socket.socket,
            mode: string,
            options: object,
            ErrorClass: unknown,
            text: RegExp,
        ) =>
            assert.throws(
                () => call(s, new File(path, mode), options),
                (error: Error) => error instanceof (ErrorClass as typeof Error) && text.test(error.message),
            );
        const datagrams = closing(socket.socket({ type: socket.SOCK_DGRAM }));
        const stream = closing(socket.socket());
        refused(datagrams, "rb", {}, ValueError, /SOCK_STREAM/);
        refused(stream, "r", {}, ValueError, /binary mode/);
        for (const count of ["2", 0.1]) refused(stream, "rb", { count }, TypeError, /positive integer/);
        for (const count of [0, -1]) refused(stream, "rb", { count }, ValueError, /positive integer/);
    });
}

describe("test_socket.SendfileUsingSendTest", () => sendfileTests("_sendfile_use_send"));
describe("test_socket.SendfileUsingSendfileTest", () => sendfileTests("_sendfile_use_sendfile"));

describe("test_socket.GeneralModuleTests", () => {
    afterEach(cleanUp);

    it("test__sendfile_use_sendfile", function () {
        if (process.platform === "win32") skip(this, "Windows has no sendfile()");
        const s = closing(socket.socket());
        const send = (fd: unknown) => {
            const file = new (class {
                fileno(): unknown {
                    return fd;
                }
            })();
            return Reflect.apply(s._sendfile_use_sendfile, s, [file]);
        };
        const fd = openSync(".", "r");
        closeSync(fd);
        assert.throws(() => send(fd), socket._GiveupOnSendfile);
        assert.throws(() => send(2n ** 1000n), OverflowError);
        assert.throws(() => send(null), TypeError);
    });
});
