/** Files are sent with a header of a struct; a progress callback is a closure, and each upload has a thread. */
import { createHash } from "node:crypto";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import * as socket from "pysocket";
import { EOFError } from "pysocket/builtins";
import * as shared from "pysocket/shared";
import * as struct from "pysocket/struct";
import * as threading from "pysocket/threading";

const HEADER = struct.Struct("!HQ");
const CHUNK = 4096;
class Upload {
    constructor(name, size, digest) {
        Object.assign(this, { name, size, digest });
    }
}
const uploads = shared.list();
const done = threading.Condition();

function read_exactly(conn, count, progress = null) {
    const parts = [];
    let left = count;
    while (left > 0) {
        const part = conn.recv(Math.min(left, CHUNK));
        if (part.length === 0) {
            throw new EOFError(`${left} bytes are missing`);
        }
        parts.push(part);
        left -= part.length;
        if (progress) {
            progress(count - left, count);
        }
    }
    return Buffer.concat(parts);
}

function make_progress(name, step = 0.5) {
    let reported = 0.0;

    function progress(received, total) {
        const share = received / total;
        while (share >= reported + step) {
            reported += step;
            console.log(`${name}: ${(100 * reported).toFixed(0)}%`);
        }
    }

    return progress;
}

function receive(conn, folder, { keep = true } = {}) {
    try {
        const [length, size] = HEADER.unpack(read_exactly(conn, HEADER.size));
        const name = path.basename(read_exactly(conn, length).toString());
        let data;
        try {
            data = read_exactly(conn, size, make_progress(name));
        } catch (error) {
            if (!(error instanceof EOFError)) throw error;
            console.log(`${name}: ${error.message}`);
            conn.sendall(Buffer.from("no\n"));
            return;
        }
        const file = path.join(folder, name);
        if (keep) {
            fs.writeFileSync(file, data);
        }
        done.acquire();
        try {
            uploads.append(
                new Upload(name, size, createHash("sha256").update(data).digest("hex").slice(0, 16)),
            );
            done.notify_all();
        } finally {
            done.release();
        }
        conn.sendall(Buffer.from("ok\n"));
    } finally {
        conn.close();
    }
}

function send(address, name, data, { announced = null } = {}) {
    const sock = socket.create_connection(address);
    try {
        const encoded = Buffer.from(name);
        sock.sendall(Buffer.concat([HEADER.pack(encoded.length, announced ?? data.length), encoded]));
        sock.sendall(data);
        sock.shutdown(socket.SHUT_WR);
        console.log(`answer for ${name}:`, sock.recv(16).toString().trim());
    } finally {
        sock.close();
    }
}

function accept_all(server, folder, count) {
    for (let number = 0; number < count; number++) {
        const [conn] = server.accept();
        const thread = threading.Thread({
            target: receive,
            args: [conn, folder],
            kwargs: { keep: number !== 1 },
        });
        thread.start();
        thread.join();
    }
}

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "pysocket-"));
const server = socket.create_server(["127.0.0.1", 0]);
try {
    const acceptor = threading.Thread({ target: accept_all, args: [server, folder, 3] });
    acceptor.start();
    const address = server.getsockname();
    send(address, "../grüße.txt", Buffer.from("grüße\n".repeat(3000)));
    send(address, "dropped.bin", Buffer.from(Array.from({ length: 256 * 64 }, (_, index) => index % 256)));
    send(address, "short.bin", Buffer.from("too short"), { announced: 100 });
    acceptor.join();
    done.acquire();
    try {
        done.wait_for(() => uploads.length === 2);
    } finally {
        done.release();
    }
    for (const upload of uploads) {
        console.log(upload.name, upload.size, upload.digest);
    }
    console.log(fs.readdirSync(folder).sort().join() === "grüße.txt" ? "True" : "False");
} finally {
    server.close();
    fs.rmSync(folder, { recursive: true });
}
