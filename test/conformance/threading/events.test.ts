import assert from "node:assert/strict";
import * as threading from "pysocket/threading";
import { untilWaiting } from "../../support/waiting";
import { LOOPBACK_TIMEOUT } from "../support";
import { assertTimeout, bunch } from "./support";

const N = 5;

describe("test_threading.EventTests", () => {
    const make = () => new threading.Event();

    it("test_is_set", () => {
        const event = make();
        const seen = [event.is_set()];
        for (const change of ["set", "set", "clear", "clear"] as const) {
            event[change]();
            seen.push(event.is_set());
        }
        assert.deepEqual(seen, [false, true, true, false, false]);
    });

    it("test_notify", () => {
        const event = make();
        for (let time = 0; time < 2; time++) {
            const results = bunch(N, ["waitTwice", event], (tasks) => {
                untilWaiting(tasks.length);
                event.set();
            });
            assert.deepEqual(results, new Array(N).fill([true, true]));
            event.clear();
        }
    });

    it("test_timeout", () => {
        const event = make();
        for (const [first, second, seconds] of bunch<[boolean, boolean, number]>(N, [
            "waitFor",
            event,
            0.05,
        ])) {
            assert.deepEqual([first, second], [false, false]);
            assertTimeout(seconds, 0.05);
        }
        event.set();
        for (const [first, second] of bunch<boolean[]>(N, ["waitFor", event, LOOPBACK_TIMEOUT]))
            assert.deepEqual([first, second], [true, true]);
    });

    it("test_set_and_clear", () => {
        const event = make();
        const results = bunch(N, ["wait", event, LOOPBACK_TIMEOUT], (tasks) => {
            untilWaiting(tasks.length);
            event.set();
            event.clear();
        });
        assert.deepEqual(results, new Array(N).fill(true));
    });

    it("test_repr", () => {
        const event = make();
        assert.equal(String(event), "<threading.Event: unset>");
        event.set();
        assert.equal(String(event), "<threading.Event: set>");
    });
});
