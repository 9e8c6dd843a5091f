import assert from "node:assert/strict";
import * as socket from "pysocket";
import * as struct from "pysocket/struct";
import { long } from "../support/long";
import { type Language, languages, start, startServer, stopPrograms, transcript } from "../support/programs";
import { needPython } from "../support/python";

// Programs of many threads, in each language, with clients in both.

/** The same conversation with the program in each language at once; the outcomes are the same. */
async function inBothLanguages(conversation: (language: Language) => Promise<string>) {
    const [ours, theirs] = await Promise.all(languages.map(conversation));
    assert.equal(ours, theirs);
}

describe("examples of many threads", () => {
    before(function () {
        needPython(this);
    });

    afterEach(stopPrograms);

    it("chat_server: all hear what one says, and who comes and leaves", () =>
        inBothLanguages(async (language) => {
            const [server, port] = await startServer(`chat_server.${language}`);
            const [anna, ben] = languages.map((each) =>
                start(`select_chat_client.${each}`, "127.0.0.1", port),
            );
            for (const [client, name] of [
                [anna, "anna"],
                [ben, "ben"],
            ] as const) {
                await client.printed(/^Your name\?$/m, 60);
                client.say(`${name}\n`);
                await anna.printed(new RegExp(`^\\* ${name} has come$`, "m"), 60);
            }
            anna.say("hello\n");
            await ben.printed(/^anna: hello$/m);
            ben.say("grüße\n");
            await anna.printed(/^ben: grüße$/m);
            anna.say("/names\n");
            await anna.printed(/^anna, ben$/m);
            const rude = socket.create_connection(["127.0.0.1", port], 60);
            rude.sendall(Buffer.from("carl\none\ntwo\n"));
            for (const client of [anna, ben]) await client.printed(/^carl: two$/m, 60);
            for (let heard = ""; !heard.includes("carl: two"); ) heard += rude.recv(4096).toString();
            // Without a word: the connection is reset.
            rude.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0));
            rude.close();
            for (const client of [anna, ben]) await client.printed(/^\* carl has left$/m);
            ben.say("/quit\n");
            await anna.printed(/^\* ben has left$/m);
            assert.equal(await ben.ended(), 0, ben.errors);
            anna.hangUp();
            assert.equal(await anna.ended(), 0, anna.errors);
            await server.printed(/^\* anna has left\n/m);
            return transcript(server);
        }));

    it("port_scanner: finds the ports that are open, and ends", () =>
        inBothLanguages(async (language) => {
            const server = socket.create_server(["127.0.0.1", 0]);
            const [, port] = server.getsockname() as [string, number];
            const threads = long ? 30 : 4;
            const scanner = start(`port_scanner.${language}`, "127.0.0.1", port - 20, port, threads);
            assert.equal(await scanner.ended(60), 0, scanner.errors);
            server.close();
            assert.match(scanner.output, new RegExp(`^port ${port} is open$`, "m"));
            assert.equal(scanner.errors, "");
            return scanner.output.match(/^scanned.*$/m)?.[0] ?? "";
        }));

    it("tcp_proxy: passes on what both sides say, side by side", () =>
        inBothLanguages(async (language) => {
            // Each proxy serves a server of the other language.
            const other = languages.find((each) => each !== language) as Language;
            const [, target] = await startServer(`multi_threaded_server.${other}`);
            const [proxy, port] = await startServer(`tcp_proxy.${language}`, "127.0.0.1", target);
            const clients = languages.map((each) => start(`echo_client.${each}`, "127.0.0.1", port));
            for (const client of clients) await client.printed(/^connected/m);
            for (const text of ["hello", "grüße"])
                for (const client of clients) {
                    client.say(`${text}\n`);
                    await client.printed(new RegExp(`^answer: ${text}$`, "m"), 60);
                }
            for (const client of clients) client.hangUp();
            for (const client of clients) assert.equal(await client.ended(), 0, client.errors);
            await proxy.printedTimes(/^passed on 14 bytes$/, 2, 60);

            const bulk = socket.create_connection(["127.0.0.1", port], 60);
            const sent = Buffer.alloc(300_000, "x");
            const came: Buffer[] = [];
            for (let at = 0; at < sent.length; ) {
                at += bulk.send(sent.subarray(at, at + 20_000));
                came.push(bulk.recv(65_536));
            }
            bulk.shutdown(socket.SHUT_WR);
            for (let data = bulk.recv(65_536); data.length > 0; data = bulk.recv(65_536)) came.push(data);
            bulk.close();
            assert.equal(Buffer.concat(came).length, sent.length);
            await proxy.printed(/^passed on 300000 bytes\n/m, 60);
            return transcript(proxy, ...clients);
        }));
});
