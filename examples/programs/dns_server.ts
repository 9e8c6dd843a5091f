/** A DNS server with a zone of its own: an enumeration, generators, nested tables, a thread for each datagram. */
import * as socket from "pysocket";
import { TimeoutError } from "pysocket/builtins";
import * as shared from "pysocket/shared";
import * as struct from "pysocket/struct";
import * as threading from "pysocket/threading";

const HEADER = struct.Struct("!6H");
type Address = [string, number];

enum Type {
    A = 1,
    CNAME = 5,
    TXT = 16,
}

class Code {
    static OK = new Code(0, "OK");
    static NO_NAME = new Code(3, "NO_NAME");

    constructor(
        readonly value: number,
        readonly name: string,
    ) {}

    static of(value: number) {
        return [Code.OK, Code.NO_NAME].find((code) => code.value === value) as Code;
    }
}

const ZONE = new Map<string, Map<Type, string[]>>([
    ["host.test", new Map([[Type.A, ["10.0.0.1", "10.0.0.2"]]])],
    ["www.test", new Map([[Type.CNAME, ["host.test"]]])],
    ["note.test", new Map([[Type.TXT, ["hello"]]])],
]);
const log = shared.list<string>();
const log_lock = threading.Lock();

function* labels(name: string) {
    for (const label of name.split(".")) {
        yield Buffer.concat([Buffer.from([label.length]), Buffer.from(label)]);
    }
    yield Buffer.from([0]);
}

function read_name(data: Buffer, offset: number): [string, number] {
    const parts: string[] = [];
    let length: number;
    while ((length = data[offset])) {
        parts.push(data.subarray(offset + 1, offset + 1 + length).toString());
        offset += 1 + length;
    }
    return [parts.join("."), offset + 1];
}

const ENCODERS: Record<Type, (value: string) => Buffer> = {
    [Type.A]: socket.inet_aton,
    [Type.CNAME]: (name) => Buffer.concat([...labels(name)]),
    [Type.TXT]: (text) => Buffer.concat([Buffer.from([text.length]), Buffer.from(text)]),
};

function* records(name: string, kind: Type, depth = 0): Generator<[string, Type, string]> {
    const entry = ZONE.get(name) ?? new Map<Type, string[]>();
    for (const value of entry.get(kind) ?? []) {
        yield [name, kind, value];
    }
    if (kind !== Type.CNAME) {
        for (const target of entry.get(Type.CNAME) ?? []) {
            yield [name, Type.CNAME, target];
            yield* records(target, kind, depth + 1);
        }
    }
}

function respond(query: Buffer) {
    const [ident] = HEADER.unpack_from(query);
    const [name, end] = read_name(query, HEADER.size);
    const kind: Type = struct.unpack_from("!H", query, end)[0];
    const found = [...records(name, kind)];
    const code = ZONE.has(name) ? Code.OK : Code.NO_NAME;
    {
        using _ = log_lock.hold();
        log.append(`${name} ${Type[kind]} ${code.name} ${found.length}`);
    }
    const answer = found
        .map(([owner, each, value]): [string, Type, Buffer] => [owner, each, ENCODERS[each](value)])
        .map(([owner, each, data]) =>
            Buffer.concat([...labels(owner), struct.pack("!HHIH", each, 1, 60, data.length), data]),
        );
    return Buffer.concat([
        HEADER.pack(ident, 0x8400 | code.value, 1, found.length, 0, 0),
        query.subarray(HEADER.size, end + 4),
        ...answer,
    ]);
}

function handle(sock: socket.socket, query: Buffer, address: Address) {
    sock.sendto(respond(query), address);
}

function serve(sock: socket.socket, stopping: threading.Event) {
    while (!stopping.is_set()) {
        let query: Buffer;
        let address: Address;
        try {
            [query, address] = sock.recvfrom<Address>(512);
        } catch (error) {
            if (!(error instanceof TimeoutError)) throw error;
            continue;
        }
        threading.Thread({ target: handle.bind(null, sock, query, address) }).start();
    }
}

function ask(address: Address, ident: number, name: string, kind: Type) {
    const query = Buffer.concat([
        HEADER.pack(ident, 0x0100, 1, 0, 0, 0),
        ...labels(name),
        struct.pack("!HH", kind, 1),
    ]);
    using sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM);
    sock.settimeout(10);
    sock.connect(address);
    sock.send(query);
    const reply = sock.recv(512);
    const [number, flags, , count] = HEADER.unpack_from(reply);
    const rest = reply.subarray(query.length).toString("hex");
    console.log(number === ident ? "True" : "False", Code.of(flags & 15).name, count, rest);
}

{
    using sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM);
    sock.bind(["127.0.0.1", 0]);
    sock.settimeout(0.02);
    const stopping = threading.Event();
    const thread = threading.Thread({ target: serve, args: [sock, stopping] });
    thread.start();
    const questions: [string, Type][] = [
        ["host.test", Type.A],
        ["www.test", Type.A],
        ["note.test", Type.TXT],
        ["no.test", Type.A],
    ];
    for (const [index, [name, kind]] of questions.entries()) {
        ask(sock.getsockname() as Address, 7 + index, name, kind);
    }
    stopping.set();
    thread.join();
}
console.log([...log].join("\n"));
