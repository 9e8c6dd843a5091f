/** Serves the files of a directory over HTTP, put together by hand. */
import { OSError, int } from "pysocket/builtins";
import { closeSync, fstatSync, openSync, readdirSync, statSync } from "node:fs";
import * as path from "node:path";
import * as socket from "pysocket";
import process from "node:process";

let host = process.argv.length > 2 ? process.argv[2] : "127.0.0.1";
let port = process.argv.length > 3 ? int(process.argv[3]) : 8000;
const directory = process.argv.length > 4 ? process.argv[4] : ".";

function receive_head(conn: socket.socket) {
    /** A request up to its empty line, or what there was of it when the client left. */
    let head = Buffer.alloc(0);
    while (!head.includes("\r\n\r\n") && head.length < 65536) {
        const data = conn.recv(1024);
        if (data.length === 0) {
            break;
        }
        head = Buffer.concat([head, data]);
    }
    return head.toString("latin1").split("\r\n\r\n")[0];
}

function parse_headers(lines: string[]) {
    /** The headers by their names in small letters. */
    const headers = new Map<string, string>();
    for (const line of lines) {
        const colon = line.indexOf(":");
        headers.set(line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim());
    }
    return headers;
}

function respond(conn: socket.socket, status: string, size: number) {
    /** Sends the beginning of an answer. */
    const head = `HTTP/1.1 ${status}\r\nContent-Length: ${size}\r\nConnection: close\r\n\r\n`;
    conn.sendall(Buffer.from(head));
    return status;
}

function answer(conn: socket.socket, head: string) {
    /** Answers one request; with what status. */
    const lines = head.split("\r\n");
    const words = lines[0].split(" ");
    const headers = parse_headers(lines.slice(1));
    if (words.length !== 3 || (words[2] === "HTTP/1.1" && !headers.has("host"))) {
        return respond(conn, "400 Bad Request", 0);
    }
    if (!["GET", "HEAD"].includes(words[0])) {
        return respond(conn, "405 Method Not Allowed", 0);
    }
    const target = words[1].split("?")[0];
    const name = target.slice(target.lastIndexOf("/") + 1) || "index.html";
    const file_name = path.join(directory, name);
    // What is asked for is looked for among the names that are there, and so nowhere else.
    if (!readdirSync(directory).includes(name) || !statSync(file_name, { throwIfNoEntry: false })?.isFile()) {
        return respond(conn, "404 Not Found", 0);
    }
    const file = openSync(file_name, "r");
    respond(conn, "200 OK", fstatSync(file).size);
    if (words[0] === "GET") {
        conn.sendfile(file);
    }
    closeSync(file);
    return "200 OK";
}

const server = socket.create_server([host, port]);
[host, port] = server.getsockname();
console.log(`listening on ${host}:${port}`);

while (true) {
    const [conn, address] = server.accept();
    conn.settimeout(10);
    try {
        const head = receive_head(conn);
        const status = answer(conn, head);
        const request = head.split("\r\n")[0];
        console.log(`${request}: ${status}`);
    } catch (error) {
        if (!(error instanceof OSError)) throw error;
        console.log(`${address[0]}:${address[1]}: ${error.message}`);
    }
    conn.close();
}
