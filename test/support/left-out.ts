import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { RootHookObject, Suite, Test } from "mocha";
import { skip } from "./skip";

// Required in addition where Node is emulated: what cannot run there is skipped, with the reason.

const list = join(__dirname, `left-out-${process.env.PYSOCKET_LEFT_OUT}.json`);
const entries: { reason: string; tests?: string[] }[] = JSON.parse(readFileSync(list, "utf8"));
const tests = entries.flatMap(({ reason, tests = [] }) =>
    tests.map((pattern) => ({ pattern: new RegExp(pattern), reason })),
);

function testsOf(suite: Suite): Test[] {
    return [...suite.tests, ...suite.suites.flatMap(testsOf)];
}

export const mochaHooks: RootHookObject = {
    beforeAll(this: Mocha.Context) {
        for (const test of testsOf(this.test?.parent as Suite)) {
            const found = tests.find(({ pattern }) => pattern.test(test.fullTitle()));
            if (found === undefined) continue;
            test.fn = function (this: Mocha.Context) {
                skip(this, found.reason);
            };
            // It does not take what the test itself may have been called back by.
            Object.assign(test, { async: 0, sync: true });
        }
    },
};
