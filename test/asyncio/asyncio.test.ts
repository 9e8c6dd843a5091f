import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { closeSync, mkdtempSync, openSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as socket from "pysocket";
import * as asyncio from "pysocket/asyncio";
import { b, ConnectionError, OSError, RuntimeError, TypeError } from "pysocket/builtins";
import { needPython, needReference, PythonPeer, runPython } from "../support/python";
import { root } from "../support/root";
import { skip } from "../support/skip";

const fixtures = join(root, "test", "fixtures", "asyncio");
const hasSockets = process.platform === "linux";

/** Runs a program, and returns what it prints and its exit status. */
function runNode(code: string): { status: number | null; stdout: string; stderr: string } {
    return spawnSync(process.execPath, ["-e", code], { cwd: fixtures, encoding: "utf8", timeout: 60_000 });
}

describe("asyncio beside CPython", () => {
    /** Names of CPython's `asyncio` that are not here, by reason. */
    const absent: Record<string, RegExp> = {
        "processes are Node's": /Subprocess|subprocess|ChildWatcher|child_watcher/,
        "there are no policies": /Policy|policy|get_child|set_child/,
        "Node's loop is the only one": /SelectorEventLoop|^EventLoop$|BaseEventLoop|AbstractServer/,
        "a thread has the loop that it runs": /^_?set_event_loop$|_running_loop|_set_running_loop/,
        "tasks are Node's to keep": /^_?(register|unregister|enter|leave)_/,
        "a loop belongs to its thread": /run_coroutine_threadsafe|wrap_future/,
    };

    it("has the names of asyncio.__all__, except for those with a reason", function () {
        needReference(this);
        const script = "import asyncio, json; print(json.dumps(sorted(asyncio.__all__)))";
        const names: string[] = JSON.parse(runPython("-c", [script], ""));
        const here = new Set(Object.keys(asyncio));
        const missing = names.filter((name) => !here.has(name));
        assert.deepEqual(
            missing.filter((name) => !Object.values(absent).some((pattern) => pattern.test(name))),
            [],
        );
        assert.deepEqual(
            [...here].filter((name) => !names.includes(name)),
            ["coroutine"],
        );
    });

    it("does with tasks, groups, timeouts, locks, queues and streams what CPython does", function () {
        if (!hasSockets) skip(this, "asyncio has sockets on Linux only");
        needReference(this);
        const expected = runPython(join(fixtures, "semantics.py"), [], "");
        const { status, stdout, stderr } = spawnSync(process.execPath, [join(fixtures, "semantics.cjs")], {
            encoding: "utf8",
            timeout: 60_000,
        });
        assert.equal(stderr, "");
        assert.equal(status, 0);
        assert.equal(stdout, expected);
    });

    it("refuses bad arguments with CPython's texts", async function () {
        needReference(this);
        const calls: [python: string, here: () => unknown][] = [
            ["await asyncio.sleep(float('nan'))", () => asyncio.sleep(Number.NaN)],
            ["await asyncio.wait([])", () => asyncio.wait([])],
            ["await asyncio.wait(loop.create_future())", () => asyncio.wait(future() as never)],
            [
                "await asyncio.wait([loop.create_future()], return_when=5)",
                () => asyncio.wait([future()], { return_when: 5 as never }),
            ],
            ["asyncio.Semaphore(-1)", () => asyncio.Semaphore(-1)],
            ["asyncio.Barrier(0)", () => asyncio.Barrier(0)],
            ["asyncio.Lock().release()", () => asyncio.Lock().release()],
            ["await asyncio.Condition().wait()", () => asyncio.Condition().wait()],
            ["asyncio.Condition().notify()", () => asyncio.Condition().notify()],
            ["asyncio.BoundedSemaphore(1).release()", () => asyncio.BoundedSemaphore(1).release()],
            ["asyncio.Queue().get_nowait()", () => asyncio.Queue().get_nowait()],
            ["asyncio.Queue().task_done()", () => asyncio.Queue().task_done()],
            ["asyncio.create_task(5)", () => asyncio.create_task(5 as never)],
            ["asyncio.ensure_future(5)", () => asyncio.ensure_future(5 as never)],
            ["loop.call_soon(5)", () => loop().call_soon(5 as never)],
            ["loop.call_later(None, print)", () => loop().call_later(null as never, () => {})],
            ["loop.set_exception_handler(5)", () => loop().set_exception_handler(5 as never)],
            ["loop.add_signal_handler(12345, print)", () => loop().add_signal_handler(12345, () => {})],
            ["loop.close()", () => loop().close()],
            [
                "await loop.create_connection(asyncio.Protocol)",
                () => loop().create_connection(() => new asyncio.Protocol()),
            ],
            [
                "await loop.create_server(asyncio.Protocol)",
                () => loop().create_server(() => new asyncio.Protocol()),
            ],
            ["asyncio.StreamReader(0)", () => asyncio.StreamReader({ limit: 0 })],
            ["await asyncio.StreamReader().readexactly(-1)", () => asyncio.StreamReader().readexactly(-1)],
            ["await asyncio.StreamReader().readuntil(b'')", () => asyncio.StreamReader().readuntil(b``)],
            ["loop.create_future().result()", () => future().result()],
            ["loop.create_future().set_exception(5)", () => future().set_exception(5 as never)],
            ["asyncio.timeout(1).reschedule(2)", () => asyncio.timeout(1).reschedule(2)],
            ["asyncio.current_task().set_result(5)", () => asyncio.current_task()?.set_result(5)],
            [
                "asyncio.TaskGroup().create_task(asyncio.sleep(0))",
                () => asyncio.TaskGroup().create_task(asyncio.sleep(0)),
            ],
            ["await loop.sock_recv(socket.socket(), 1)", receiveBlocking],
        ];
        const expected: string[] = JSON.parse(
            runPython(join(fixtures, "texts.py"), [], JSON.stringify(calls.map(([python]) => python))),
        );
        const found = await asyncio.run(async () => {
            const texts: string[] = [];
            for (const [, call] of calls) {
                try {
                    const outcome = await call();
                    texts.push(`no error: ${outcome}`);
                } catch (error) {
                    const { name, message } = error as Error;
                    texts.push(`${name}: ${message}`);
                }
            }
            return texts;
        });
        const pairs = (texts: string[]) => texts.map((text, index) => `${calls[index][0]} -> ${text}`);
        assert.deepEqual(pairs(found), pairs(expected));
    });
});

/** Receives from a socket that blocks. */
async function receiveBlocking(): Promise<unknown> {
    using sock = new socket.socket();
    return await loop().sock_recv(sock, 1);
}

const loop = () => asyncio.get_running_loop();
const future = () => loop().create_future();

describe("asyncio.run", () => {
    it("returns the result, and refuses a promise, a second loop inside, and a call outside", async () => {
        assert.equal(await asyncio.run(async () => 5), 5);
        assert.equal(await asyncio.run(asyncio.sleep(0, "x")), "x");
        await assert.rejects(asyncio.run(Promise.resolve(1) as never), TypeError);
        await asyncio.run(async () => {
            await assert.rejects(
                asyncio.run(async () => {}),
                RuntimeError,
            );
        });
        assert.throws(() => asyncio.create_task(async () => {}), {
            name: "RuntimeError",
            message: "no running event loop",
        });
    });

    it("runs the code of docs/asyncio.md", function () {
        if (!hasSockets) skip(this, "asyncio has sockets on Linux only");
        const page = readFileSync(join(root, "docs", "asyncio.md"), "utf8");
        const blocks = [...page.matchAll(/^```js\n([\s\S]*?)^```$/gm)].map(([, code]) => `{\n${code}}\n`);
        assert.ok(blocks.length > 3);
        const { status, stderr } = runNode(blocks.join(""));
        assert.equal(stderr, "");
        assert.equal(status, 0);
    });

    it("runs a second call after the first", async () => {
        const order: number[] = [];
        const first = asyncio.run(async () => {
            await asyncio.sleep(0.01);
            order.push(1);
        });
        await Promise.all([first, asyncio.run(async () => void order.push(2))]);
        assert.deepEqual(order, [1, 2]);
    });

    it("cancels what is left, tells of exceptions that nobody asked for, and ends a script with its own", () => {
        const { stdout, stderr, status } = runNode(`
            const asyncio = require("pysocket/asyncio");
            asyncio.run(async () => {
                asyncio.create_task(async () => { try { await asyncio.sleep(100); } finally { console.log("cancelled"); } });
                asyncio.create_task(async () => { throw new RangeError("lost"); });
                await asyncio.sleep(0);
                await asyncio.sleep(0);
                throw new RangeError("bad");
            });`);
        assert.equal(stdout, "cancelled\n");
        assert.match(stderr, /exception was never retrieved[\s\S]*lost[\s\S]*RangeError: bad/);
        assert.equal(status, 1);
    });

    it("waits for ever for a future that nobody sets, as Python does, and Ctrl-C ends that", async function () {
        if (process.platform === "win32") skip(this, "Windows has no signal to send");
        const child = spawn(
            process.execPath,
            [
                "-e",
                `const asyncio = require("pysocket/asyncio");
                asyncio.run(async () => {
                    try {
                        console.log("waiting");
                        await asyncio.get_running_loop().create_future();
                    } finally {
                        await asyncio.sleep(0);
                        console.log("cleaned up");
                    }
                });`,
            ],
            { cwd: fixtures, stdio: ["ignore", "pipe", "pipe"] },
        );
        let [stdout, stderr] = ["", ""];
        child.stdout.on("data", (data) => {
            stdout += data;
            if (data.includes("waiting")) child.kill("SIGINT");
        });
        child.stderr.on("data", (data) => {
            stderr += data;
        });
        const [code] = await once(child, "close");
        assert.equal(stdout, "waiting\ncleaned up\n");
        assert.match(stderr, /KeyboardInterrupt/);
        assert.equal(code, 130);
    });

    it("lets tasks that only hand over to each other starve nobody", async () => {
        let ticks = 0;
        await asyncio.run(async () => {
            const queue = asyncio.Queue<number>(1);
            const producer = asyncio.create_task(async () => {
                for (;;) await queue.put(1);
            });
            const consumer = asyncio.create_task(async () => {
                for (;;) await queue.get();
            });
            while (ticks < 5) {
                await new Promise((resolve) => setTimeout(resolve, 1));
                ticks++;
            }
            producer.cancel();
            consumer.cancel();
        });
        assert.equal(ticks, 5);
    });
});

describe("asyncio with sockets", () => {
    before(function () {
        if (!hasSockets) skip(this, "asyncio has sockets on Linux only");
    });

    const handle = async (reader: asyncio.StreamReader, writer: asyncio.StreamWriter): Promise<void> => {
        try {
            for (let data = await reader.read(65536); data.length > 0; data = await reader.read(65536)) {
                writer.write(data);
                await writer.drain();
            }
            writer.close();
            await writer.wait_closed();
        } catch (error) {
            if (!(error instanceof ConnectionError)) throw error;
        }
    };
    const serve = () => asyncio.start_server(handle, "127.0.0.1", 0);
    const portOf = (server: asyncio.Server) => server.sockets[0].getsockname()[1] as number;
    const descriptors = () => readdirSync("/proc/self/fd").length;

    it("serves a client in Python, and is a client of a server in Python", async function () {
        needPython(this);
        await asyncio.run(async () => {
            const server = await serve();
            const client = new PythonPeer(join(fixtures, "peer.py"), ["client", String(portOf(server))]);
            assert.equal(await client.ask(""), "echoed 1000000");
            await client.close();
            server.close();
            await server.wait_closed();
            const peer = new PythonPeer(join(fixtures, "peer.py"), ["server"]);
            const [reader, writer] = await asyncio.open_connection("127.0.0.1", Number(await peer.ask("")));
            writer.write(Buffer.alloc(1_000_000, "abc"));
            writer.write_eof();
            assert.deepEqual(await reader.read(), Buffer.alloc(1_000_000, "abc"));
            writer.close();
            await writer.wait_closed();
            await peer.close();
        });
    });

    it("stops writing to a peer that does not read, and receiving for a program that does not", async () => {
        await asyncio.run(async () => {
            let received = 0;
            const go = asyncio.Event();
            const server = await asyncio.start_server(
                async (reader, writer) => {
                    await go.wait();
                    for (
                        let data = await reader.read(65536);
                        data.length > 0;
                        data = await reader.read(65536)
                    )
                        received += data.length;
                    writer.close();
                },
                "127.0.0.1",
                0,
            );
            const [, writer] = await asyncio.open_connection("127.0.0.1", portOf(server));
            const block = Buffer.alloc(65536);
            let sent = 0;
            // Of the system's buffers and of both streams a drain waits in the end.
            await assert.rejects(async () => {
                for (;;) {
                    writer.write(block);
                    sent += block.length;
                    await asyncio.wait_for(writer.drain(), 0.2);
                }
            }, /TimeoutError/);
            assert.ok(writer.transport.get_write_buffer_size() <= 3 * block.length);
            go.set();
            await writer.drain();
            writer.close();
            await writer.wait_closed();
            server.close();
            await server.wait_closed();
            assert.equal(received, sent);
        });
    });

    it("loses none of many connections, a third of which abort, and no descriptor", async () => {
        await asyncio.run(async () => {
            const before = descriptors();
            const server = await serve();
            const port = portOf(server);
            const client = async (number: number): Promise<number> => {
                const [reader, writer] = await asyncio.open_connection("127.0.0.1", port);
                const text = Buffer.from(`client ${number}\n`);
                writer.write(text);
                assert.deepEqual(await reader.readline(), text);
                if (number % 3 === 0) writer.transport.abort();
                else writer.close();
                await writer.wait_closed();
                return 1;
            };
            const done = await asyncio.gather(...Array.from({ length: 300 }, (_, k) => () => client(k)));
            assert.equal(done.length, 300);
            server.close();
            await server.wait_closed();
            // The engine's epoll is the loop's.
            assert.ok(descriptors() <= before + 1);
        });
    });

    it("lets a flood starve neither timers nor other connections", async () => {
        await asyncio.run(async () => {
            const server = await serve();
            const port = portOf(server);
            const flood = asyncio.create_task(async () => {
                const [reader, writer] = await asyncio.open_connection("127.0.0.1", port);
                const sink = asyncio.create_task(async () => {
                    while ((await reader.read(65536)).length > 0);
                });
                try {
                    for (;;) {
                        writer.write(Buffer.alloc(65536));
                        await writer.drain();
                    }
                } finally {
                    sink.cancel();
                    writer.transport.abort();
                }
            });
            const [reader, writer] = await asyncio.open_connection("127.0.0.1", port);
            for (let k = 0; k < 20; k++) {
                await asyncio.sleep(0.001);
                writer.write(b`x`);
                assert.deepEqual(await reader.readexactly(1), b`x`);
            }
            flood.cancel();
            await asyncio.wait([flood]);
            writer.close();
            server.close();
            await server.wait_closed();
        });
    });

    it("tells protocols what happens, in the order of CPython", async () => {
        const events: string[] = [];
        class Recorder extends asyncio.Protocol {
            override connection_made(): void {
                events.push("made");
            }
            override data_received(data: Buffer): void {
                events.push(String(data));
            }
            override eof_received(): undefined {
                events.push("eof");
            }
            override connection_lost(exc: Error | null): void {
                events.push(`lost ${exc}`);
            }
        }
        await asyncio.run(async () => {
            const server = await loop().create_server(() => new Recorder(), "127.0.0.1", 0);
            const [transport] = await loop().create_connection(
                () => new asyncio.Protocol(),
                "127.0.0.1",
                portOf(server),
            );
            transport.write(b`abc`);
            transport.close();
            server.close();
            await server.wait_closed();
        });
        assert.deepEqual(events, ["made", "abc", "eof", "lost null"]);
    });

    it("receives into a BufferedProtocol's memory, and pauses and resumes", async () => {
        await asyncio.run(async () => {
            const [a, peer] = socket.socketpair();
            const memory = new Uint8Array(4);
            let got = "";
            class Buffered extends asyncio.BufferedProtocol {
                override get_buffer(): Uint8Array {
                    return memory;
                }
                override buffer_updated(count: number): void {
                    got += Buffer.from(memory.subarray(0, count)).toString();
                }
            }
            const [transport] = await loop().create_connection(() => new Buffered(), null, null, { sock: a });
            peer.send(b`0123456789`);
            while (got.length < 10) await asyncio.sleep(0);
            transport.pause_reading();
            peer.send(b`later`);
            await asyncio.sleep(0.01);
            assert.equal(got, "0123456789");
            transport.resume_reading();
            while (got.length < 15) await asyncio.sleep(0);
            assert.equal(got, "0123456789later");
            transport.close();
            peer.close();
        });
    });

    it("has UNIX sockets, datagrams, and calls on sockets", async () => {
        const folder = mkdtempSync(join(tmpdir(), "pysocket-"));
        await asyncio.run(async () => {
            const path = join(folder, "s");
            const server = await asyncio.start_unix_server(handle, path);
            const [reader, writer] = await asyncio.open_unix_connection(path);
            writer.write(b`unix`);
            assert.deepEqual(await reader.readexactly(4), b`unix`);
            writer.close();
            server.close();
            await server.wait_closed();

            class Echo extends asyncio.DatagramProtocol {
                transport?: asyncio.DatagramTransport;
                override connection_made(transport: asyncio.BaseTransport): void {
                    this.transport = transport as asyncio.DatagramTransport;
                }
                override datagram_received(data: Buffer, addr: unknown): void {
                    this.transport?.sendto(data, addr);
                }
            }
            const [transport] = await loop().create_datagram_endpoint(() => new Echo(), {
                local_addr: ["127.0.0.1", 0],
            });
            using udp = new socket.socket(socket.AF_INET, socket.SOCK_DGRAM);
            udp.setblocking(false);
            for (let k = 0; k < 40; k++)
                await loop().sock_sendto(udp, Buffer.from([k]), transport.get_extra_info("sockname"));
            for (let k = 0; k < 40; k++) {
                const [data, address] = await loop().sock_recvfrom(udp, 100);
                assert.deepEqual([...data, address], [k, transport.get_extra_info("sockname")]);
            }
            transport.close();

            using listening = socket.create_server(["127.0.0.1", 0]);
            listening.setblocking(false);
            using client = new socket.socket();
            client.setblocking(false);
            const [[conn]] = await asyncio.gather(
                loop().sock_accept(listening),
                loop().sock_connect(client, listening.getsockname()),
            );
            using _ = conn;
            await loop().sock_sendall(conn, b`hello`);
            const view = new Uint8Array(10);
            assert.equal(await loop().sock_recv_into(client, view), 5);
            const file = join(folder, "file");
            writeFileSync(file, Buffer.alloc(300_000, "f"));
            const fd = openSync(file, "r");
            const total = async (): Promise<number> => {
                let count = 0;
                while (count < 299_900) count += (await loop().sock_recv(client, 65536)).length;
                return count;
            };
            const sent = await asyncio.gather(loop().sock_sendfile(conn, fd, 100), total);
            closeSync(fd);
            assert.deepEqual(sent, [299_900, 299_900]);
        });
        rmSync(folder, { recursive: true });
    });

    it("calls back while a descriptor is ready, and until it is removed", async () => {
        await asyncio.run(async () => {
            const [a, peer] = socket.socketpair();
            using _a = a;
            using _peer = peer;
            let got = "";
            loop().add_reader(a, () => {
                got += String(a.recv(1));
            });
            peer.send(b`abc`);
            while (got.length < 3) await asyncio.sleep(0);
            assert.equal(loop().remove_reader(a), true);
            assert.equal(loop().remove_reader(a), false);
            const writable = future();
            loop().add_writer(a.fileno(), () => {
                loop().remove_writer(a.fileno());
                writable.set_result(null);
            });
            await writable;
            assert.equal(got, "abc");
        });
    });

    it("raises the errors of connections as CPython does", async () => {
        await asyncio.run(async () => {
            const closed = socket.create_server(["127.0.0.1", 0]);
            const port = closed.getsockname()[1] as number;
            closed.close();
            await assert.rejects(
                async () => await asyncio.open_connection("127.0.0.1", port),
                (error) =>
                    error instanceof OSError &&
                    error.name === "ConnectionRefusedError" &&
                    error.message === `[Errno 111] Connect call failed ('127.0.0.1', ${port})`,
            );
            const server = await serve();
            await assert.rejects(
                async () => await asyncio.start_server(handle, "127.0.0.1", portOf(server)),
                /error while attempting to bind on address \('127.0.0.1', \d+\): address already in use/,
            );
            server.close();
        });
    });

    it("runs calls in threads, and whole loops in threads of the package", async () => {
        const { stdout, status } = runNode(`
            const asyncio = require("pysocket/asyncio");
            const { Thread } = require("pysocket/threading");
            async function main() {
                const server = await asyncio.start_server(async (reader, writer) => {
                    writer.write(await reader.readline());
                    writer.close();
                }, "127.0.0.1", 0);
                const [reader, writer] = await asyncio.open_connection(...server.sockets[0].getsockname());
                writer.write(Buffer.from("line\\n"));
                console.log(String(await reader.readline()).trim(), await asyncio.to_thread((x) => x + 1, 41));
                writer.close();
                server.close();
                await server.wait_closed();
            }
            const thread = new Thread({ target: () => asyncio.run(main) });
            thread.start();
            thread.join();
            console.log("joined");`);
        assert.equal(stdout, "line 42\njoined\n");
        assert.equal(status, 0);
    });

    it("ends with a worker that is terminated, and with process.exit()", () => {
        const { stdout, status } = runNode(`
            const { Worker, isMainThread, parentPort } = require("node:worker_threads");
            const code = \`
                const { parentPort } = require("node:worker_threads");
                const asyncio = require("pysocket/asyncio");
                asyncio.run(async () => {
                    const server = await asyncio.start_server(() => {}, "127.0.0.1", 0);
                    await asyncio.open_connection(...server.sockets[0].getsockname());
                    parentPort.postMessage("up");
                    await server.serve_forever();
                });\`;
            const worker = new Worker(code, { eval: true });
            worker.on("message", async () => {
                console.log(await worker.terminate());
                require("pysocket/asyncio").run(async () => {
                    await require("pysocket/asyncio").start_server(() => {}, "127.0.0.1", 0);
                    process.exit(7);
                });
            });`);
        assert.equal(stdout, "1\n");
        assert.equal(status, 7);
    });
});
