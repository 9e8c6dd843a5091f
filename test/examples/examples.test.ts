import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
    type Language,
    languages,
    type Program,
    start,
    startHttpServer,
    startServer,
    stopPrograms,
    transcript,
} from "../support/programs.js";
import { needPython } from "../support/python.js";

/** Python serving Python is what the other three combinations are compared with. */
function inAllCombinations(
    title: string,
    conversation: (server: Language, client: Language) => Promise<string>,
) {
    let expected: string | undefined;
    for (const server of languages) {
        for (const client of languages) {
            it(`${title}: server .${server}, client .${client}`, async () => {
                expected ??= await conversation("py", "py");
                assert.equal(await conversation(server, client), expected);
            });
        }
    }
}

describe("examples", () => {
    before(function () {
        needPython(this);
    });

    afterEach(stopPrograms);

    for (const name of ["blocking_client", "nonblocking_client"]) {
        describe(name, () => {
            inAllCombinations("fetches a page from http_server", async (serverLanguage, clientLanguage) => {
                const [server, port] = await startServer(`http_server.${serverLanguage}`, 12_345);
                const client = start(`${name}.${clientLanguage}`, "localhost", port, "/a/page");
                assert.equal(await client.ended(), 0, client.errors);
                await server.printed(/ sent GET .*$/m);
                assert.match(
                    client.output,
                    /^HTTP\/1\.0 200 OK\n12387 bytes, 12345 of them after the header$/m,
                );
                return transcript(server, client);
            });

            it("fetches the same from Python's own HTTP server in both languages", async () => {
                const directory = mkdtempSync(join(tmpdir(), "pysocket-examples-"));
                try {
                    writeFileSync(join(directory, "page.bin"), Buffer.alloc(70_000, 7));
                    const [, port] = await startHttpServer(directory);
                    const clients = languages.map((language) =>
                        start(`${name}.${language}`, "127.0.0.1", port, "/page.bin"),
                    );
                    for (const client of clients) assert.equal(await client.ended(), 0, client.errors);
                    assert.match(clients[0].output, /^HTTP\/1\.0 200 OK\n\d+ bytes, 70000 of them/m);
                    assert.equal(clients[1].output, clients[0].output);
                } finally {
                    rmSync(directory, { recursive: true });
                }
            });

            it("reports a missing page and a refused connection as Python does", async () => {
                const [server, port] = await startHttpServer(__dirname);
                const missing = languages.map((language) =>
                    start(`${name}.${language}`, "localhost", port, "/missing"),
                );
                for (const client of missing) assert.equal(await client.ended(), 0, client.errors);
                assert.match(missing[0].output, /^HTTP\/1\.0 404 File not found$/m);
                assert.equal(missing[1].output, missing[0].output);

                await server.stop();
                const refused = languages.map((language) => start(`${name}.${language}`, "localhost", port));
                for (const client of refused) {
                    assert.equal(await client.ended(), 1);
                    assert.match(
                        client.errors,
                        /^ConnectionRefusedError: \[Errno 111\] Connection refused$/m,
                    );
                }
                assert.equal(refused[1].output, refused[0].output);
            });
        });
    }

    /** Has a client of an echo server say something, and waits for the answer. */
    async function talk(client: Program, text: string) {
        client.say(`${text}\n`);
        await client.until(() => client.output.endsWith(`answer: ${text}\n`), `the answer to ${text}`);
    }

    describe("single_thread_server", () => {
        inAllCombinations("makes the second client wait", async (serverLanguage, clientLanguage) => {
            const [server, port] = await startServer(`single_thread_server.${serverLanguage}`);
            const first = start(`echo_client.${clientLanguage}`, "127.0.0.1", port);
            await first.printed(/^connected/m);
            await talk(first, "hello");
            const second = start(`echo_client.${clientLanguage}`, "127.0.0.1", port);
            await second.printed(/^connected/m);
            second.say("is anyone there?\n");
            for (const text of ["one", "two", "three"]) await talk(first, text);
            assert.equal(second.count(/^answer/), 0);
            assert.equal(server.count(/is being served/), 1);
            first.say("bye\n");
            assert.equal(await first.ended(), 0, first.errors);
            await second.printed(/^answer: is anyone there\?$/m);
            second.hangUp();
            assert.equal(await second.ended(), 0, second.errors);
            await server.printedTimes(/has left/, 2);
            return transcript(server, first, second);
        });
    });

    describe("multi_threaded_server", () => {
        inAllCombinations("serves its clients side by side", async (serverLanguage, clientLanguage) => {
            const [server, port] = await startServer(`multi_threaded_server.${serverLanguage}`);
            const clients: Program[] = [];
            for (const number of [1, 2, 3]) {
                clients.push(start(`echo_client.${clientLanguage}`, "127.0.0.1", port));
                await server.printedTimes(/is being served/, number);
            }
            for (const text of ["hello", "and a second time", "grüße"]) {
                for (const client of clients) await talk(client, text);
            }
            // The last to come leaves first, and the second one without a word.
            for (const [left, client] of [clients[2], clients[1], clients[0]].entries()) {
                if (client === clients[1]) client.hangUp();
                else client.say("bye\n");
                assert.equal(await client.ended(), 0, client.errors);
                await server.printedTimes(/has left/, left + 1);
            }
            return transcript(server, ...clients);
        });

        inAllCombinations("serves a crowd at once", async (serverLanguage, clientLanguage) => {
            const count = 20;
            const [server, port] = await startServer(`multi_threaded_server.${serverLanguage}`);
            const crowd = start(`echo_crowd.${clientLanguage}`, "127.0.0.1", port, count);
            await crowd.printed(/have their answer/);
            await server.printedTimes(/is being served/, count);
            assert.equal(server.count(/has left/), 0);
            crowd.say("\n");
            assert.equal(await crowd.ended(), 0, crowd.errors);
            await server.printedTimes(/has left/, count);
            assert.equal(crowd.count(new RegExp(`^${count} clients`)), 3, crowd.output);
            const names = [...server.output.matchAll(/Thread-\d+(?=: \S+ has left)/g)].map(([name]) => name);
            assert.equal(new Set(names).size, count);
            assert.equal(server.errors, "");
            return [...names].sort().join("\n") + transcript(crowd);
        });
    });

    for (const name of ["single_thread_server", "multi_threaded_server"]) {
        it(`${name} ends at Ctrl-C in both languages, with a client connected`, async () => {
            for (const language of languages) {
                const [server, port] = await startServer(`${name}.${language}`);
                const client = start(`echo_client.${language}`, "127.0.0.1", port);
                await client.printed(/^connected/m);
                await talk(client, "hello");
                server.kill("SIGINT");
                // Python lets the signal end it, which a shell reports as 130.
                assert.ok(
                    [130, "SIGINT"].includes(await server.ended()),
                    `${server.status} ${server.errors}`,
                );
                assert.match(server.errors, /KeyboardInterrupt/);
                client.say("still there?\n");
                assert.equal(typeof (await client.ended()), "number");
            }
        });
    }

    describe("multi_threading", () => {
        it("prints the same in both languages, but for the times", async () => {
            const texts: string[] = [];
            for (const language of languages) {
                const program = start(`multi_threading.${language}`, 0.1);
                assert.equal(await program.ended(), 0, program.errors);
                assert.equal(program.errors, "");
                assert.match(
                    program.output,
                    /^(\d+) and \1 primes, one by one: .*\n\1 and \1 primes, both at once: /m,
                );
                texts.push(
                    program.output
                        .replace(/\d+\.\d\d/g, "TIME")
                        .replace(/^\d+ and \d+(?= primes)/gm, "COUNT and COUNT")
                        // How far they counted depends on the computer's speed.
                        .replace(/primes below \d+/, "primes below LIMIT"),
                );
            }
            assert.equal(texts[1], texts[0]);
        });
    });
});
