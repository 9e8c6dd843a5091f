import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { wordsFor } from "./platform";
import { root } from "./root";
import { skip } from "./skip";

describe("the check for leaks", () => {
    it("fails a suite whose tests leave something behind, and names them", function () {
        if (process.platform === "win32") skip(this, "there is no /proc to see it by");
        const mocha = require.resolve("mocha/bin/mocha.js");
        const hooks = require.resolve("./leaks");
        const words = wordsFor("fixtures/leaking.ts");
        const file = words.pop() as string;
        const result = spawnSync(
            process.execPath,
            [mocha, "--exit", "--no-config", "--require", hooks, ...words, file],
            { cwd: root, encoding: "utf8", env: { ...process.env, PYSOCKET_LEAK_PATIENCE: "300" } },
        );
        const output = result.stdout + result.stderr;
        assert.equal(result.status, 1, output);
        assert.match(output, /6 passing/);
        assert.match(output, /^ *keeps a socket left a descriptor of socket:/m);
        assert.match(output, /^ *keeps a listening server left a descriptor of socket:/m);
        assert.match(output, /^ *keeps a thread left 1 thread\(s\)/m);
        assert.match(output, /^ *keeps a process left process \d+:/m);
        assert.match(output, /^ *keeps a file left the file/m);
        assert.doesNotMatch(output, /keeps nothing left/);
    });
});
