import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as socket from "pysocket";
import {
    Exception,
    FileNotFoundError,
    OSError,
    OverflowError,
    TypeError,
    ValueError,
} from "pysocket/builtins";
import * as ssl from "pysocket/ssl";
import { fileOf, fileWithKey, makeCertificate, theCertificates } from "../../support/certificates";

import { addCleanup, cleanUp, closing, raised } from "../support";
import { DH_PARAMETERS, Pair, testingContext, warningsOf } from "./support";

// biome-ignore lint/suspicious/noExplicitAny: a value that breaks the types, as a script without types may
const wrong = (value: unknown) => value as any;

const NONEXISTENT = join(tmpdir(), "nonexistent", "file.pem");
const clientContext = () => ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT);
const serverContext = () => ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER);
const quietly = <Result>(act: () => Result): Result => {
    let result: Result | undefined;
    warningsOf(() => {
        result = act();
    });
    return result as Result;
};

function withEnvironment(values: Record<string, string>, act: () => void): void {
    const before = { ...process.env };
    Object.assign(process.env, values);
    try {
        act();
    } finally {
        for (const name of Object.keys(values))
            if (before[name] === undefined) delete process.env[name];
            else process.env[name] = before[name];
    }
}

function temporaryFolder(): string {
    const folder = mkdtempSync(join(tmpdir(), "ssl-"));
    addCleanup(() => rmSync(folder, { recursive: true }));
    return folder;
}

