import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { root } from "../support/root";

const program: Record<string, () => unknown> = require("../fixtures/capture/program.cjs");

/** Each function of the program, and what it returns. */
const expected: Record<string, unknown> = {
    "an object that has private fields only says so when it is used":
        "cannot use 'task' in the thread of <anonymous>(): an instance of Task has private fields (#key), " +
        "which cannot cross to another thread; cannot use 'hidden' in the thread of <anonymous>(): an instance of Hidden has private fields (#key), " +
        "which cannot cross to another thread",
    "a proxy in front of a module is the module": ["b", true],
    "a barrier's action may be a method of the object that has the barrier": ["team", 2, "team", 2],
    "a thread's threads find what a module's own variables are": 8,
    "what is there to be recognised is recognised when it comes again, and at home": 0,
    "a function that comes again has the values of then": [1, 2, true],
    "an empty object that has got fields is another one": true,
    "no statement runs again": 1,
    "functions share a variable of their module": [2, 2, 0],
    "two counters of the same values stay two": [1, 2, 1, 2, 1],
    "a loop's variable is one for each turn": [0, 1, 2],
    "each job sees the values as of its start": [1, 1, 10],
    "an executor's threads keep the variables of modules": ["db", "other", null],
    "a barrier's action sets what its thread sees": "number",
    "a thread can start a thread that another one made": ["later", false],
    "fields come back as what they are": [true, 7, 1, true],
    "what cannot cross says so when it is used": [
        "not used",
        "TypeError: cannot use 'promise' in the thread of handle(): a Promise cannot cross to another thread: " +
            "make it in the thread that uses it",
    ],
    "a private field says so when it is used":
        "cannot use 'secret' in the thread of <anonymous>(): an instance of Secret has private fields (#key), " +
        "which cannot cross to another thread",
    // Node 20 does not tell such a variable from one that is undefined.
    "a variable without a value says so when it is used": [
        process.versions.node.startsWith("20.") ? Number.NaN : true,
        1,
    ],
    "eval, super and new.target are refused at start": ["eval", "super", "new.target"],
    "errors say where they were thrown": true,
    "excepthook is that of the starter, in its threads' threads too": "deep",
    "a bound method of the package finds its object": true,
    "a function that a thread was given can be given on": 7,
    "the body of an arrow function with this does not run in the starter": [3, 1, 0],
};

describe("a thread's function", () => {
    for (const [title, run] of Object.entries(program))
        it(title, () => assert.deepEqual(run(), expected[title]));
});

/** What a program prints to standard error. */
function warningsOf(statements: string, ...options: string[]): string {
    const text = `const threading = require("pysocket/threading"); ${statements}`;
    const { stderr } = spawnSync(process.execPath, [...options, "-e", text], { cwd: root, encoding: "utf8" });
    return stderr;
}

describe("a thread's copy", () => {
    it("of a container is warned of, once", () => {
        const stderr = warningsOf(`
            const clients = [];
            const handle = (name) => { clients.push(name); };
            for (const name of "ab") { const t = threading.Thread({ target: handle, args: [name] }); t.start(); t.join(); }`);
        assert.equal(stderr.match(/ThreadCopyWarning: 'clients\.push\(\)' changes/g)?.length, 1, stderr);
    });

    it("of a variable is warned of", () => {
        const stderr = warningsOf(`
            let total = 0;
            const t = threading.Thread({ target: () => { total += 1; } }); t.start(); t.join();`);
        assert.match(stderr, /ThreadCopyWarning: assigning 'total' changes this thread's own copy/);
    });

    it("is warned of in a method only if something in the thread calls it", () => {
        const warned = (body: string) =>
            warningsOf(`
                const clients = []; let isOpen = true;
                class Server {
                    constructor() { this.number = clients.push(this); }
                    add(name) { clients.push(name); }
                    $close() { isOpen = false; }
                    serve() { ${body} }
                }
                const server = new Server(); server.add("a"); server.$close();
                const t = threading.Thread({ target: server.serve.bind(server) }); t.start(); t.join();`);
        assert.equal(warned("return this.number + clients.length;"), "");
        assert.match(warned("this.add('b');"), /'clients\.push\(\)' changes/);
        assert.match(warned("this.$close();"), /assigning 'isOpen' changes/);
        assert.match(warned("return new Server();"), /'clients\.push\(\)' changes/);
        assert.match(warned("clients.length = 0;"), /'clients\.length' changes/);
    });

    it("is warned of in a function of an object only if something in the thread may call it", () => {
        const warned = (body: string) =>
            warningsOf(`
                let source = ""; const seen = [];
                const settings = { load(name) { source = name; }, setup() { source = ""; }, describe: () => source };
                const table = { add: (name) => seen.push(name) };
                const t = threading.Thread({ target: () => { ${body} } }); t.start(); t.join();`);
        assert.equal(warned("settings.describe(); table.length;"), "");
        assert.match(warned("settings.load('a');"), /assigning 'source' changes/);
        assert.match(warned("const { load } = settings; load('a');"), /assigning 'source' changes/);
        assert.match(warned("table['a' + 'dd']('a');"), /'seen\.push\(\)' changes/);
        assert.match(
            warned("for (const each of Object.values(table)) each('a');"),
            /'seen\.push\(\)' changes/,
        );
    });

    it("is not warned of where nothing outside changes", () => {
        const stderr = warningsOf(`
            const names = ["a"]; const table = new Map();
            const t = threading.Thread({ target: () => {
                const own = [...names]; own.push("b"); let count = 0; count++; table.get(count);
            } }); t.start(); t.join();`);
        assert.equal(stderr, "");
    });
});

describe("without an inspector", () => {
    it("a thread says what it needs", () => {
        const { stderr } = spawnSync(
            process.execPath,
            [
                ...(process.allowedNodeEnvironmentFlags.has("--permission")
                    ? ["--permission"]
                    : ["--experimental-permission"]),
                "--allow-fs-read=*",
                "--allow-worker",
                ...(process.allowedNodeEnvironmentFlags.has("--allow-addons") ? ["--allow-addons"] : []),
                "-e",
                'const t = require("pysocket/threading").Thread({ target: () => 1 }); t.start();',
            ],
            { cwd: root, encoding: "utf8" },
        );
        assert.match(stderr, /RuntimeError: .*the inspector|ERR_DLOPEN_DISABLED|ERR_ACCESS_DENIED/);
    });
});
