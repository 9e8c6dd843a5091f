import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root } from "../support/root";

/** Requires the package as it lies in `folder` and returns the error that this throws. */
function errorOfLoading(folder: string, addon?: string): { code: string; message: string } {
    const env = { ...process.env };
    delete env.PYSOCKET_ADDON;
    if (addon !== undefined) env.PYSOCKET_ADDON = addon;
    const code = `
        try {
            require(${JSON.stringify(folder)});
            process.exitCode = 1;
        } catch ({ code, message }) {
            console.log(JSON.stringify({ code, message }));
        }`;
    const result = spawnSync(process.execPath, ["-e", code], { encoding: "utf8", env });
    assert.equal(result.status, 0, result.stderr);
    return JSON.parse(result.stdout);
}

describe("an addon that cannot be used", () => {
    let folder: string;

    before(() => {
        folder = mkdtempSync(join(tmpdir(), "without-addon-"));
        cpSync(join(root, "dist"), join(folder, "dist"), { recursive: true });
        cpSync(join(root, "package.json"), join(folder, "package.json"));
        symlinkSync(join(root, "node_modules"), join(folder, "node_modules"), "dir");
    });

    after(() => rmSync(folder, { recursive: true }));

    /** What to do is said in each case. */
    function assertHelps(error: { code: string; message: string }, where: string): void {
        assert.equal(error.code, "ERR_PYSOCKET_ADDON");
        assert.ok(
            error.message.includes(`cd ${JSON.stringify(where)} && npx node-gyp rebuild`),
            error.message,
        );
        assert.match(error.message, /C\+\+17 compiler, make and Python 3/);
        assert.match(error.message, /PYSOCKET_ADDON/);
        assert.ok(error.message.includes(`${process.platform}-${process.arch}`), error.message);
    }

    it("is reported with what to do when there is none", () => {
        const error = errorOfLoading(folder);
        assert.match(error.message, /^There is no native addon of pysocket for this platform/);
        assertHelps(error, folder);
    });

    it("is reported with the loader's reason when it is not an addon", () => {
        const addon = join(folder, "broken.node");
        writeFileSync(addon, "not an addon");
        const error = errorOfLoading(root, addon);
        assert.match(error.message, /^The native addon of pysocket cannot be loaded/);
        assert.ok(error.message.includes(addon), error.message);
        assertHelps(error, root);
    });

    it("is reported when PYSOCKET_ADDON names no file", () => {
        const error = errorOfLoading(root, join(folder, "absent.node"));
        assert.match(error.message, /absent\.node/);
        assertHelps(error, root);
    });
});
