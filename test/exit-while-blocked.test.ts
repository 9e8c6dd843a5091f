import assert from "node:assert/strict";
import { Program, stopPrograms } from "./support/programs";

// Whatever its threads are blocked in, a process ends when it is told to, or has nothing left to do.

const waits = [
    "accept",
    "recv",
    "recvfrom",
    "recv_timeout",
    "sendall",
    "select",
    "acquire",
    "event",
    "event_timeout",
    "join",
];

function run(...args: string[]): Program {
    return new Program(`blocked.cjs ${args.join(" ")}`, process.execPath, [
        "test/fixtures/blocked.cjs",
        ...args,
    ]);
}

async function ends(wait: string, ending: string, count: number): Promise<Program> {
    const program = run(wait, ending, "idle", String(count));
    await program.ended();
    assert.match(program.output, /^blocked$/m);
    return program;
}

describe("a process whose threads are blocked", () => {
    afterEach(stopPrograms);

    for (const wait of waits) {
        it(`in ${wait} ends by process.exit()`, async () => {
            assert.equal((await ends(wait, "exit", 4)).status, 3);
        });

        it(`in ${wait} ends by an uncaught error`, async () => {
            const program = await ends(wait, "throw", 2);
            assert.equal(program.status, 1);
            assert.match(program.errors, /Error: the end/);
        });

        it(`in ${wait} ends by an unhandled rejection`, async () => {
            assert.equal((await ends(wait, "reject", 1)).status, 1);
        });

        it(`in ${wait} ends when the main thread has nothing left to do`, async () => {
            const program = await ends(wait, "end", 3);
            assert.equal(program.status, 0);
            assert.equal(program.errors, "");
        });

        it(`in ${wait} sees its workers end by terminate()`, async () => {
            const program = await ends(wait, "terminate", 3);
            assert.equal(program.status, 0);
            assert.equal(program.count(/^terminated$/), 3);
        });

        it(`in ${wait} ends by Ctrl-C, its main thread blocked as well`, async () => {
            const program = run(wait, "signal", "blocked", "2");
            await program.printed(/^blocked$/m);
            program.kill("SIGINT");
            assert.equal(await program.ended(), 130);
            assert.match(program.errors, /KeyboardInterrupt/);
        });

        it(`in ${wait} ends by Ctrl-C, its main thread in the event loop`, async () => {
            const program = run(wait, "signal", "idle", "2");
            await program.printed(/^blocked$/m);
            program.kill("SIGINT");
            assert.equal(await program.ended(), "SIGINT");
        });
    }

    it("ends with fifty of them", async () => {
        assert.equal((await ends("recv", "exit", 50)).status, 3);
    });

    it("ends by SIGTERM as any process of Node does", async () => {
        const program = run("accept", "signal", "blocked", "2");
        await program.printed(/^blocked$/m);
        program.kill("SIGTERM");
        assert.equal(await program.ended(), "SIGTERM");
    });
});
