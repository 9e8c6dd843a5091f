import assert from "node:assert/strict";
import * as threading from "pysocket/threading";
import { patience } from "../support/slowness";

const { start } = require("../fixtures/synchronisation.cjs") as {
    start(name: string, ...args: unknown[]): threading.Thread;
};

/** Seconds that only a lost wake-up should need. */
const LIMIT = 12 * patience;

describe("a Condition", () => {
    it("loses no wake-up in a storm of fifty threads", () => {
        const condition = new threading.Condition();
        const [waits, wakes] = [new threading.Semaphore(0), new threading.Semaphore(0)];
        const rounds = 20;
        const threads = Array.from({ length: 50 }, () =>
            start("waitAgainAndAgain", condition, waits, wakes, rounds),
        );
        for (let round = 0; round < 50 * rounds; round++) {
            waits.acquire();
            using _ = condition.hold();
            condition.notify();
        }
        for (let round = 0; round < 50 * rounds; round++) assert.ok(wakes.acquire(true, LIMIT));
        for (const each of threads) each.join(LIMIT);
        assert.ok(!threads.some((each) => each.is_alive()));
        assert.match(String(condition), /, 0\)>$/);
    });
});
