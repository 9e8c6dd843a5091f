import assert from "node:assert/strict";
import {
    check,
    checkUnloaded,
    endings,
    mains,
    PATIENCE,
    sendsItself,
    someWaitsEndBy,
    start,
    structures,
    usual,
    waits,
} from "../support/blocked";
import { long } from "../support/long";
import { onWindows } from "../support/platform";
import { stopPrograms } from "../support/programs";
import { skip } from "../support/skip";

/** How often the long form goes through the whole matrix. */
const rounds = Number(process.env.PYSOCKET_ROUNDS ?? 20);

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
                await Promise.all(mains.map((main) => check([wait], ending, main, 1)));
                for (const main of mains) await check([wait], ending, main, 50);
            }
        });
    }

    // The whole matrix: how it ends, where the main thread is, whether it has loaded the package, and how many threads
    // there are. Over the rounds each wait comes round.
    for (const [number, ending] of endings.entries()) {
        for (const main of mains) {
            for (const structure of ["loaded", ...structures] as const) {
                it(`ends by ${ending.name}, its main thread ${main} (${structure}), again and again`, async function () {
                    this.timeout(20 * rounds * PATIENCE * 1000);
                    if (onWindows && (structure !== "loaded" || sendsItself(ending, main)))
                        skip(this, "signals, and files that are in use, are others on Windows");
                    for (let round = 0; round < rounds; round++) {
                        for (const count of [1, 8, 50]) {
                            const from = (number + round) * count;
                            const some = Array.from(
                                { length: count },
                                (_, index) => waits[(from + index) % waits.length],
                            );
                            if (structure === "loaded") await check(some, ending, main, 1);
                            else await checkUnloaded(some, ending, main, structure);
                        }
                    }
                });
            }
        }
    }
});
