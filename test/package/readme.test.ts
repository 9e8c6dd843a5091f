import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import {
    existsSync,
    mkdirSync,
    mkdtempSync,
    readdirSync,
    readFileSync,
    rmSync,
    writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { basename, join } from "node:path";
import { NO_TSX } from "../support/platform.js";
import { findPython, Program, startServer, stopPrograms, transpile } from "../support/programs.js";
import { needPython } from "../support/python.js";
import { root } from "../support/root.js";
import { skip } from "../support/skip.js";

// The code of the documents runs; their commands, links and files exist.

const programs = ["README.md", "docs/porting.md"];
const markdownIn = (folder: string) =>
    readdirSync(join(root, folder))
        .filter((name) => name.endsWith(".md"))
        .map((name) => `${folder}/${name}`);
const documents = [
    ...["README.md", "CONTRIBUTING.md", "SECURITY.md", "SUPPORTED_PLATFORMS.md", "CHANGELOG.md"],
    ...markdownIn("docs"),
    ...markdownIn("docs/design"),
];
const read = (file: string) => readFileSync(join(root, file), "utf8");

/** Folders of the repository whose files the documents name. What is built, such as dist/, is not there yet. */
const SOURCES = /^(?:lib|native|test|docs|scripts|bench|examples|bin|\.ci|\.github)\//;

/** A heading as GitHub links to it. */
function anchorOf(heading: string): string {
    return heading
        .toLowerCase()
        .replace(/[^\p{L}\p{N}\s_-]/gu, "")
        .trim()
        .replace(/\s/g, "-");
}

function foldersIn(folder: string): string[] {
    return readdirSync(join(root, folder), { withFileTypes: true })
        .filter((entry) => entry.isDirectory())
        .map(({ name }) => name);
}

/** The code blocks of a document, and the names of those that are modules of others. */
function blocks(document: string): { language: string; name: string; code: string }[] {
    const found = read(document).matchAll(/^```(\w+)(?: (\S+))?\n([\s\S]*?)^```$/gm);
    return [...found].map(([, language, name = "", code]) => ({ language, name, code }));
}

/** What a module has on this platform, but for the constants of a module that are said to be there. */
function membersOf(module: Record<string, unknown>, text: string): string[] {
    const isSaid = (name: string) => /constants/.test(text) && /^[A-Z][A-Z0-9]*(_[A-Z0-9_]+\w*)?$/.test(name);
    const isPrivate = (name: string) => /constants/.test(text) && /^_[^_]/.test(name);
    return Object.keys(module).filter(
        (name) => name !== "default" && module[name] !== undefined && !isSaid(name) && !isPrivate(name),
    );
}

describe("the documents", () => {
    const folder = join(root, "build");
    let directory: string;

    before(() => {
        // Inside the package, which then finds itself by its name.
        mkdirSync(folder, { recursive: true });
        directory = mkdtempSync(join(folder, "documents-"));
    });

    after(() => rmSync(directory, { recursive: true }));

    afterEach(stopPrograms);

    /** Runs a code block, and returns what it printed. */
    async function run(name: string, code: string): Promise<string> {
        const file = join(directory, name);
        writeFileSync(file, code);
        const python = findPython();
        const program = name.endsWith(".py")
            ? new Program(name, python?.command ?? "python3", [file], python?.env)
            : new Program(name, process.execPath, [...(name.endsWith(".ts") ? ["--import=tsx"] : []), file]);
        assert.equal(await program.ended(), 0, program.output + program.errors);
        assert.equal(program.errors, "");
        return program.output;
    }

    it("name only scripts that exist", () => {
        const { scripts } = JSON.parse(read("package.json"));
        for (const document of documents) {
            for (const [command, name] of read(document).matchAll(/\bnpm (?:run ([\w:]+)|test)\b/g)) {
                assert.ok(name === undefined ? scripts.test : scripts[name], `${document}: ${command}`);
            }
        }
    });

    it("link only to files and headings that exist", () => {
        for (const document of documents) {
            for (const [, target, anchor] of read(document).matchAll(/\]\(([^)#\s]*)(?:#([^)\s]+))?\)/g)) {
                if (target.includes("://")) continue;
                const path = target === "" ? document : join(document, "..", target);
                assert.ok(existsSync(join(root, path)), `${document}: ${target}`);
                if (anchor === undefined) continue;
                const headings = [...read(path).matchAll(/^#+ (.*)$/gm)].map(([, text]) => anchorOf(text));
                assert.ok(headings.includes(anchor), `${document}: ${target}#${anchor}`);
            }
        }
    });

    it("name only files that exist", () => {
        for (const document of documents) {
            for (const [, path] of read(document).matchAll(/`([^`\s]+)`/g)) {
                if (!SOURCES.test(path) || /[*{<]/.test(path)) continue;
                assert.ok(existsSync(join(root, path)), `${document}: ${path}`);
            }
        }
    });

    it("name only tests that exist", () => {
        const tests = readdirSync(join(root, "test"), { recursive: true, encoding: "utf8" });
        const names = new Set(tests.map((path) => basename(path)));
        for (const document of documents) {
            for (const [, name] of read(document).matchAll(/(?:[\w-]+\/)*([\w-]+\.test\.ts)\b/g))
                assert.ok(names.has(name), `${document}: ${name}`);
        }
    });

    it("show every room on its floor", () => {
        const [picture] = read("docs/architecture.md").match(/```text\n[\s\S]*?```/) ?? [];
        assert.ok(picture);
        const [upper, lower] = picture.split(/\u2550+/);
        const roomsOf = (text: string) =>
            [...text.matchAll(/(?<![\w/.])(\w+)\/(?=\s)/g)].map(([, room]) => room);
        assert.deepEqual(roomsOf(upper).sort(), foldersIn("lib").sort());
        assert.deepEqual(roomsOf(lower).sort(), foldersIn("native").sort());
    });

    it("name only modules and members that exist", () => {
        const require = createRequire(join(root, "package.json"));
        for (const document of programs) {
            for (const [, name] of read(document).matchAll(/"(pysocket(?:\/\w+)?)"/g)) require(name);
        }
        const [modules] = read("README.md").match(/^## Modules\n[\s\S]*?(?=^## )/m) ?? [];
        assert.ok(modules);
        for (const [, name, members] of modules.matchAll(/^- `(pysocket\/\w+)`: ([\s\S]*?)\.$/gm)) {
            const named = [...members.matchAll(/`(\w+)`/g)].map(([, member]) => member);
            // What is named is what Linux has.
            const isHere = (member: string) =>
                process.platform === "linux" || require(name)[member] !== undefined;
            if (name !== "pysocket/builtins")
                assert.deepEqual(named.filter(isHere).sort(), membersOf(require(name), members).sort());
            for (const member of named.filter(isHere))
                assert.notEqual(require(name)[member], undefined, `${name}.${member}`);
        }
    });

    it("show the multi-threaded server as it is in examples/", () => {
        const shown = blocks("README.md").filter(
            ({ language }) => language === "python" || language === "ts",
        );
        assert.deepEqual(
            shown.map(({ language }) => language),
            ["python", "ts"],
        );
        assert.equal(shown[0].code, read("examples/multi_threaded_server.py"));
        assert.equal(shown[1].code, read("examples/multi_threaded_server.ts"));
    });

    it("have a first script that runs", async () => {
        const [script] = blocks("README.md").filter(({ language }) => language === "js");
        assert.equal(await run("first.cjs", script.code), "hello\n");
        const [line] = script.code.split("\n");
        const imports = script.code.replace(line, 'import * as socket from "pysocket";');
        assert.notEqual(imports, script.code);
        assert.equal(await run("first.mjs", imports), "hello\n");
        if (NO_TSX === null) assert.equal(await run("first.ts", imports), "hello\n");
    });

    const all = blocks("docs/porting.md").filter(({ language }) => language !== "text");
    const pairs = all.filter(({ name }) => name === "");

    before(() => {
        for (const { name, code } of all.filter(({ name }) => name !== ""))
            writeFileSync(join(directory, name), name.endsWith(".js") ? transpile(code) : code);
    });

    for (let at = 0; at < pairs.length; at += 2) {
        it(`have the same program in both languages: pair ${at / 2 + 1}`, async function () {
            assert.deepEqual([pairs[at].language, pairs[at + 1].language], ["python", "ts"]);
            // A socket's timeout is a TimeoutError since then.
            needPython(this, pairs[at].code.includes("TimeoutError") ? "3.10" : undefined);
            const expected = await run(`pair${at}.py`, pairs[at].code);
            assert.notEqual(expected, "");
            assert.equal(await run(`pair${at}.js`, transpile(pairs[at + 1].code)), expected);
        });
    }

    it("show how to run an example", async function () {
        if (NO_TSX !== null) skip(this, NO_TSX);
        const commands = blocks("README.md").flatMap(({ language, code }) =>
            language === "sh" ? code.trim().split("\n") : [],
        );
        const [server, client, ...none] = commands.filter((command) =>
            command.includes("npm run example -- "),
        );
        assert.deepEqual(none, []);
        assert.equal(server, "npm run example -- multi_threaded_server 127.0.0.1 8000");
        assert.equal(client, "npm run example -- echo_client 127.0.0.1 8000");
        const [, port] = await startServer("multi_threaded_server.ts");
        for (const name of ["echo_client", "echo_client.py"]) {
            if (name.endsWith(".py") && findPython() === null) continue;
            const script = join("scripts", "example.ts");
            const words = ["--import=tsx", script, name, "127.0.0.1", `${port}`];
            const program = new Program(name, process.execPath, words);
            await program.printed(/^connected/m);
            program.say("hello\n");
            await program.printed(/^answer: hello$/m);
            program.say("bye\n");
            assert.equal(await program.ended(), 0, program.errors);
        }
    });

    it("are right that an example that is not there is told from the others", function () {
        if (NO_TSX !== null) skip(this, NO_TSX);
        for (const args of [[], ["nothing"], ["../package"]]) {
            const words = ["--import=tsx", join("scripts", "example.ts"), ...args];
            const { status, stderr } = spawnSync(process.execPath, words, { cwd: root, encoding: "utf8" });
            assert.equal(status, args.length > 0 ? 1 : 0);
            assert.match(stderr, /^ {2}multi_threaded_server +An echo server that/m);
            assert.equal(/There is no example called/.test(stderr), args.length > 0);
        }
    });
});
