import assert from "node:assert/strict";
import * as socket from "pysocket";
import { BlockingIOError, OSError, RuntimeError, ValueError } from "pysocket/builtins";
import * as io from "pysocket/io";
import { Queue } from "pysocket/queue";
import * as threading from "pysocket/threading";

function closeAll(...all: { close(): void }[]): void {
    for (const each of all) each.close();
}

describe("streams", () => {
    it("are closed at the end of a block, and the socket with the last of them", () => {
        const [a, b] = socket.socketpair();
        {
            using reader = a.makefile("rb");
            using writer = a.makefile("wb");
            a.close();
            assert.match(String(a), /\[closed\] fd=\d+/);
            writer.write(Buffer.from("sent at the end of the block"));
            assert.equal(reader.closed, false);
        }
        assert.equal(a.fileno(), -1);
        assert.equal(b.recv(100).toString(), "sent at the end of the block");
        assert.equal(b.recv(100).length, 0);
        b.close();
    });

    it("of a socket that another thread has closed keep it open", () => {
        const [a, b] = socket.socketpair();
        const reader = a.makefile("rb");
        const closer = new threading.Thread({ target: closeSocket, args: [a] });
        closer.start();
        closer.join();
        b.sendall(Buffer.from("still there\n"));
        assert.equal(reader.readline().toString(), "still there\n");
        reader.close();
        assert.equal(b.recv(1).length, 0);
        b.close();
    });

    it("are read on in another thread, and closed there for all", () => {
        const [a, b] = socket.socketpair();
        const reader = a.makefile("r", { encoding: "utf-16", newline: "" });
        const writer = a.makefile("w");
        b.sendall(Buffer.from("\ufeffone\r\ntwo\r\nth", "utf16le"));
        assert.equal(reader.readline(), "one\r\n");
        writer.write("before, ");
        const lines = new Queue<string>();
        const thread = new threading.Thread({ target: answer, args: [reader, writer, lines] });
        thread.start();
        b.sendall(Buffer.from("ree\r", "utf16le"));
        b.shutdown(socket.SHUT_WR);
        thread.join();
        assert.deepEqual([lines.get_nowait(), lines.get_nowait()], ["two\r\n", "three\r"]);
        assert.equal(reader.closed && writer.closed, true);
        assert.throws(() => reader.readline(), ValueError("I/O operation on closed file."));
        a.close();
        assert.equal(a.fileno(), -1);
        assert.equal(b.recv(100).toString(), "before, after");
        assert.equal(b.recv(100).length, 0);
        closeAll(writer, b);
    });

    it("that are closed here are closed in another thread too", () => {
        const [a, b] = socket.socketpair();
        const reader = a.makefile("rb");
        const isClosed = new Queue<boolean>();
        const mayLook = threading.Event();
        const thread = new threading.Thread({
            target: () => {
                isClosed.put(reader.closed);
                mayLook.wait();
                isClosed.put(reader.closed);
            },
        });
        thread.start();
        assert.equal(isClosed.get(), false);
        closeAll(reader, a);
        mayLook.set();
        assert.equal(isClosed.get(), true);
        thread.join();
        assert.equal(a.fileno(), -1);
        b.close();
    });

    it("that are dropped lose what they have not sent", () => {
        const [a, b] = socket.socketpair();
        a.makefile("wb").write(Buffer.from("lost"));
        b.setblocking(false);
        assert.throws(() => b.recv(10), BlockingIOError);
        closeAll(a, b);
        a._decref_socketios();
    });

    it("are read line by line, and what is left by another loop", () => {
        const [a, b] = socket.socketpair();
        b.sendall(Buffer.from("one\ntwo\nthree"));
        b.close();
        const reader = a.makefile();
        for (const line of reader) {
            assert.equal(line, "one\n");
            break;
        }
        assert.deepEqual([...reader], ["two\n", "three"]);
        closeAll(reader, a);
    });

    it("are what their modes say, as types too", () => {
        const [a, b] = socket.socketpair();
        const raw: socket.SocketIO = a.makefile("rwb", 0);
        const reader: io.BufferedReader = a.makefile("rb");
        const writer: io.BufferedWriter = a.makefile("wb", 100);
        const both: io.BufferedRWPair = a.makefile("rwb");
        const text: io.TextIOWrapper = a.makefile({ mode: "w", encoding: "ascii" });
        assert.ok(raw instanceof socket.SocketIO && raw instanceof io.RawIOBase);
        assert.ok(reader instanceof io.BufferedReader && reader instanceof io.BufferedIOBase);
        assert.ok(writer instanceof io.BufferedWriter && both instanceof io.BufferedRWPair);
        assert.ok(text instanceof io.TextIOWrapper && text instanceof io.TextIOBase);
        assert.ok(reader instanceof io.IOBase && io.BytesIO() instanceof io.BytesIO);
        closeAll(raw, reader, writer, both, text, a, b);
    });

    it("work on an object that only looks like a raw stream, and refuse to be used inside of it", () => {
        class Raw {
            closed = false;
            readable = () => true;
            readinto: () => unknown = () => outer.read(1);
        }
        const raw = new Raw();
        const outer: io.BufferedReader = new io.BufferedReader(raw);
        assert.throws(
            () => outer.read(1),
            (error: unknown) =>
                error instanceof RuntimeError &&
                error.message === "reentrant call inside <_io.BufferedReader>",
        );
        raw.readinto = () => 5;
        assert.equal(outer.read(2)?.length, 2);
        raw.readinto = () => 8193;
        assert.throws(() => outer.read(5), { message: /invalid length 8193/ });
    });

    it("take much more than a buffer holds, in both directions", () => {
        const [a, b] = socket.socketpair();
        const data = Buffer.alloc(50_000, "some bytes ");
        const writer = a.makefile("wb", 1000);
        assert.equal(writer.write(data), data.length);
        writer.close();
        a.close();
        const reader = b.makefile("rb", 1000);
        assert.deepEqual(reader.read(data.length - 5), data.subarray(0, -5));
        assert.deepEqual(reader.read(), data.subarray(-5));
        closeAll(reader, b);
    });

    it("tell positions of text where nothing decoded is left", () => {
        const text = new io.TextIOWrapper(new io.BytesIO(Buffer.from("one\ntwo\n")));
        assert.equal(text.readline(), "one\n");
        assert.throws(() => text.tell(), OSError);
        assert.equal(text.readline(), "two\n");
        assert.equal(text.tell(), 8);
        assert.equal(text.seek(4), 4);
        assert.equal(text.read(), "two\n");
    });
});

function answer(reader: io.TextIOWrapper, writer: io.TextIOWrapper, lines: Queue<string>): void {
    for (const line of reader) lines.put(line);
    writer.write("after");
    reader.close();
    writer.close();
}

function closeSocket(s: socket.socket): void {
    s.close();
}
