import assert from "node:assert/strict";
import { setImmediate as turn } from "node:timers/promises";
import * as socket from "pysocket";
import { ThreadPoolExecutor } from "pysocket/concurrent/futures";
import * as queue from "pysocket/queue";
import * as shared from "pysocket/shared";
import * as threading from "pysocket/threading";
import { collect } from "#lib/runtime/garbage";
import { collectGarbage } from "../support/garbage";

const { kinds, checkOwn, passOn, startStarter } = require("../fixtures/identity.cjs") as {
    kinds: Record<string, () => object>;
    checkOwn(object: object): void;
    passOn(object: object): [said: string, back: object];
    startStarter(begun: threading.Event, end: threading.Event, answers: queue.Queue): threading.Thread;
};

function close(object: object): void {
    if (object instanceof threading.Thread && object !== threading.current_thread()) object.join();
    (object as { close?(): void }).close?.();
    if (object instanceof ThreadPoolExecutor) object.shutdown();
}

describe("an object that threads share is one object in each of them", () => {
    for (const [kind, make] of Object.entries(kinds)) {
        it(`${kind}: out of queues and containers`, () => {
            const object = make();
            checkOwn(object);
            close(object);
        });

        it(`${kind}: in another thread, and back from it`, () => {
            const object = make();
            const [said, back] = passOn(object);
            assert.equal(said, "same");
            assert.equal(back, object);
            close(object);
        });
    }

    it("by its name", () => {
        const list = shared.list("one object");
        assert.equal(shared.list("one object"), list);
        assert.equal(shared.Lock("one lock"), shared.Lock("one lock"));
    });

    it("if it is of a class of the program, with its fields", () => {
        class Named extends socket.socket {
            constructor(readonly label: string) {
                super();
            }
        }
        const clients = shared.list<Named>();
        const named = new Named("first");
        clients.append(named);
        assert.equal(clients[0], named);
        assert.equal(clients[0].label, "first");
        named.close();
        assert.equal(clients[0], named);
    });

    it("if it was closed, or holds itself", () => {
        const values = queue.Queue();
        values.put(values);
        assert.equal(values.get(), values);
        const dict = shared.dict();
        dict.set("me", dict);
        assert.equal(dict.at("me"), dict);
    });

    it("if enumerate() has made it, and its thread has ended", () => {
        const [begun, end] = [threading.Event(), threading.Event()];
        const answers = queue.Queue();
        const starter = startStarter(begun, end, answers);
        begun.wait();
        const inner = threading.enumerate().find((thread) => thread.name === "inner");
        end.set();
        assert.equal(answers.get(), inner);
        starter.join();
        answers.put(starter);
        assert.equal(answers.get(), starter);
    });

    it("a condition has the lock that it was made with", () => {
        const lock = threading.Lock();
        const values = queue.Queue();
        values.put([threading.Condition(lock), lock]);
        const [, found] = values.get();
        assert.equal(found, lock);
    });

    it("without being kept alive: its references go when it is collected", async () => {
        const values = queue.Queue();
        const [kept, given] = socket.socketpair();
        kept.settimeout(20);
        // The object that was put, those that came, and the value in the queue.
        await (async () => {
            for (let count = 0; count < 3; count++) {
                values.put([given, given]);
                assert.equal(values.get()[1], given);
            }
            values.put(given);
        })();
        await turn();
        values.get().close();
        assert.equal(kept.recv(1).length, 0);
        kept.close();
    });

    it("made anew once nobody has the one before", async () => {
        const values = queue.Queue();
        await (async () => {
            const list = shared.list(null, [1]);
            (list as unknown as Record<symbol, string>)[Symbol.for("mark")] = "old";
            values.put(list);
        })();
        for (let count = 0; count < 5; count++) {
            await turn();
            collectGarbage();
            collect();
        }
        const found = values.get();
        assert.equal(found[Symbol.for("mark")], undefined);
        assert.deepEqual([...found], [1]);
    });
});
