import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import * as socket from "pysocket";
import { FileNotFoundError, TypeError, ValueError } from "pysocket/builtins";
import { skip } from "../../support/skip";
import { cleanUp, closing, lacks } from "../support";

// The kernel's cryptography, by sockets of AF_ALG. Vectors: FIPS 180-2 (sha256), RFC 3602 (CBC), NIST (GCM).

const { ALG_OP_DECRYPT, ALG_OP_ENCRYPT, ALG_SET_KEY, MSG_MORE, SOL_ALG } = socket as unknown as Record<
    string,
    number
>;

const hex = (text: string) => Buffer.from(text, "hex");

describe("test_socket.LinuxKernelCryptoAPI", () => {
    before(function () {
        const reason = lacks("AF_ALG", socket.AF_ALG, socket.SOCK_SEQPACKET);
        if (reason !== null) skip(this, reason);
    });

    afterEach(cleanUp);

    const algSocket = () => closing(socket.socket(socket.AF_ALG as number, socket.SOCK_SEQPACKET, 0));

    function createAlg(context: Mocha.Context, type: string, name: string, key?: Buffer): socket.socket {
        const algo = algSocket();
        try {
            algo.bind([type, name]);
        } catch (error) {
            if (!(error instanceof FileNotFoundError)) throw error;
            skip(context, `the kernel has no ${name} (${type})`);
        }
        if (key !== undefined) algo.setsockopt(SOL_ALG, ALG_SET_KEY, key);
        return algo;
    }

    const accept = (algo: socket.socket) => closing(algo.accept()[0]);

    it("test_sha256", function () {
        const expected = hex("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        const algo = createAlg(this, "hash", "sha256");
        const whole = accept(algo);
        whole.sendall(Buffer.from("abc"));
        assert.deepEqual(whole.recv(512), expected);
        const parts = accept(algo);
        for (const letter of "abc") parts.send(Buffer.from(letter), MSG_MORE);
        parts.send(Buffer.alloc(0));
        assert.deepEqual(parts.recv(512), expected);
    });

    it("test_hmac_sha1", function () {
        const algo = createAlg(this, "hash", "hmac(sha1)", Buffer.from("Python loves AF_ALG"));
        const op = accept(algo);
        op.sendall(Buffer.from("what do ya want for nothing?"));
        assert.deepEqual(op.recv(512), hex("193dbb43c6297b47ea6277ec0ce67119a3f3aa66"));
    });

    it("test_aes_cbc", function () {
        const iv = hex("3dafba429d9eb430b422da802c9fac41");
        const msg = Buffer.from("Single block msg");
        const ciphertext = hex("e353779c1079aeb82708942dbe77181a");
        const algo = createAlg(this, "skcipher", "cbc(aes)", hex("06a9214036b8a15b512e03d534120006"));

        const first = accept(algo);
        first.sendmsg_afalg({ op: ALG_OP_ENCRYPT, iv, flags: MSG_MORE });
        first.sendall(msg);
        assert.deepEqual(first.recv(msg.length), ciphertext);

        const transform = (buffers: Buffer[], op: number) => {
            const operation = accept(algo);
            operation.sendmsg_afalg(buffers, { op, iv });
            return operation.recv(Buffer.concat(buffers).length);
        };
        assert.deepEqual(transform([ciphertext], ALG_OP_DECRYPT), msg);

        const long = Array<Buffer>(1024).fill(msg);
        const encrypted = transform(long, ALG_OP_ENCRYPT);
        assert.equal(encrypted.length, msg.length * long.length);
        assert.deepEqual(encrypted.subarray(0, msg.length), ciphertext);
        assert.deepEqual(transform([encrypted], ALG_OP_DECRYPT), Buffer.concat(long));
    });

    it("test_aead_aes_gcm", function () {
        const iv = hex("b3d8cc017cbb89b39e0f67e2");
        const plain = hex("c3b3c41f113a31b73d9a5cd432103069");
        const assoc = hex("24825602bd12a984e0092d3e448eda5f");
        const ciphertext = hex("93fe7d9e9bfd10348a5606e5cafa7354");
        const tag = hex("0032a1dc85f1c9786925a2e71d8272dd");
        const assoclen = assoc.length;
        const { ALG_SET_AEAD_ASSOCLEN, ALG_SET_AEAD_AUTHSIZE, ALG_SET_IV, ALG_SET_OP } =
            socket as unknown as Record<string, number>;
        const algo = createAlg(this, "aead", "gcm(aes)", hex("c939cc13397c1d37de6ae0e1cb7c423c"));
        algo.setsockopt(SOL_ALG, ALG_SET_AEAD_AUTHSIZE, null, tag.length);

        const checkEncrypted = (op: socket.socket) => {
            const result = op.recv(assoclen + plain.length + tag.length);
            assert.deepEqual(result.subarray(assoclen), Buffer.concat([ciphertext, tag]));
        };

        const inParts = accept(algo);
        inParts.sendmsg_afalg({ op: ALG_OP_ENCRYPT, iv, assoclen, flags: MSG_MORE });
        inParts.sendall(assoc, MSG_MORE);
        inParts.sendall(plain);
        checkEncrypted(inParts);

        const whole = accept(algo);
        whole.sendmsg_afalg([Buffer.concat([assoc, plain])], { op: ALG_OP_ENCRYPT, iv, assoclen });
        checkEncrypted(whole);

        const manual = accept(algo);
        const word = (value: number) => Buffer.from(Uint32Array.of(value).buffer);
        manual.sendmsg(
            [Buffer.concat([assoc, plain])],
            [
                [SOL_ALG, ALG_SET_OP, word(ALG_OP_ENCRYPT)],
                [SOL_ALG, ALG_SET_IV, Buffer.concat([word(iv.length), iv])],
                [SOL_ALG, ALG_SET_AEAD_ASSOCLEN, word(assoclen)],
            ],
        );
        checkEncrypted(manual);

        const decrypting = accept(algo);
        const sealed = Buffer.concat([assoc, ciphertext, tag]);
        decrypting.sendmsg_afalg([sealed], { op: ALG_OP_DECRYPT, iv, assoclen });
        assert.deepEqual(decrypting.recv(sealed.length - tag.length).subarray(assoclen), plain);
    });

    it("test_drbg_pr_sha256", function () {
        const op = accept(createAlg(this, "rng", "drbg_pr_sha256", randomBytes(32)));
        assert.equal(op.recv(32).length, 32);
    });

    it("test_sendmsg_afalg_args", () => {
        const sock = algSocket();
        const refused = (...args: unknown[]) =>
            assert.throws(() => Reflect.apply(sock.sendmsg_afalg, sock, args), TypeError);
        refused();
        refused({ op: null });
        refused(1);
        refused({ op: ALG_OP_ENCRYPT, assoclen: null });
        refused({ op: ALG_OP_ENCRYPT, assoclen: -1 });
    });

    it("test_length_restriction", () => {
        const sock = algSocket();
        assert.throws(() => sock.bind(["t".repeat(13), "name"]), FileNotFoundError);
        assert.throws(() => sock.bind(["t".repeat(14), "name"]), {
            name: ValueError.name,
            message: /type too long/,
        });
        assert.throws(() => sock.bind(["type", "n".repeat(63)]), FileNotFoundError);
        assert.throws(() => sock.bind(["type", "n".repeat(64)]), {
            name: ValueError.name,
            message: /name too long/,
        });
    });
});
