import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as socket from "pysocket";
import { b } from "pysocket/builtins";
import * as select from "pysocket/select";
import * as struct from "pysocket/struct";
import {
    findPython,
    type Language,
    languages,
    Program,
    start,
    startServer,
    stopPrograms,
    transcript,
} from "../support/programs";
import { needPython } from "../support/python";
import { skip } from "../support/skip";

// A server in each language has a client in each language; what one of them does the other way round would
// show as a difference between the two conversations.

/** Has both servers talk with their clients at once; the transcripts are the same. */
async function withEachServer(conversation: (server: Language, clients: Language[]) => Promise<string>) {
    const [first, second] = languages;
    const transcripts = await Promise.all([
        conversation(first, [first, second]),
        conversation(second, [second, first]),
    ]);
    assert.equal(transcripts[1], transcripts[0]);
}

/** A client that leaves without a word: its connection is reset. */
function leaveRudely(client: socket.socket) {
    client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0));
    client.close();
}

/** Sends what no buffer takes any more, since nothing of the answer is read; how much it was. */
function sendUntilFull(client: socket.socket): number {
    client.setblocking(false);
    const chunk = Buffer.alloc(65_536, "x");
    let sent = 0;
    while (select.select([], [client], [], 0.2)[1].length > 0) sent += client.send(chunk);
    return sent;
}

/** What comes until the other side has said all. */
function receiveAll(client: socket.socket): Buffer {
    const chunks: Buffer[] = [];
    do chunks.push(client.recv(4096));
    while (chunks.at(-1)?.length);
    return Buffer.concat(chunks);
}

async function endsWell(...programs: Program[]) {
    for (const program of programs) assert.equal(await program.ended(), 0, program.title + program.errors);
}

