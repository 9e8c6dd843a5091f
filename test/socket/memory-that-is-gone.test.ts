import assert from "node:assert/strict";
import * as socket from "pysocket";
import { ValueError } from "pysocket/builtins";
import { onWindows } from "../support/platform";

// Memory that was transferred, or that its buffer no longer has, leaves a view of no length, which must not pass
// for an empty one: nothing would be sent where something was meant to be.

/** A getter may be asked twice, and what is gone cannot be transferred again. */
function detach(view: ArrayBufferView): void {
    if (view.buffer.byteLength === 0) return;
    structuredClone(view.buffer, { transfer: [view.buffer as ArrayBuffer] });
}

/** Resizable buffers are newer than the types. */
interface Resizable extends ArrayBuffer {
    resize(length: number): void;
}

function resizable(length: number): Resizable {
    const Class = ArrayBuffer as unknown as new (length: number, options: object) => Resizable;
    return new Class(length, { maxByteLength: 64 });
}

/** A view over a buffer that was shortened below it. */
function cutOff<View>(make: (buffer: ArrayBuffer) => View): View {
    const buffer = resizable(16);
    const view = make(buffer);
    buffer.resize(4);
    return view;
}

const gone: Record<string, () => Uint8Array> = {
    "a detached view": () => {
        const view = new Uint8Array(16);
        detach(view);
        return view;
    },
    "a detached DataView": () => {
        const view = new DataView(new ArrayBuffer(16));
        detach(view);
        return view as never;
    },
    "a detached ArrayBuffer": () => {
        const view = new Uint8Array(16);
        detach(view);
        return view.buffer as never;
    },
    "a view that was cut off": () => cutOff((buffer) => new Uint8Array(buffer, 8, 8)),
    "a view without an end that was cut off": () => cutOff((buffer) => new Uint8Array(buffer, 8)),
    "a DataView that was cut off": () => cutOff((buffer) => new DataView(buffer, 8, 8)) as never,
    "numbers that were cut off": () => cutOff((buffer) => new Uint32Array(buffer, 8, 2)) as never,
};

describe("memory that is gone", () => {
    let s: socket.socket;
    let address: [string, number];

    beforeEach(() => {
        s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM);
        s.bind(["127.0.0.1", 0]);
        address = s.getsockname();
        s.connect(address);
        s.settimeout(20);
    });

    afterEach(() => s.close());

    const isRefused = { name: "ValueError", message: "operation forbidden on released memoryview object" };

    /** What was sent first is what comes first: `act` has sent and received nothing. */
    function assertUntouched(act: () => unknown): void {
        s.send(Buffer.from("before"));
        assert.throws(act, isRefused);
        s.send(Buffer.from("after"));
        assert.deepEqual(
            [s.recv(100), s.recv(100)].map((data) => data.toString()),
            ["before", "after"],
        );
    }

    for (const [name, make] of Object.entries(gone))
        it(`is refused by every call: ${name}`, () => {
            const view = make();
            const calls: (() => unknown)[] = [
                () => s.send(view),
                () => s.sendall(view),
                () => s.sendto(view, address),
                () => s.sendto(view, 0, address),
                () => s.recv_into(view),
                () => s.recv_into(view, 0, 0),
                () => s.recv_into(view, { nbytes: 0 }),
                () => s.recvfrom_into(view),
                () => s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, view),
                () => socket.inet_ntoa(view),
                () => socket.inet_ntop(socket.AF_INET, view),
            ];
            // Windows has no messages.
            if (!onWindows)
                calls.push(
                    () => s.sendmsg([view]),
                    () => s.sendmsg([Buffer.from("x"), view]),
                    () => s.sendmsg([Buffer.from("x")], [[0, 0, view]]),
                    () => s.recvmsg_into([view]),
                    () => s.recvmsg_into([Buffer.alloc(1), view]),
                );
            for (const act of calls) assertUntouched(act);
        });

    it("is noticed by compiled code, after views of a resizable buffer too", () => {
        const views = [Buffer.alloc(4), new Uint8Array(4), new Uint8Array(resizable(4))];
        // Until the methods are compiled, and lengths are read of what the views have in common.
        for (let round = 0; round < 40_000; round++) {
            s.send(views[round % 3]);
            s.recv_into(views[(round + 1) % 3]);
        }
        for (let round = 0; round < 50; round++)
            for (const method of ["send", "sendall", "recv_into"] as const) {
                const view = new Uint8Array(16);
                detach(view);
                assertUntouched(() => s[method](view));
            }
    });

    it("is noticed when a getter takes it away during the call", () => {
        for (const make of [() => new Uint8Array(16), () => new DataView(new ArrayBuffer(16)) as never]) {
            for (const method of ["recv_into", "recvfrom_into"] as const) {
                const view = make();
                assertUntouched(() =>
                    s[method as "recv_into"](view, {
                        get flags() {
                            detach(view);
                            return 0;
                        },
                    }),
                );
            }
            const view = make();
            const port = () => {
                detach(view);
                return address[1];
            };
            const given = Object.defineProperty([address[0], 0], 1, { get: port });
            assertUntouched(() => s.sendto(view, given as [string, number]));
        }
    });

    it("is as long as it has become when a getter resizes it during the call", () => {
        const buffer = resizable(4);
        const view = new Uint8Array(buffer);
        const growing = (by: number) => ({
            get nbytes() {
                buffer.resize(by);
                return 8;
            },
        });
        s.send(Buffer.from("12345678"));
        assert.throws(
            () => s.recv_into(view, growing(2)),
            ValueError("buffer too small for requested bytes"),
        );
        assert.equal(s.recv_into(view, growing(16)), 8);
        assert.equal(Buffer.from(buffer, 0, 8).toString(), "12345678");
    });

    it("is not a view that has no length", () => {
        const empty = [
            new Uint8Array(0),
            new DataView(new ArrayBuffer(4), 4),
            new ArrayBuffer(0),
            resizable(0),
        ];
        for (const view of empty) {
            assert.equal(s.send(view), 0);
            assert.equal(s.recv_into(view), 0);
            assert.equal(s.recv(100).length, 0);
        }
        const nothing = cutOff((buffer) => new Uint8Array(buffer, 4));
        assert.equal(s.send(nothing), 0);
        assert.equal(s.recv(100).length, 0);
    });
});
