import { spawnSync } from "node:child_process";
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { linkPackage, makeTests, runRunner, TEST_TIMEOUT } from "../support/runners";
import { skip } from "../support/skip";

/** Runners that load what they test in a context of their own, or behind proxies. */
const RUNNERS = ["jest@29", "vitest@3"];

describe("tests that start threads pass in", () => {
    let folder = "";

    before(function () {
        folder = makeTests();
        writeFileSync(join(folder, "package.json"), '{ "private": true }');
        const words = ["install", "--no-audit", "--no-fund", "--no-save", "--ignore-scripts", ...RUNNERS];
        const { status, stderr } = spawnSync("npm", words, {
            cwd: folder,
            encoding: "utf8",
            shell: process.platform === "win32",
        });
        const [, reason] = /npm (?:error|ERR!) code (\w+)/.exec(`${stderr}`) ?? [];
        if (status !== 0) skip(this, `npm cannot install ${RUNNERS.join(" and ")}: ${reason ?? stderr}`);
        // npm has removed what it did not install.
        rmSync(join(folder, "node_modules", "pysocket"), { force: true });
        linkPackage(folder);
    });

    after(() => rmSync(folder, { recursive: true }));

    it("Jest", () => {
        const match = [
            "--testMatch",
            "**/commonjs.test.cjs",
            "--moduleFileExtensions",
            "cjs",
            "js",
            "json",
            "node",
        ];
        runRunner(
            folder,
            join(folder, "node_modules", "jest", "bin", "jest.js"),
            "--cacheDirectory=cache",
            `--testTimeout=${TEST_TIMEOUT}`,
            "--rootDir",
            ".",
            ...match,
        );
    });

    it("Vitest", () => {
        runRunner(
            folder,
            join(folder, "node_modules", "vitest", "vitest.mjs"),
            "run",
            `--testTimeout=${TEST_TIMEOUT}`,
            "vitest.test.mjs",
        );
    });
});