describe("examples of servers, and of their clients", () => {
    before(function () {
        needPython(this);
    });

    afterEach(stopPrograms);

    it("select_chat_server: all hear what one says", () =>
        withEachServer(async (language, clients) => {
            const [server, port] = await startServer(`select_chat_server.${language}`);
            const [anna, ben] = clients.map((each) => start(`select_chat_client.${each}`, "127.0.0.1", port));
            for (const client of [anna, ben]) await client.printed(/^connected/);
            await server.printedTimes(/has come/, 2);
            const rude = socket.create_connection(["127.0.0.1", port], 20);
            for (const client of [anna, ben]) await client.printed(/has come\n$/);
            anna.say("hello\n");
            await ben.printed(/says: hello$/m);
            ben.say("grüße\n");
            await anna.printed(/says: grüße$/m);
            // Not before it was told, or the server would notice then.
            for (let heard = ""; !heard.includes("grüße"); ) heard += rude.recv(4096).toString();
            leaveRudely(rude);
            for (const client of [anna, ben]) await client.printedTimes(/has left/, 1);
            ben.hangUp();
            await endsWell(ben);
            await anna.printedTimes(/has left/, 2);
            await server.stop();
            await endsWell(anna);
            // Which of the two came first is chance.
            const texts = [anna, ben].map(({ output }) => output.replace(/^.*has come\n/gm, ""));
            return [transcript(server), ...texts].join("----\n").replace(/127\.0\.0\.1:\d+/g, "");
        }));

    it("selector_echo_server: serves its clients side by side", () =>
        withEachServer(async (language, clientLanguages) => {
            const [server, port] = await startServer(`selector_echo_server.${language}`);
            const clients = clientLanguages.map((each) => start(`echo_client.${each}`, "127.0.0.1", port));
            await server.printedTimes(/is being served/, 2);
            for (const text of ["hello", "grüße"]) {
                for (const client of clients) {
                    client.say(`${text}\n`);
                    await client.printed(new RegExp(`^answer: ${text}$`, "m"));
                }
            }
            for (const client of clients) {
                client.hangUp();
                await endsWell(client);
                await server.printedTimes(/has left/, clients.indexOf(client) + 1);
            }
            const greedy = socket.create_connection(["127.0.0.1", port]);
            const sent = sendUntilFull(greedy);
            greedy.settimeout(20);
            for (let left = sent; left > 0; left -= greedy.recv(65_536).length);
            leaveRudely(greedy);
            await server.printed(new RegExp(`has left after ${sent} bytes\n`));
            return transcript(server, ...clients).replace(`${sent} bytes`, "ALL bytes");
        }));

    it("dns_query: asks by hand, and refuses what is no answer", async () => {
        const python = findPython();
        const server = new Program(
            "dns_server.py",
            python?.command ?? "",
            ["test/fixtures/dns_server.py"],
            python?.env,
        );
        const [, port] = await server.printed(/listening on 127\.0\.0\.1:(\d+)/);
        const names = ["www.example.test", "example.test", "missing", "loop", "cut"];
        const clients = languages.map((language) =>
            start(`dns_query.${language}`, "127.0.0.1", port, ...names),
        );
        await endsWell(...clients);
        assert.equal(
            clients[0].output,
            [
                "www.example.test is another name of web.example.test",
                "web.example.test has address 192.0.2.1",
                "web.example.test has address 192.0.2.2",
                "www.example.test is another name of web.example.test",
                "web.example.test has address 2001:db8::1",
                "example.test has address 192.0.2.1",
                "example.test has its mail taken by mail.example.test, preference 10",
                "missing: error 3",
                "missing: error 3",
                "missing: error 3",
                "loop: a name that points ahead",
                "cut: unpack_from requires a buffer of at least 30 bytes for unpacking 1 bytes at offset 29 (actual buffer size is 26)",
                "",
            ].join("\n"),
        );
        assert.equal(clients[1].output, clients[0].output);
    });

    /** Two receivers at one address hear the same of both senders. What the senders print, and what they heard. */
    async function heard(name: string, group: string, ...options: string[]): Promise<string[]> {
        const receivers: Program[] = [];
        let port = "0";
        for (const language of languages) {
            const receiver = start(`${name}_receiver.${language}`, group, port, ...options.slice(0, 1));
            [, port] = await receiver.printed(/^(?:listening on|a member of) [\d.]+:(\d+)$/m);
            receivers.push(receiver);
        }
        const texts = [["hello"], ["grüße", "bye"]];
        const senders: string[] = [];
        for (const [index, language] of languages.entries()) {
            const sender = start(`${name}_sender.${language}`, group, port, ...options, ...texts[index]);
            await endsWell(sender);
            senders.push(sender.output.replace(/^[\d.]+:\d+ /gm, ""));
        }
        await endsWell(...receivers);
        const outputs = receivers.map(({ output }) => output.replace(/127\.0\.0\.1:\d+/g, "SENDER"));
        assert.equal(outputs[1], outputs[0]);
        return [...senders, outputs[0].replace(/^.*\n/, "")];
    }

    it("broadcast_sender and broadcast_receiver", async function () {
        if (process.platform !== "linux") skip(this, "the loopback interface has no broadcast address");
        const refused = "not without SO_BROADCAST: [Errno 13] Permission denied\n";
        assert.deepEqual(await heard("broadcast", "127.255.255.255"), [
            `${refused}said hello, 5 bytes\n`,
            `${refused}said grüße, 7 bytes\nsaid bye, 3 bytes\n`,
            "SENDER says: hello\nSENDER says: grüße\nSENDER says: bye\n",
        ]);
    });

    it("multicast_sender and multicast_receiver", async () => {
        assert.deepEqual(await heard("multicast", "239.1.2.3", "127.0.0.1", "2"), [
            "has heard hello\nhas heard hello\n",
            "has heard grüße\nhas heard grüße\nhas heard bye\nhas heard bye\n",
            "SENDER says: hello\nSENDER says: grüße\nSENDER says: bye\n",
        ]);
    });

    it("threading_tcp_server: answers its clients side by side", () =>
        withEachServer(async (language, clientLanguages) => {
            const [server, port] = await startServer(`threading_tcp_server.${language}`);
            const clients = clientLanguages.map((each) => start(`echo_client.${each}`, "127.0.0.1", port));
            await server.printedTimes(/is being served\n/, 2);
            for (const client of clients) {
                client.say("grüße\n");
                await client.printed(/^answer: GRÜSSE$/m);
            }
            for (const [index, client] of clients.entries()) {
                client.hangUp();
                await endsWell(client);
                await server.printedTimes(/has left\n/, index + 1);
            }
            return transcript(server, ...clients);
        }));

    it("threading_udp_server: answers each datagram", () =>
        withEachServer(async (language, clientLanguages) => {
            const [server, port] = await startServer(`threading_udp_server.${language}`);
            const outputs: string[] = [];
            for (const each of clientLanguages) {
                const client = start(`udp_client.${each}`, "127.0.0.1", port, "hello", "grüße");
                await endsWell(client);
                outputs.push(transcript(client));
            }
            assert.equal(outputs[1], outputs[0]);
            assert.match(outputs[0], /answers: HELLO\n.*answers: GRÜSSE\n$/);
            await server.printedTimes(/says: grüße\n/, 2);
            return transcript(server) + outputs[0];
        }));

    it("socks5_proxy: connects to where its clients say", async () => {
        const [, page] = await startServer("http_server.py", 200_000);
        // Bound, it refuses who connects, and no other program can listen there.
        using unheard = socket.socket();
        unheard.bind(["127.0.0.1", 0]);
        const closed = unheard.getsockname()[1];
        await withEachServer(async (language, clientLanguages) => {
            const [proxy, port] = await startServer(`socks5_proxy.${language}`);
            const outputs: string[] = [];
            for (const each of clientLanguages) {
                const client = start(`socks5_client.${each}`, "127.0.0.1", port, "localhost", page, "/a");
                await endsWell(client);
                outputs.push(client.output);
            }
            assert.equal(outputs[1], outputs[0]);
            assert.match(outputs[0], /^the proxy answers 0\nHTTP\/1\.0 200 OK\n.* 200000 of them/);
            // No more is sent than is read: the connection would be reset, and the answer lost.
            const home = Buffer.concat([socket.inet_aton("127.0.0.1"), struct.pack("!H", closed)]);
            const answers = [
                [b`\x04\x01\x00`],
                [b`\x05\x01\x02`],
                [b`\x05\x02\x02\x00`, b`\x05\x02\x00\x01`, home],
                [b`\x05\x01\x00`, b`\x05\x01\x00\x09`],
                [b`\x05\x01\x00`, b`\x05\x01\x00\x01`, home],
                [b`\x05\x01\x00`, b`\x05\x01\x00\x01`, b`\x7f`],
            ].map((parts) => {
                const client = socket.create_connection(["127.0.0.1", port], 20);
                client.sendall(Buffer.concat(parts));
                if (parts.at(-1)?.length === 1) client.shutdown(socket.SHUT_WR);
                const answer = receiveAll(client).toString("hex");
                client.close();
                return answer;
            });
            const [agreed, nothing] = ["0500", "0001000000000000"];
            assert.deepEqual(answers, [
                "05ff",
                "05ff",
                `${agreed}0507${nothing}`,
                `${agreed}0508${nothing}`,
                `${agreed}0504${nothing}`,
                agreed,
            ]);
            await proxy.printedTimes(/is lost: .*\n/, 3);
            return [...transcript(proxy).split("\n").sort(), ...answers, outputs[0]].join("\n");
        });
    });

    /** What a terminal shows of a program that draws one line over the other. */
    function shown({ output }: Program): string {
        return output.replace(/[^\n]*\r/g, "").replace(/127\.0\.0\.1:\d+/g, "ADDRESS");
    }

    describe("with files", () => {
        let folder: string;

        beforeEach(() => {
            folder = mkdtempSync(join(tmpdir(), "pysocket-examples-"));
            writeFileSync(join(folder, "grüße.bin"), randomBytes(300_000));
            writeFileSync(join(folder, "empty"), "");
            writeFileSync(join(folder, "page.txt"), "a page");
            symlinkSync(join(folder, "nowhere"), join(folder, "dangling"));
            mkdirSync(join(folder, "py"));
            mkdirSync(join(folder, "ts"));
        });

        afterEach(async () => {
            await stopPrograms();
            rmSync(folder, { recursive: true });
        });

        it("file_sender and file_receiver", () =>
            withEachServer(async (language, clients) => {
                const kept = join(folder, language);
                const [server, port] = await startServer(`file_receiver.${language}`, kept);
                const shows: string[] = [];
                const names = ["grüße.bin", "empty"];
                for (const each of clients) {
                    const files = names.map((name) => join(folder, name));
                    const client = start(`file_sender.${each}`, "127.0.0.1", port, ...files);
                    await endsWell(client);
                    assert.match(client.output, /\rgrüße\.bin \[#{4} {16}\] 21 %\r/);
                    for (const name of names) {
                        assert.ok(readFileSync(join(kept, name)).equals(readFileSync(join(folder, name))));
                        rmSync(join(kept, name));
                    }
                    shows.push(shown(client));
                }
                assert.equal(shows[1], shows[0]);
                assert.match(shows[0], /^grüße\.bin \[#{20}\] 100 %\n300000 bytes have arrived$/m);
                // One who says where to keep the file, one who promises too much, one who has no name.
                for (const [name, promised] of [
                    ["../outside", 3],
                    ["short", 1000],
                ] as const) {
                    const client = socket.create_connection(["127.0.0.1", port], 20);
                    client.sendall(struct.pack("!HQ", name.length, promised));
                    client.sendall(Buffer.from(`${name}abc`));
                    client.shutdown(socket.SHUT_WR);
                    assert.deepEqual(struct.unpack("!Q", client.recv(8, socket.MSG_WAITALL)), [3]);
                    client.close();
                }
                const nameless = socket.create_connection(["127.0.0.1", port], 20);
                nameless.sendall(Buffer.from("!"));
                nameless.shutdown(socket.SHUT_WR);
                await server.printed(/: the sender has left in the middle\n/);
                nameless.close();
                assert.equal(readFileSync(join(kept, "outside"), "utf8"), "abc");
                return shown(server) + shows[0];
            }));

        it("http_file_server", () =>
            withEachServer(async (language, clients) => {
                const [server, port] = await startServer(`http_file_server.${language}`, folder);
                const outputs: string[] = [];
                for (const each of clients) {
                    const client = start(`blocking_client.${each}`, "127.0.0.1", port, "/page.txt?a=b");
                    await endsWell(client);
                    outputs.push(client.output);
                }
                assert.equal(outputs[1], outputs[0]);
                assert.match(outputs[0], /^HTTP\/1\.1 200 OK\n\d+ bytes, 6 of them after the header$/m);
                const answers = [
                    "GET /grüße.bin HTTP/1.1\r\nHost: localhost",
                    "HEAD /a/page.txt HTTP/1.1\r\nhOST : \r\nhost:localhost",
                    "GET /empty HTTP/1.0",
                    "GET /page.txt HTTP/1.0",
                    "GET / HTTP/1.0",
                    "GET /py HTTP/1.0",
                    "GET /dangling HTTP/1.0",
                    "GET /../page.tx HTTP/1.0",
                    "GET /page.txt\0 HTTP/1.0",
                    "POST /page.txt HTTP/1.0",
                    "GET /page.txt HTTP/1.1",
                    "nonsense",
                    "",
                ].map((request) => {
                    const client = socket.create_connection(["127.0.0.1", port], 20);
                    client.sendall(Buffer.from(`${request}\r\n\r\n`));
                    const answer = receiveAll(client).toString();
                    client.close();
                    return answer;
                });
                assert.deepEqual(
                    answers.map((answer) => answer.match(/^HTTP\/1\.1 (\d+) /)?.[1]),
                    [
                        "404",
                        "200",
                        "200",
                        "200",
                        "404",
                        "404",
                        "404",
                        "404",
                        "404",
                        "405",
                        "400",
                        "400",
                        "400",
                    ],
                );
                assert.match(answers[1], /\r\nContent-Length: 6\r\nConnection: close\r\n\r\n$/);
                assert.match(answers[3], /\r\n\r\na page$/);
                await server.printed(/^: 400 Bad Request\n/m);
                return [transcript(server), ...answers].join("----\n");
            }));
    });

    it("socketserver_threaded: serves its own clients in threads, and stops", async () => {
        const [python, ours] = languages.map((language) => start(`socketserver_threaded.${language}`));
        await endsWell(python, ours);
        assert.match(ours.output, /^a thread of its own: client 0$[\s\S]*^the server has stopped$/m);
        assert.equal(ours.output, python.output);
    });

    it("socketserver_udp: answers datagrams, and is stopped by one from within its handler", async () => {
        await withEachServer(async (language) => {
            const [server, port] = await startServer(`socketserver_udp.${language}`);
            using s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM);
            s.settimeout(20);
            const answers = ["first", "second", "stop"].map((text) => {
                s.sendto(Buffer.from(text), ["127.0.0.1", Number(port)]);
                return s.recv(100).toString();
            });
            assert.deepEqual(answers, ["FIRST\n", "SECOND\n", "STOP\n"]);
            await endsWell(server);
            return transcript(server);
        });
    });
});
