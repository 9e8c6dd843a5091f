import assert from "node:assert/strict";
import { MessageChannel } from "node:worker_threads";
import { skip } from "../support/skip";

const { kinds } = require("../fixtures/identity.cjs") as { kinds: Record<string, () => object> };

describe("V8's structured clone", () => {
    before(function () {
        if (!("markAsUncloneable" in require("node:worker_threads")))
            skip(this, `Node ${process.versions.node} lets nobody refuse a clone`);
    });

    for (const [kind, make] of Object.entries(kinds))
        it(`of an object that threads share is refused: ${kind}`, () => {
            const object = make() as { close?(): void; shutdown?(): void };
            const { port1, port2 } = new MessageChannel();
            try {
                assert.throws(() => structuredClone(object), { name: "DataCloneError" });
                assert.throws(() => port1.postMessage({ nested: [object] }), { name: "DataCloneError" });
            } finally {
                port1.close();
                port2.close();
                (object.close ?? object.shutdown)?.call(object);
            }
        });
});
