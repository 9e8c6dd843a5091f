import assert from "node:assert/strict";
import * as socket from "pysocket";
import * as ssl from "pysocket/ssl";
import { fileOf, fileWithKey, theCertificates } from "../support/certificates";
import { long } from "../support/long";
import { languages, start, stopPrograms } from "../support/programs";
import { needPython } from "../support/python";

const CLIENTS = long ? 100 : 10;

describe("examples of TLS", () => {
    before(function () {
        needPython(this);
    });

    afterEach(stopPrograms);

    for (const language of languages)
        it(`tls_threaded_server.${language}: serves many clients at once`, async () => {
            const certfile = fileWithKey(theCertificates().server);
            const server = start(`tls_threaded_server.${language}`, certfile, "127.0.0.1", 0);
            const [, port] = await server.printed(/^listening on .*:(\d+)$/m, 60);
            const context = ssl.create_default_context({ cafile: fileOf(theCertificates().authority.pem) });
            const clients = Array.from({ length: CLIENTS }, () =>
                context.wrap_socket(socket.create_connection(["127.0.0.1", Number(port)]), {
                    server_hostname: "localhost",
                }),
            );
            for (const [index, client] of clients.entries()) client.sendall(Buffer.from(`client ${index}`));
            for (const [index, client] of clients.entries())
                assert.equal(client.recv(100).toString(), `client ${index}`);
            for (const client of clients) client.sendall(Buffer.from("bye"));
            for (const client of clients) {
                assert.equal(client.recv(100).length, 0);
                client.close();
            }
            await server.printed(/has left/);
            assert.equal(server.errors, "");
        });
});
