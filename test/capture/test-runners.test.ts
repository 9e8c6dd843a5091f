import { rmSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { makeTests, runRunner, TEST_TIMEOUT } from "../support/runners";

// Jest and Vitest are tried in test/package/test-runners-installed.test.ts.

describe("tests that start threads pass in", () => {
    let folder = "";

    before(() => {
        folder = makeTests();
    });

    after(() => rmSync(folder, { recursive: true }));

    it("mocha", () => {
        const mocha = dirname(createRequire(__filename).resolve("mocha/package.json"));
        runRunner(folder, join(mocha, "bin", "mocha.js"), `--timeout=${TEST_TIMEOUT}`, "commonjs.test.cjs");
    });

    it("node:test", () => runRunner(folder, "--test", "node.test.mjs"));
});
