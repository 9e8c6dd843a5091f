import assert from "node:assert/strict";
import { check, endings, PATIENCE, someWaitsEndBy, start, usual, waits } from "../support/blocked";
import { long } from "../support/long";
import { stopPrograms } from "../support/programs";

describe("a process whose threads are blocked", () => {
    afterEach(stopPrograms);

    // The long form has each wait meet each ending.
    for (const number of endings.keys()) if (!usual.includes(number)) someWaitsEndBy(number);

    it("ends with many of them", async function () {
        this.timeout(2 * PATIENCE * 1000);
        await check(["recv", "acquire"], endings[0], "idle", long ? 25 : 8);
    });

    it("ends while workers are still coming up", async function () {
        this.timeout(PATIENCE * 1000);
        const programs = Array.from({ length: long ? 20 : 2 }, () => start(["recv"], "at_once", "idle", 8));
        const endings = await Promise.all(programs.map((program) => program.ended(PATIENCE)));
        const errors = programs.map((program) => program.errors);
        assert.deepEqual([...new Set(endings)], [3], errors.join("\n"));
    });

    if (!long) return;

    // One wait a process tells which it is that keeps a process from ending.
    for (const wait of waits) {
        it(`in ${wait} ends by whatever ends it, with one of them and with fifty`, async function () {
            this.timeout(20 * PATIENCE * 1000);
            for (const ending of endings) {
                await Promise.all([check([wait], ending, "idle", 1), check([wait], ending, "blocked", 1)]);
                await check([wait], ending, "idle", 50);
                await check([wait], ending, "blocked", 50);
            }
        });
    }

    for (const ending of endings) {
        it(`in each wait ends by ${ending.name}, again and again`, async function () {
            this.timeout(20 * PATIENCE * 1000);
            for (let time = 0; time < 20; time++)
                await Promise.all([check(waits, ending, "idle", 1), check(waits, ending, "blocked", 1)]);
        });
    }
});
