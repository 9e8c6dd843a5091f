import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../support/root";

const description = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
const modules = Object.keys(description.exports)
    .filter((subpath) => !subpath.endsWith(".json"))
    .map((subpath) => `pysocket${subpath.slice(1)}`);

describe("the package", () => {
    it("is the socket module itself", () => {
        assert.equal(require("pysocket"), require("pysocket/socket"));
        assert.equal(require.resolve("pysocket"), require.resolve("pysocket/socket"));
    });

    it("uses the addon that PYSOCKET_ADDON names, or the one built by node-gyp", () => {
        const expected = process.env.PYSOCKET_ADDON || join(root, "build", "Release", "pysocket.node");
        const loaded = Object.keys(require.cache).filter((path) => path.endsWith("pysocket.node"));
        assert.deepEqual(loaded, [expected]);
    });

    it("gives the same names and objects to require and to import", () => {
        const fixture = join(__dirname, "..", "fixtures", "imports.mjs");
        const { static: same, ...report } = JSON.parse(
            execFileSync(process.execPath, [fixture], { encoding: "utf8" }),
        );
        assert.deepEqual(Object.keys(report), modules);
        for (const [name, { required, imported, different }] of Object.entries<Record<string, string[]>>(
            report,
        )) {
            assert.deepEqual(imported, required, name);
            assert.deepEqual(different, [], name);
            assert.ok(required.length > 0, name);
        }
        assert.equal(same, true);
    });

    it("has a file of declarations for each module", () => {
        for (const [subpath, file] of Object.entries<string>(description.exports)) {
            assert.ok(existsSync(join(root, file)), subpath);
            if (file.endsWith(".js")) assert.ok(existsSync(join(root, file.replace(/js$/, "d.ts"))), subpath);
        }
    });

    it("has its parts where they are looked for", () => {
        const parts = ["native", "lib", "test", "examples", "docs", "binding.gyp", "CMakeLists.txt"];
        parts.push("package.json", "package-lock.json", "tsconfig.json", ".ci/run", "LICENSE", "README.md");
        const absent = parts.filter((part) => !existsSync(join(root, part)));
        assert.deepEqual(absent, []);
    });

    it("is packed with what is needed to use it and to build it", () => {
        const npm = process.env.npm_execpath;
        const args = ["pack", "--dry-run", "--json", "--ignore-scripts"];
        const output =
            npm === undefined
                ? execFileSync("npm", args, { cwd: root, encoding: "utf8" })
                : execFileSync(process.execPath, [npm, ...args], { cwd: root, encoding: "utf8" });
        const packed: string[] = JSON.parse(output)[0].files.map((file: { path: string }) => file.path);
        const wanted = ["package.json", "LICENSE", "binding.gyp", "CMakeLists.txt", "native/sources.txt"];
        wanted.push(
            ...readFileSync(join(root, "native", "sources.txt"), "utf8")
                .trim()
                .split("\n"),
        );
        wanted.push(...Object.values<string>(description.exports).map((file) => file.replace(/^\.\//, "")));
        assert.deepEqual(
            wanted.filter((path) => !packed.includes(path)),
            [],
        );
        assert.deepEqual(
            packed.filter((path) =>
                /^(test|build|node_modules|scripts)\/|tsbuildinfo$|\.sources$/.test(path),
            ),
            [],
        );
    });
});