describe("test_ssl.ContextTests", () => {
    afterEach(cleanUp);

    it("test_constructor", () => {
        for (const protocol of [2, 3, 4, 5, 16, 17])
            assert.equal(quietly(() => ssl.SSLContext(protocol)).protocol, protocol);
        assert.equal(quietly(() => ssl.SSLContext()).protocol, ssl.PROTOCOL_TLS);
        for (const protocol of [-1, 42]) raised(ValueError, () => ssl.SSLContext(protocol));
    });

    it("test_ciphers", () => {
        const context = clientContext();
        context.set_ciphers("ALL");
        context.set_ciphers("DEFAULT");
        const error = raised(ssl.SSLError, () => context.set_ciphers("^$:,;?*'dorothyx"));
        assert.match(error.message, /No cipher can be selected/);
    });

    it("test_python_ciphers", () => {
        for (const { name } of clientContext().get_ciphers())
            assert.doesNotMatch(name, /PSK|SRP|MD5|RC4|3DES/);
    });

    it("test_get_ciphers", () => {
        const context = clientContext();
        context.set_ciphers("AESGCM");
        const names = context.get_ciphers().map(({ name }) => name);
        for (const name of ["ECDHE-ECDSA-AES128-GCM-SHA256", "ECDHE-RSA-AES256-GCM-SHA384"])
            assert.ok(names.includes(name), names.join());
    });

    it("test_options", () => {
        const context = clientContext();
        const usual = [ssl.OP_ALL, ssl.OP_NO_SSLv3, ssl.OP_NO_COMPRESSION, ssl.OP_CIPHER_SERVER_PREFERENCE];
        const expected = [...usual, ssl.OP_ENABLE_MIDDLEBOX_COMPAT].reduce((sum, each) => sum + each);
        assert.equal(context.options, expected);
        quietly(() => {
            context.options += ssl.OP_NO_TLSv1;
        });
        assert.equal(context.options, expected + ssl.OP_NO_TLSv1);
        context.options -= ssl.OP_NO_TLSv1;
        assert.equal(context.options, expected);
        context.options = 0;
        assert.equal(context.options & ~ssl.OP_NO_SSLv3, 0);
        raised(OverflowError, () => {
            context.options = -1;
        });
        raised(OverflowError, () => {
            context.options = 2 ** 100;
        });
        raised(TypeError, () => {
            context.options = wrong("abc");
        });
    });

    it("test_verify_mode_protocol", () => {
        const context = quietly(() => ssl.SSLContext(ssl.PROTOCOL_TLS));
        assert.equal(context.verify_mode, ssl.CERT_NONE);
        for (const mode of [ssl.CERT_OPTIONAL, ssl.CERT_REQUIRED, ssl.CERT_NONE]) {
            context.verify_mode = mode;
            assert.equal(context.verify_mode, mode);
        }
        raised(TypeError, () => {
            context.verify_mode = wrong(null);
        });
        raised(ValueError, () => {
            context.verify_mode = 42;
        });
        assert.equal(serverContext().verify_mode, ssl.CERT_NONE);
        assert.equal(serverContext().check_hostname, false);
        assert.equal(clientContext().verify_mode, ssl.CERT_REQUIRED);
        assert.equal(clientContext().check_hostname, true);
    });

    it("test_hostname_checks_common_name", () => {
        const context = clientContext();
        assert.equal(context.hostname_checks_common_name, true);
        for (const value of [true, false, true]) {
            context.hostname_checks_common_name = value;
            assert.equal(context.hostname_checks_common_name, value);
        }
    });

    it("test_min_max_version", () => {
        const { MINIMUM_SUPPORTED, MAXIMUM_SUPPORTED, TLSv1, TLSv1_1, TLSv1_2, TLSv1_3 } = ssl.TLSVersion;
        const context = serverContext();
        assert.ok([MINIMUM_SUPPORTED, TLSv1, TLSv1_2].includes(wrong(context.minimum_version)));
        assert.ok([MAXIMUM_SUPPORTED, TLSv1_3].includes(wrong(context.maximum_version)));
        quietly(() => {
            context.minimum_version = TLSv1_1;
            context.maximum_version = TLSv1_2;
        });
        assert.deepEqual([context.minimum_version, context.maximum_version], [TLSv1_1, TLSv1_2]);
        quietly(() => {
            context.minimum_version = MINIMUM_SUPPORTED;
            context.maximum_version = TLSv1;
        });
        assert.deepEqual([context.minimum_version, context.maximum_version], [MINIMUM_SUPPORTED, TLSv1]);
        context.maximum_version = MAXIMUM_SUPPORTED;
        assert.equal(context.maximum_version, MAXIMUM_SUPPORTED);
        context.maximum_version = MINIMUM_SUPPORTED;
        assert.equal(context.maximum_version, TLSv1);
        context.minimum_version = MAXIMUM_SUPPORTED;
        assert.equal(context.minimum_version, TLSv1_3);
        raised(ValueError, () => {
            context.minimum_version = 42;
        });
        const fixed = quietly(() => ssl.SSLContext(ssl.PROTOCOL_TLSv1_1));
        assert.deepEqual(
            [fixed.minimum_version, fixed.maximum_version],
            [MINIMUM_SUPPORTED, MAXIMUM_SUPPORTED],
        );
        raised(ValueError, () => {
            fixed.minimum_version = MINIMUM_SUPPORTED;
        });
        raised(ValueError, () => {
            fixed.maximum_version = TLSv1;
        });
    });

    it("test_security_level", () => {
        assert.ok([0, 1, 2, 3, 4, 5].includes(clientContext().security_level));
    });

    it("test_verify_flags", () => {
        const context = serverContext();
        assert.equal(context.verify_flags, ssl.VERIFY_DEFAULT | ssl.VERIFY_X509_TRUSTED_FIRST);
        for (const flags of [
            ssl.VERIFY_CRL_CHECK_LEAF,
            ssl.VERIFY_CRL_CHECK_CHAIN,
            ssl.VERIFY_DEFAULT,
            ssl.VERIFY_ALLOW_PROXY_CERTS,
            ssl.VERIFY_CRL_CHECK_LEAF | ssl.VERIFY_X509_STRICT,
        ]) {
            context.verify_flags = flags;
            assert.equal(context.verify_flags, flags);
        }
        raised(TypeError, () => {
            context.verify_flags = wrong(null);
        });
    });

    it("test_load_cert_chain", () => {
        const { server, other } = theCertificates();
        const context = serverContext();
        const combined = fileWithKey(server);
        const [onlyCertificate, onlyKey] = [fileOf(server.pem), fileOf(server.keyPem)];
        context.load_cert_chain(combined, { keyfile: null });
        context.load_cert_chain(combined, combined);
        raised(TypeError, () => wrong(context).load_cert_chain({ keyfile: combined }));
        assert.equal(raised(OSError, () => context.load_cert_chain(NONEXISTENT)).code, "ENOENT");
        const pem = /PEM (lib|routines)/;
        for (const bad of [
            fileOf("-----BEGIN CERTIFICATE-----\nbad\n-----END CERTIFICATE-----\n"),
            fileOf(""),
        ])
            assert.match(raised(ssl.SSLError, () => context.load_cert_chain(bad)).message, pem);
        context.load_cert_chain(onlyCertificate, onlyKey);
        context.load_cert_chain(Buffer.from(onlyCertificate), Buffer.from(onlyKey));
        assert.match(raised(ssl.SSLError, () => context.load_cert_chain(onlyCertificate)).message, pem);
        assert.match(raised(ssl.SSLError, () => context.load_cert_chain(onlyKey)).message, pem);
        assert.match(
            raised(ssl.SSLError, () => context.load_cert_chain(onlyKey, onlyCertificate)).message,
            pem,
        );
        const mismatch = raised(ssl.SSLError, () =>
            serverContext().load_cert_chain(fileOf(other.pem), onlyKey),
        );
        assert.match(mismatch.message, /key values mismatch/);

        const password = "somepass";
        const encrypted = server.key.export({
            type: "pkcs8",
            format: "pem",
            cipher: "aes-256-cbc",
            passphrase: password,
        }) as string;
        const safe = fileOf(encrypted + server.pem);
        const load = (given: unknown) => context.load_cert_chain(safe, { password: wrong(given) });
        for (const given of [password, Buffer.from(password), new Uint8Array(Buffer.from(password))]) {
            load(given);
            load(() => given);
        }
        assert.match(raised(TypeError, () => load(true)).message, /should be a string/);
        raised(ssl.SSLError, () => load("badpass"));
        assert.match(raised(ValueError, () => load(Buffer.alloc(102400, "a"))).message, /cannot be longer/);
        raised(ssl.SSLError, () => load(() => "badpass"));
        assert.match(
            raised(ValueError, () => load(() => Buffer.alloc(2 ** 20, "a"))).message,
            /cannot be longer/,
        );
        assert.match(raised(TypeError, () => load(() => 9)).message, /must return a string/);
        const failing = () => {
            throw Exception("getpass error");
        };
        assert.match(raised(Exception, () => load(failing)).message, /getpass error/);
        context.load_cert_chain(combined, { password: failing });
    });

    it("test_load_verify_locations", () => {
        const context = serverContext();
        const file = fileWithKey(theCertificates().server);
        context.load_verify_locations(file);
        context.load_verify_locations({ cafile: file, capath: null });
        context.load_verify_locations(Buffer.from(file));
        raised(TypeError, () => context.load_verify_locations());
        raised(TypeError, () => context.load_verify_locations(null, null, null));
        assert.equal(raised(OSError, () => context.load_verify_locations(NONEXISTENT)).code, "ENOENT");
        const bad = fileOf("-----BEGIN CERTIFICATE-----\nbad\n-----END CERTIFICATE-----\n");
        assert.match(
            raised(ssl.SSLError, () => context.load_verify_locations(bad)).message,
            /PEM (lib|routines)/,
        );
        context.load_verify_locations(file, temporaryFolder());
        raised(TypeError, () => context.load_verify_locations(null, wrong(true)));
    });

    it("test_load_verify_cadata", () => {
        const first = theCertificates().authority;
        const second = makeCertificate({ subject: { CN: "another CA" }, isAuthority: true });
        const count = (...datas: (string | Buffer)[]) => {
            const context = clientContext();
            for (const cadata of datas) context.load_verify_locations({ cadata });
            return context.cert_store_stats().x509_ca;
        };
        assert.equal(count(first.pem), 1);
        assert.equal(count(first.pem, second.pem, second.pem), 2);
        assert.equal(count(`${first.pem}\n${second.pem}`), 2);
        const junk = ["head", first.pem, "other", second.pem, "again", second.pem, "tail"];
        assert.equal(count(junk.join("\n")), 2);
        assert.equal(count(first.der, second.der, first.der), 2);
        assert.equal(count(Buffer.concat([first.der, second.der])), 2);
        raised(TypeError, () => count(wrong(Object)));
        assert.match(
            raised(ssl.SSLError, () => count("broken")).message,
            /^no start line: cadata does not contain a certificate/,
        );
        assert.match(
            raised(ssl.SSLError, () => count(Buffer.from("broken"))).message,
            /^not enough data: cadata does not contain a certificate/,
        );
        raised(ssl.SSLError, () => count(Buffer.concat([first.der, Buffer.from("A")])));
    });

    it("test_load_dh_params", () => {
        const context = serverContext();
        context.load_dh_params(fileOf(DH_PARAMETERS));
        context.load_dh_params(Buffer.from(fileOf(DH_PARAMETERS)));
        raised(TypeError, () => wrong(context).load_dh_params());
        raised(TypeError, () => context.load_dh_params(wrong(null)));
        assert.equal(raised(FileNotFoundError, () => context.load_dh_params(NONEXISTENT)).code, "ENOENT");
        raised(ssl.SSLError, () => context.load_dh_params(fileWithKey(theCertificates().server)));
    });

    it("test_session_stats", () => {
        for (const context of [clientContext(), serverContext()]) {
            const stats = context.session_stats();
            assert.equal(Object.keys(stats).length, 11);
            for (const [name, value] of Object.entries(stats)) assert.equal(value, 0, name);
        }
    });

    it("test_set_default_verify_paths", () => {
        clientContext().set_default_verify_paths();
    });

    it("test_set_ecdh_curve", () => {
        const context = serverContext();
        context.set_ecdh_curve("prime256v1");
        context.set_ecdh_curve(Buffer.from("prime256v1"));
        raised(TypeError, () => wrong(context).set_ecdh_curve());
        raised(TypeError, () => context.set_ecdh_curve(wrong(null)));
        raised(ValueError, () => context.set_ecdh_curve("foo"));
        raised(ValueError, () => context.set_ecdh_curve(Buffer.from("foo")));
    });

    it("test_sni_callback", () => {
        const context = serverContext();
        raised(TypeError, () => wrong(context).set_servername_callback());
        for (const value of [4, "", context])
            raised(TypeError, () => context.set_servername_callback(wrong(value)));
        context.set_servername_callback(null);
        context.set_servername_callback(() => null);
    });

    it("test_cert_store_stats", () => {
        const { server, authority } = theCertificates();
        const context = clientContext();
        assert.deepEqual(context.cert_store_stats(), { x509: 0, crl: 0, x509_ca: 0 });
        context.load_cert_chain(fileWithKey(server));
        assert.deepEqual(context.cert_store_stats(), { x509: 0, crl: 0, x509_ca: 0 });
        context.load_verify_locations(fileWithKey(server));
        assert.deepEqual(context.cert_store_stats(), { x509: 1, crl: 0, x509_ca: 0 });
        context.load_verify_locations(fileOf(authority.pem));
        assert.deepEqual(context.cert_store_stats(), { x509: 2, crl: 0, x509_ca: 1 });
    });

    it("test_get_ca_certs", () => {
        const { server, authority } = theCertificates();
        const context = clientContext();
        assert.deepEqual(context.get_ca_certs(), []);
        context.load_verify_locations(fileWithKey(server));
        assert.deepEqual(context.get_ca_certs(), []);
        context.load_verify_locations(fileOf(authority.pem));
        const [found, ...others] = context.get_ca_certs();
        assert.deepEqual(others, []);
        assert.deepEqual(found.subject?.at(-1), [["commonName", "test CA"]]);
        assert.deepEqual(context.get_ca_certs(true), [authority.der]);
    });

    it("test_load_default_certs", () => {
        const context = clientContext();
        context.load_default_certs();
        context.load_default_certs(ssl.Purpose.SERVER_AUTH);
        context.load_default_certs(ssl.Purpose.CLIENT_AUTH);
        for (const value of [null, "SERVER_AUTH"])
            raised(TypeError, () => context.load_default_certs(wrong(value)));
    });

    it("test_load_default_certs_env", () => {
        const folder = temporaryFolder();
        mkdirSync(join(folder, "certificates"));
        const values = {
            SSL_CERT_DIR: join(folder, "certificates"),
            SSL_CERT_FILE: fileOf(theCertificates().server.pem),
        };
        const context = clientContext();
        withEnvironment(values, () => context.load_default_certs());
        assert.deepEqual(context.cert_store_stats(), { crl: 0, x509: 1, x509_ca: 0 });
    });

    const assertOptions = (context: ssl.SSLContext) => {
        assert.equal(context.options & ssl.OP_NO_COMPRESSION, ssl.OP_NO_COMPRESSION);
        assert.equal(context.options & ssl.OP_CIPHER_SERVER_PREFERENCE, ssl.OP_CIPHER_SERVER_PREFERENCE);
        assert.equal(context.options & ssl.OP_LEGACY_SERVER_CONNECT, 0);
    };

    it("test_create_default_context", () => {
        const context = ssl.create_default_context();
        assert.equal(context.protocol, ssl.PROTOCOL_TLS_CLIENT);
        assert.equal(context.verify_mode, ssl.CERT_REQUIRED);
        assert.ok(context.verify_flags & ssl.VERIFY_X509_PARTIAL_CHAIN);
        assert.ok(context.verify_flags & ssl.VERIFY_X509_STRICT);
        assert.equal(context.check_hostname, true);
        assertOptions(context);
        const { pem } = theCertificates().authority;
        const own = ssl.create_default_context({
            cafile: fileOf(pem),
            capath: temporaryFolder(),
            cadata: pem,
        });
        assert.equal(own.verify_mode, ssl.CERT_REQUIRED);
        const accepting = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH);
        assert.equal(accepting.protocol, ssl.PROTOCOL_TLS_SERVER);
        assert.equal(accepting.verify_mode, ssl.CERT_NONE);
        assertOptions(accepting);
    });

    it("test__create_stdlib_context", () => {
        const context = ssl._create_stdlib_context();
        assert.equal(context.protocol, ssl.PROTOCOL_TLS_CLIENT);
        assert.equal(context.verify_mode, ssl.CERT_NONE);
        assert.equal(context.check_hostname, false);
        assertOptions(context);
        assert.equal(
            quietly(() => ssl._create_stdlib_context(ssl.PROTOCOL_TLSv1)).verify_mode,
            ssl.CERT_NONE,
        );
        const strict = quietly(() =>
            ssl._create_stdlib_context(ssl.PROTOCOL_TLSv1_2, {
                cert_reqs: ssl.CERT_REQUIRED,
                check_hostname: true,
            }),
        );
        assert.equal(strict.verify_mode, ssl.CERT_REQUIRED);
        assert.equal(strict.check_hostname, true);
        const accepting = ssl._create_stdlib_context({ purpose: ssl.Purpose.CLIENT_AUTH });
        assert.equal(accepting.protocol, ssl.PROTOCOL_TLS_SERVER);
    });

    it("test_check_hostname", () => {
        const context = quietly(() => ssl.SSLContext(ssl.PROTOCOL_TLS));
        const state = () => [context.check_hostname, context.verify_mode];
        assert.deepEqual(state(), [false, ssl.CERT_NONE]);
        context.check_hostname = true;
        assert.deepEqual(state(), [true, ssl.CERT_REQUIRED]);
        context.check_hostname = false;
        context.verify_mode = ssl.CERT_REQUIRED;
        assert.deepEqual(state(), [false, ssl.CERT_REQUIRED]);
        context.verify_mode = ssl.CERT_OPTIONAL;
        context.check_hostname = true;
        assert.deepEqual(state(), [true, ssl.CERT_OPTIONAL]);
        raised(ValueError, () => {
            context.verify_mode = ssl.CERT_NONE;
        });
        context.check_hostname = false;
        context.verify_mode = ssl.CERT_NONE;
        assert.deepEqual(state(), [false, ssl.CERT_NONE]);
    });

    it("test_context_client_server", () => {
        assert.deepEqual(
            [clientContext().check_hostname, clientContext().verify_mode],
            [true, ssl.CERT_REQUIRED],
        );
        assert.deepEqual(
            [serverContext().check_hostname, serverContext().verify_mode],
            [false, ssl.CERT_NONE],
        );
    });

    it("test_context_custom_class", () => {
        class MySSLSocket extends ssl.SSLSocket {}
        class MySSLObject extends ssl.SSLObject {}
        const context = serverContext();
        context.sslsocket_class = wrong(MySSLSocket);
        context.sslobject_class = wrong(MySSLObject);
        const sock = closing(context.wrap_socket(socket.socket(), { server_side: true }));
        assert.ok(sock instanceof MySSLSocket);
        const object = context.wrap_bio(ssl.MemoryBIO(), ssl.MemoryBIO(), { server_side: true });
        assert.ok(object instanceof MySSLObject);
    });

    it("test_num_tickest", () => {
        const context = serverContext();
        for (const count of [2, 1, 0]) {
            if (count < 2) context.num_tickets = count;
            assert.equal(context.num_tickets, count);
        }
        raised(ValueError, () => {
            context.num_tickets = -1;
        });
        raised(TypeError, () => {
            context.num_tickets = wrong(null);
        });
        assert.equal(clientContext().num_tickets, 2);
        raised(ValueError, () => {
            clientContext().num_tickets = 1;
        });
    });
});

