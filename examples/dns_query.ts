/** Asks a DNS server for what it knows of a name, with questions and answers put together by hand. */
import { ValueError, int } from "pysocket/builtins";
import { randomBytes } from "node:crypto";
import * as socket from "pysocket";
import * as struct from "pysocket/struct";
import process from "node:process";

const server = process.argv.length > 2 ? process.argv[2] : "127.0.0.1";
const port = process.argv.length > 3 ? int(process.argv[3]) : 53;
const names = process.argv.length > 4 ? process.argv.slice(4) : ["localhost"];

const TYPES = { A: 1, CNAME: 5, MX: 15, AAAA: 28 };

function encode_name(name: string) {
    /** Each part of a name with its length before it, and an empty one at the end. */
    let encoded = Buffer.alloc(0);
    for (const label of name.split(".")) {
        encoded = Buffer.concat([encoded, struct.pack("!B", label.length), Buffer.from(label)]);
    }
    return Buffer.concat([encoded, Buffer.from("\0")]);
}

function read_name(message: Buffer, offset: number): [string, number] {
    /** The name at an offset, and where it ends. Its last part may be a pointer to an earlier one. */
    const labels: string[] = [];
    while (true) {
        const [length] = struct.unpack_from("!B", message, offset);
        if (length >= 192) {
            const [pointer] = struct.unpack_from("!H", message, offset);
            if (pointer - 49152 >= offset) {
                throw new ValueError("a name that points ahead");
            }
            const rest = read_name(message, pointer - 49152);
            labels.push(rest[0]);
            return [labels.join("."), offset + 2];
        }
        offset += 1;
        if (length === 0) {
            return [labels.join("."), offset];
        }
        labels.push(message.subarray(offset, offset + length).toString());
        offset += length;
    }
}

function describe(message: Buffer, kind: number, offset: number, end: number) {
    /** What a record says. */
    if (kind === TYPES.A) {
        return `has address ${socket.inet_ntop(socket.AF_INET, message.subarray(offset, end))}`;
    }
    if (kind === TYPES.AAAA) {
        return `has address ${socket.inet_ntop(socket.AF_INET6, message.subarray(offset, end))}`;
    }
    if (kind === TYPES.CNAME) {
        return `is another name of ${read_name(message, offset)[0]}`;
    }
    if (kind === TYPES.MX) {
        const [preference] = struct.unpack_from("!H", message, offset);
        return `has its mail taken by ${read_name(message, offset + 2)[0]}, preference ${preference}`;
    }
    return `has a record of type ${kind}, ${end - offset} bytes`;
}

function ask(s: socket.socket, name: string, kind: number) {
    /** Sends a question, and waits for the answer to it. */
    const identifier = randomBytes(2);
    const header = Buffer.concat([identifier, struct.pack("!HHHHH", 256, 1, 0, 0, 0)]);
    s.send(Buffer.concat([header, encode_name(name), struct.pack("!HH", kind, 1)]));
    while (true) {
        const message = s.recv(4096);
        if (message.subarray(0, 2).equals(identifier)) {
            return message;
        }
    }
}

function show(message: Buffer) {
    /** Prints all answers of a message. */
    const [, flags, questions, answers] = struct.unpack_from("!HHHHHH", message);
    let offset = 12;
    for (let i = 0; i < questions; i++) {
        let name: string;
        [name, offset] = read_name(message, offset);
        offset += 4;
        if (flags % 16 !== 0) {
            console.log(`${name}: error ${flags % 16}`);
        }
    }
    for (let i = 0; i < answers; i++) {
        let name: string;
        [name, offset] = read_name(message, offset);
        const [kind, , , length] = struct.unpack_from("!HHIH", message, offset);
        offset += 10;
        console.log(`${name} ${describe(message, kind, offset, offset + length)}`);
        offset += length;
    }
}

const s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM);
s.settimeout(5);
s.connect([server, port]);
for (const name of names) {
    for (const kind of [TYPES.A, TYPES.AAAA, TYPES.MX]) {
        try {
            show(ask(s, name, kind));
        } catch (wrong) {
            if (!(wrong instanceof ValueError || wrong instanceof struct.error)) throw wrong;
            console.log(`${name}: ${wrong.message}`);
        }
    }
}
s.close();
