import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { root } from "../support/root";

const run = (program: string) =>
    execFileSync(process.execPath, ["-e", program], {
        cwd: root,
        encoding: "utf8",
        stdio: ["ignore", "pipe", "pipe"],
    });

describe("loading of pysocket/ssl", () => {
    it("a runtime without OpenSSL raises ImportError, and the rest of the package works", () => {
        const text = run(`
            const { native } = require("#lib/native/addon");
            native.ssl_load = () => "SSL_CTX_new";
            const { socket } = require("pysocket");
            socket().close();
            try { require("pysocket/ssl"); } catch (error) { console.log(String(error)); }
        `);
        assert.match(
            text,
            /^ImportError: cannot import pysocket\/ssl: .* function SSL_CTX_new\. Use a Node\.js built/,
        );
    });

    it("the rest of the package loads none of it", () => {
        const text = run(`
            const { native } = require("#lib/native/addon");
            native.ssl_load = () => { throw new Error("loaded"); };
            for (const name of ["", "/select", "/selectors", "/threading", "/queue", "/socketserver"]) require("pysocket" + name);
            console.log("not loaded");
        `);
        assert.equal(text, "not loaded\n");
    });
});
