import assert from "node:assert/strict";
import { type BaseException, TypeError as PythonTypeError, RuntimeError } from "pysocket/builtins";
import { Queue } from "pysocket/queue";
import { Thread } from "pysocket/threading";

// Objects that are not what their class or their fields say: each crosses as what it is, or is refused by name.

function detached(): ArrayBuffer {
    const buffer = new ArrayBuffer(8);
    structuredClone(buffer, { transfer: [buffer] });
    return buffer;
}

function detachedDataView(): DataView {
    const view = new DataView(new ArrayBuffer(8));
    structuredClone(view.buffer, { transfer: [view.buffer as ArrayBuffer] });
    return view;
}

/** By a title, what cannot cross, and the kind of which the error speaks. */
const refused: Record<string, [value: object, kind: string]> = {
    "a detached buffer": [detached(), "detached ArrayBuffer"],
    "a view of a detached buffer": [detachedDataView(), "detached ArrayBuffer"],
    "shared memory": [new SharedArrayBuffer(8), "SharedArrayBuffer"],
    "a view of shared memory": [new Int32Array(new SharedArrayBuffer(8)), "SharedArrayBuffer"],
    "an object with the prototype of a Date": [Object.create(Date.prototype), "Date"],
    "an object with the prototype of a RegExp": [Object.create(RegExp.prototype), "RegExp"],
    "an object with the prototype of bytes": [Object.create(Buffer.prototype), "Uint8Array"],
    "an object with the prototype of a Promise": [Object.create(Promise.prototype), "Promise"],
    "a proxy of a function": [new Proxy(() => {}, {}), "Proxy"],
};

/** By a title, what crosses whatever it says of itself, and what arrives. */
const crossing: Record<string, [value: object, arrives: string]> = {
    "a view that hides its length": [
        Object.defineProperty(new Uint8Array(3), "length", { value: 1e9 }),
        "Uint8Array 3",
    ],
    "a view that hides its buffer": [
        Object.defineProperty(new Uint16Array(3), "buffer", { value: new ArrayBuffer(1) }),
        "Uint16Array 6",
    ],
    "a view that hides its offset": [
        Object.defineProperty(new DataView(new ArrayBuffer(4)), "byteOffset", { value: -1 }),
        "DataView 4",
    ],
    "a view without a prototype": [Object.setPrototypeOf(new Float32Array(2), null), "Float32Array 8"],
};

/** Gives the value to a thread as an argument; what the thread makes of it, or the error of its first use. */
function passed(value: object, use: (value: object) => unknown): unknown {
    const results = new Queue();
    const report = (given: object) => {
        try {
            results.put(use(given));
        } catch (error) {
            results.put(String((error as Error).message));
        }
    };
    const thread = new Thread({ target: report, args: [value] });
    thread.start();
    thread.join();
    return results.get_nowait();
}

describe("an odd object", () => {
    for (const [title, [value, kind]] of Object.entries(refused))
        it(`is refused by name: ${title}`, () => {
            const raised = passed(value, (given) => Object.keys(given));
            assert.match(
                String(raised),
                new RegExp(`^cannot use '.*' in the thread of report\\(\\): an? ${kind} `),
            );
        });

    for (const [title, [value, arrives]] of Object.entries(crossing))
        it(`crosses as what it is: ${title}`, () => {
            const kindOf = (given: object) => {
                const prototype =
                    given instanceof DataView
                        ? DataView.prototype
                        : Object.getPrototypeOf(Uint8Array.prototype);
                const name =
                    given instanceof DataView
                        ? "DataView"
                        : Reflect.get(prototype, Symbol.toStringTag, given);
                return `${name} ${Reflect.get(prototype, "byteLength", given)}`;
            };
            assert.equal(passed(value, kindOf), arrives);
        });

    it("is refused at once where nothing could use it", () => {
        const raises = (value: object, error: BaseException) =>
            assert.throws(() => new Queue().put(value), error);
        raises(
            refused["a detached buffer"][0],
            PythonTypeError("cannot pass a 'detached ArrayBuffer' object to a thread"),
        );
        raises(
            refused["shared memory"][0],
            PythonTypeError("cannot pass a 'SharedArrayBuffer' object to a thread"),
        );
        raises(Object.create(Thread.prototype), RuntimeError("thread.__init__() not called"));
    });
});
