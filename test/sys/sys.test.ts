import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { findPython } from "../support/programs";
import { needReference } from "../support/python";
import { root } from "../support/root";

/** A program in both languages, and what it finds on its standard input. */
interface Pair {
    python: string;
    node: string;
    input?: string;
    /** Whether only the first line of the errors is compared, above a stack trace. */
    first?: boolean;
}

const imports = `
const sys = require("pysocket/sys");
const { print, input, repr, str, b, KeyError, OSError, SystemExit, ValueError } = require("pysocket/builtins");
const threading = require("pysocket/threading");
const _thread = require("pysocket/_thread");
const time = require("pysocket/time");
const { select } = require("pysocket/select");
const io = require("pysocket/io");
`;

const pairs: Record<string, Pair> = {
    "print() shows values as Python does": {
        python: `
print("a", 1, 1.5, None, True, False, float("nan"), float("inf"))
print(["x", None, b"y"], [], [[1], [2, "it's"]], {"k": [1]}, {}, {1, 2}, set())
print(("127.0.0.1", 80), ("::1", 80, 0, 0), [("h", 1)])
print(b"a\\n'\\xff", bytearray(b"q"), ValueError("x"), ValueError("x", 1), [ValueError("x"), KeyError("k"), OSError(2, "no")])
print("a", "b", sep="-", end="!\\n", flush=True); print(); print(sep="x"); print("q", sep=None, end=None)
print(repr("it's\\n"), repr(["a"]), str(b"caf\\xc3\\xa9", "utf-8"), str(None), str(["a"]), str(ValueError("e")))
cycle = [1]; cycle.append(cycle); print(cycle)`,
        node: `
print("a", 1, 1.5, null, true, false, NaN, Infinity);
print(["x", null, b\`y\`], [], [[1], [2, "it's"]], { k: [1] }, {}, new Set([1, 2]), new Set());
print(["127.0.0.1", 80], ["::1", 80, 0, 0], [["h", 1]]);
print(b\`a\\n'\\xff\`, new Uint8Array([113]), ValueError("x"), ValueError("x", 1), [ValueError("x"), KeyError("k"), OSError(2, "no")]);
print("a", "b", { sep: "-", end: "!\\n", flush: true }); print(); print({ sep: "x" }); print("q", { sep: null, end: null });
print(repr("it's\\n"), repr(["a"]), str(b\`caf\\xc3\\xa9\`, "utf-8"), str(null), str(["a"]), str(ValueError("e")));
const cycle = [1]; cycle.push(cycle); print(cycle);`,
    },
    "input(), lines of stdin, and select()": {
        python: `
import sys, select
print(repr(input("name? ")), len(select.select([sys.stdin], [], [], 5)[0]))
print(repr(sys.stdin.readline()), [line for line in sys.stdin], repr(sys.stdin.buffer.read()))
try: input()
except EOFError as error: print(repr(error))
print(sys.stdin.fileno(), sys.stdout.fileno(), sys.stderr.fileno(), sys.stdout.isatty(), sys.stdin.name, sys.stdout.mode)
print(sys.stdin.encoding, sys.stderr.errors, sys.stdout)`,
        node: `
print(repr(input("name? ")), select([sys.stdin], [], [], 5)[0].length);
print(repr(sys.stdin.readline()), [...sys.stdin], repr(sys.stdin.buffer.read()));
try { input(); } catch (error) { print(repr(error)); }
print(sys.stdin.fileno(), sys.stdout.fileno(), sys.stderr.fileno(), sys.stdout.isatty(), sys.stdin.name, sys.stdout.mode);
print(sys.stdin.encoding, sys.stderr.errors, sys.stdout);`,
        input: "Bob\nfirst\nsecond\nthird",
    },
    "an assigned stdout gets what is printed": {
        python: `
import sys, io
sys.stdout = memory = io.StringIO()
print("hidden", 1)
sys.stdout = sys.__stdout__
print(repr(memory.getvalue()))
print("error", file=sys.stderr)
sys.stdout.buffer.write(b"bytes\\n")
sys.stdout = None
print("nowhere")`,
        node: `
const memory = io.StringIO();
sys.stdout = memory;
print("hidden", 1);
sys.stdout = sys.__stdout__;
print(repr(memory.getvalue()));
print("error", { file: sys.stderr });
sys.stdout.buffer.write(b\`bytes\\n\`);
sys.stdout = null;
print("nowhere");`,
    },
    "sys.exit() on the main thread waits for the others": {
        python: `
import sys, threading
go = threading.Event()
def work():
    go.wait()
    print("work is done")
threading.Thread(target=work).start()
threading.Timer(0.05, go.set).start()
try: sys.exit("message")
finally: print("finally")`,
        node: `
const go = threading.Event();
function work() {
    go.wait();
    print("work is done");
}
threading.Thread({ target: work }).start();
threading.Timer(0.05, go.set.bind(go)).start();
try { sys.exit("message"); } finally { print("finally"); }`,
    },
    "sys.exc_info() in what handles an exception": {
        python: `
import sys, threading
from socketserver import BaseServer
class Server(BaseServer):
    def __init__(self): super().__init__(("", 0), None)
    def fileno(self): return 0
    def get_request(self): return "request", "client"
    def process_request(self, request, client): raise ValueError("no luck")
    def shutdown_request(self, request): pass
    def handle_error(self, request, client):
        kind, value, traceback = sys.exc_info()
        print(kind.__name__, value, traceback is not None, sys.exception() is value)
Server()._handle_request_noblock()
print(sys.exc_info())
def hook(args): print(sys.exc_info()[1] is args.exc_value, args.exc_value)
def work(): raise ValueError("in a thread")
threading.excepthook = hook
thread = threading.Thread(target=work)
thread.start()
thread.join()`,
        node: `
const { BaseServer } = require("pysocket/socketserver");
class Server extends BaseServer {
    constructor() { super(["", 0], function () {}); }
    fileno() { return 0; }
    get_request() { return ["request", "client"]; }
    process_request() { throw ValueError("no luck"); }
    shutdown_request() {}
    handle_error() {
        const [kind, value, traceback] = sys.exc_info();
        print(kind.name, value, traceback !== null, sys.exception() === value);
    }
}
new Server()._handle_request_noblock();
print(Object.freeze(sys.exc_info()));
threading.excepthook = (args) => print(sys.exc_info()[1] === args.exc_value, args.exc_value);
function work() { throw ValueError("in a thread"); }
const thread = threading.Thread({ target: work });
thread.start();
thread.join();`,
    },
    ...Object.fromEntries(
        [
            ["", ""],
            ["None", "null"],
            ["259", "259"],
            ["-1", "-1"],
            ["True", "true"],
            ["['a', 1.5]", "['a', 1.5]"],
            ["2**40", "2 ** 40"],
        ].map(([python, node]): [string, Pair] => [
            `sys.exit(${python})`,
            { python: `import sys; sys.exit(${python})`, node: `sys.exit(${node});` },
        ]),
    ),
    "sys.excepthook gets what ends the main thread": {
        python: `
import sys
def hook(kind, value, traceback):
    print(kind.__name__, value, traceback is not None)
sys.excepthook = hook
raise ValueError("no luck")`,
        node: `
sys.excepthook = (kind, value, traceback) => print(kind.name, value, traceback !== null);
throw ValueError("no luck");`,
    },
    "a failing sys.excepthook": {
        python: `
import sys
def hook(kind, value, traceback): sys.exit(7)
sys.excepthook = hook
raise ValueError("no luck")`,
        node: `
sys.excepthook = () => sys.exit(7);
throw ValueError("no luck");`,
    },
    "SystemExit ends a thread in silence, whatever its status": {
        python: `
import sys, threading
def work(status):
    print("in", status)
    sys.exit(status)
for status in [None, 3, "text"]:
    thread = threading.Thread(target=work, args=(status,))
    thread.start()
    thread.join()
print("end")`,
        node: `
function work(status) {
    print("in", status);
    sys.exit(status);
}
for (const status of [null, 3, "text"]) {
    const thread = threading.Thread({ target: work, args: [status] });
    thread.start();
    thread.join();
}
print("end");`,
    },
    "the streams and arguments are a thread's as well": {
        python: `
import sys, threading
out, raw = sys.stdout, sys.stdout.buffer
def work():
    out.write(f"{out is sys.stdout} {len(sys.argv)}\\n")
    out.flush()
    raw.write(b"bytes\\n")
    raw.flush()
    print(repr(sys.stdin.readline()))
thread = threading.Thread(target=work)
thread.start()
thread.join()`,
        node: `
const out = sys.stdout, raw = sys.stdout.buffer;
function work() {
    out.write(\`\${str(out === sys.stdout)} \${sys.argv.length}\\n\`);
    out.flush();
    raw.write(b\`bytes\\n\`);
    raw.flush();
    print(repr(sys.stdin.readline()));
}
const thread = threading.Thread({ target: work });
thread.start();
thread.join();`,
        input: "a line\n",
    },
    "_thread starts threads": {
        python: `
import _thread, threading
done = _thread.allocate_lock()
done.acquire()
def work(a, key=None):
    print(a, key, threading.current_thread().daemon)
    done.release()
    _thread.exit()
ident = _thread.start_new_thread(work, (1,), {"key": 2})
done.acquire()
print(isinstance(ident, int), ident != _thread.get_ident(), isinstance(done, _thread.LockType))`,
        node: `
const done = _thread.allocate_lock();
done.acquire();
function work(a, { key }) {
    print(a, key, threading.current_thread().daemon);
    done.release();
    _thread.exit();
}
const ident = _thread.start_new_thread(work, [1], { key: 2 });
done.acquire();
print(Number.isInteger(ident), ident !== _thread.get_ident(), done instanceof _thread.LockType);`,
    },
    "_thread.interrupt_main() ends a wait of the main thread": {
        python: `
import _thread, time
_thread.start_new_thread(_thread.interrupt_main, ())
try:
    while True: time.sleep(0.01)
except KeyboardInterrupt: print("interrupted")`,
        node: `
_thread.start_new_thread(_thread.interrupt_main, []);
try { time.sleep(30); } catch (error) { print(error.name === "KeyboardInterrupt" ? "interrupted" : error); }`,
    },
    "an exception in a thread of _thread": {
        python: `
import _thread, threading, time
ended = threading.Event()
def work():
    threading.Timer(0, ended.set).start()
    raise ValueError("no luck")
_thread.start_new_thread(work, ())
ended.wait()
while _thread._count() > 0: time.sleep(0.01)`,
        node: `
const ended = threading.Event();
function work() {
    threading.Timer(0, ended.set.bind(ended)).start();
    throw ValueError("no luck");
}
_thread.start_new_thread(work, []);
ended.wait();
while (threading.active_count() > 1) time.sleep(0.01);`,
        first: true,
    },
};

describe("sys, _thread, print() and input(), beside CPython", () => {
    before(function () {
        needReference(this);
    });

    for (const [title, { python, node, input = "", first = false }] of Object.entries(pairs))
        it(title, () => {
            const here = run(process.execPath, ["-e", imports + node], input);
            const there = run(findPython()?.command as string, ["-c", python], input);
            if (first) {
                const line = (text: string) =>
                    text
                        .split("\n")[0]
                        .replace(/ at 0x\w+>/, ">")
                        .replace(/:$/, "");
                here.stderr = line(here.stderr);
                there.stderr = line(there.stderr);
            }
            assert.deepEqual(here, there);
        });
});

function run(command: string, args: string[], input: string) {
    const env = { ...process.env, PYTHONIOENCODING: undefined, PYTHONUTF8: "1" };
    const { status, stdout, stderr } = spawnSync(command, args, {
        cwd: root,
        env,
        input,
        encoding: "utf8",
        timeout: 60_000,
    });
    const text = (output: string) => output.replaceAll("\r\n", "\n");
    return { status, stdout: text(stdout), stderr: text(stderr) };
}
