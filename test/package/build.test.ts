import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { onWindows } from "../support/platform";
import { root } from "../support/root";
import { skip } from "../support/skip";

describe("the build", () => {
    it("says in one line which compiler is missing, and how to get one", function () {
        if (onWindows) skip(this, "node-gyp alone knows where the compiler of Windows is");
        const { CXX: _, ...env } = process.env;
        const build = (more: NodeJS.ProcessEnv) =>
            spawnSync(process.execPath, [join("scripts", "build.mjs"), "native"], {
                cwd: root,
                encoding: "utf8",
                env: { ...env, PATH: "", ...more },
            });
        for (const [more, missing] of [
            [{}, "a C++ compiler"],
            [{ CXX: "no-such-compiler -O2" }, "the C++ compiler no-such-compiler -O2"],
        ] as const) {
            const { status, stdout, stderr } = build(more);
            assert.deepEqual([status, stdout], [1, ""]);
            const expected = `The addon cannot be built: ${missing} is not installed. `;
            assert.equal(stderr.slice(0, expected.length), expected);
            assert.match(
                stderr,
                /^.*apt install g\+\+.*dnf install.*xcode-select --install.*Visual Studio.*\n$/,
            );
        }
    });
});