describe("test_ssl.TestSSLDebug", () => {
    afterEach(cleanUp);

    it("test_keylog_defaults", () => {
        const file = join(temporaryFolder(), "keys");
        const context = clientContext();
        assert.equal(context.keylog_filename, null);
        context.keylog_filename = file;
        assert.equal(context.keylog_filename, file);
        assert.equal(readFileSync(file, "utf8"), "");
        context.keylog_filename = null;
        assert.equal(context.keylog_filename, null);
        raised(OSError, () => {
            context.keylog_filename = NONEXISTENT;
        });
        raised(TypeError, () => {
            context.keylog_filename = wrong(1);
        });
    });

    it("test_keylog_filename", () => {
        const file = join(temporaryFolder(), "keys");
        const lines = () => readFileSync(file, "utf8").trimEnd().split("\n").length;
        const first = testingContext();
        first.client.keylog_filename = file;
        new Pair(first.client, first.server).shake();
        assert.equal(lines(), 5);
        first.client.keylog_filename = null;
        first.server.keylog_filename = file;
        new Pair(first.client, first.server).shake();
        assert.ok(lines() >= 10, `${lines()}`);
        first.client.keylog_filename = file;
        new Pair(first.client, first.server).shake();
        assert.ok(lines() >= 20, `${lines()}`);
        first.client.keylog_filename = null;
        first.server.keylog_filename = null;
    });

    it("test_keylog_env", () => {
        const file = join(temporaryFolder(), "keys");
        const cadata = theCertificates().authority.pem;
        withEnvironment({ SSLKEYLOGFILE: file }, () => {
            const made = [ssl.create_default_context({ cadata }), ssl._create_stdlib_context()];
            for (const context of made) {
                assert.equal(context.keylog_filename, file);
                context.keylog_filename = null;
            }
            assert.equal(clientContext().keylog_filename, null);
        });
    });
});
