import assert from "node:assert/strict";
import * as socket from "pysocket";
import { KeyError, OverflowError, TypeError, ValueError } from "pysocket/builtins";
import { strerror } from "pysocket/os";
import * as select from "pysocket/select";
import * as socketserver from "pysocket/socketserver";
import * as threading from "pysocket/threading";

/** An array of numbers whose memory has gone to another thread. */
function detached(Class: new (length: number) => ArrayBufferView): ArrayBufferView {
    const view = new Class(8);
    structuredClone(view.buffer, { transfer: [view.buffer as ArrayBuffer] });
    return view;
}

function ofLength(length: unknown): never {
    const get = (target: object, key: string | symbol) =>
        key === "length" ? length : Reflect.get(target, key);
    return new Proxy([], { get }) as never;
}

describe("objects that are not what they look like", () => {
    it("are shown in the text of an exception", () => {
        const texts: [unknown, string][] = [
            [detached(Uint8Array), "bytearray(b'')"],
            [detached(Int32Array), "<bytearray object>"],
            [detached(Float64Array), "<bytearray object>"],
            [Object.create(Buffer.prototype), "<Buffer object>"],
            [Object.create(Object.create(null)), "<object object>"],
            [ofLength(-1), "(...)"],
            [ofLength(2 ** 53), "(...)"],
        ];
        for (const [value, text] of texts) assert.equal(new KeyError(value).message, text);
    });

    it("are no pair and no list of sockets without memory", () => {
        const gone = new ValueError("operation forbidden on released memoryview object");
        for (const Class of [Uint8Array, Int32Array, Float64Array]) {
            const view = detached(Class) as never;
            assert.throws(() => socket.create_connection(view), gone);
            assert.throws(() => select.select(view, [], []), gone);
        }
    });

    it("are no bytes for having their prototype", () => {
        const fake = Object.create(Buffer.prototype);
        const refused = (text: string) => new TypeError(text);
        const [s, peer] = socket.socketpair();
        try {
            assert.throws(() => s.send(fake), refused("a bytes-like object is required, not 'Buffer'"));
            assert.throws(() => s.sendall(fake), refused("a bytes-like object is required, not 'Buffer'"));
            assert.throws(
                () => s.recv_into(fake),
                refused("recv_into() argument 1 must be read-write bytes-like object, not Buffer"),
            );
        } finally {
            s.close();
            peer.close();
        }
    });

    it("are no arrays for a length that is none", () => {
        const places = [
            (array: never) => select.select(array, [], [], 0),
            (array: never) => new threading.Thread({ target: () => {}, args: array }),
        ];
        for (const place of places) {
            assert.throws(() => place(ofLength(-1)), ValueError("__len__() should return >= 0"));
            assert.throws(
                () => place(ofLength(2 ** 53)),
                OverflowError("cannot fit 'int' into an index-sized integer"),
            );
        }
    });

    it("cannot be called, or be a number", () => {
        const server = new socketserver.TCPServer(["127.0.0.1", 0], 5 as never);
        assert.throws(
            () => server.finish_request(server.socket, ["", 0] as never),
            new TypeError("'int' object is not callable"),
        );
        server.server_close();
        assert.throws(() => strerror(Object.create(null)), TypeError);
    });
});
