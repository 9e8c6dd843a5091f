"""A DNS server with a zone of its own: an IntEnum, generators, nested tables, a thread for each datagram."""
import enum
import socket
import struct
import threading
from functools import partial

HEADER = struct.Struct("!6H")


class Type(enum.IntEnum):
    A = 1
    CNAME = 5
    TXT = 16


class Code(enum.Enum):
    OK = 0
    NO_NAME = 3


ZONE = {
    "host.test": {Type.A: ["10.0.0.1", "10.0.0.2"]},
    "www.test": {Type.CNAME: ["host.test"]},
    "note.test": {Type.TXT: ["hello"]},
}
log = []
log_lock = threading.Lock()


def labels(name):
    for label in name.split("."):
        yield bytes([len(label)]) + label.encode()
    yield b"\0"


def read_name(data, offset):
    parts = []
    while length := data[offset]:
        parts.append(data[offset + 1 : offset + 1 + length].decode())
        offset += 1 + length
    return ".".join(parts), offset + 1


ENCODERS = {
    Type.A: socket.inet_aton,
    Type.CNAME: lambda name: b"".join(labels(name)),
    Type.TXT: lambda text: bytes([len(text)]) + text.encode(),
}


def records(name, kind, depth=0):
    entry = ZONE.get(name, {})
    for value in entry.get(kind, []):
        yield name, kind, value
    if kind is not Type.CNAME:
        for target in entry.get(Type.CNAME, []):
            yield name, Type.CNAME, target
            yield from records(target, kind, depth + 1)


def respond(query):
    ident, _, *_ = HEADER.unpack_from(query)
    name, end = read_name(query, HEADER.size)
    kind = Type(struct.unpack_from("!H", query, end)[0])
    found = list(records(name, kind))
    code = Code.OK if name in ZONE else Code.NO_NAME
    with log_lock:
        log.append(f"{name} {kind.name} {code.name} {len(found)}")
    answer = b"".join(
        b"".join(labels(owner)) + struct.pack("!HHIH", each, 1, 60, len(data)) + data
        for owner, each, data in ((owner, each, ENCODERS[each](value)) for owner, each, value in found)
    )
    return HEADER.pack(ident, 0x8400 | code.value, 1, len(found), 0, 0) + query[HEADER.size : end + 4] + answer


def handle(sock, query, address):
    sock.sendto(respond(query), address)


def serve(sock, stopping):
    while not stopping.is_set():
        try:
            query, address = sock.recvfrom(512)
        except TimeoutError:
            continue
        threading.Thread(target=partial(handle, sock, query, address)).start()


def ask(address, ident, name, kind):
    query = HEADER.pack(ident, 0x0100, 1, 0, 0, 0) + b"".join(labels(name)) + struct.pack("!HH", kind, 1)
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
        sock.settimeout(10)
        sock.connect(address)
        sock.send(query)
        reply = sock.recv(512)
    number, flags, _, count, *_ = HEADER.unpack_from(reply)
    print(number == ident, Code(flags & 15).name, count, reply[len(query) :].hex())


with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
    sock.bind(("127.0.0.1", 0))
    sock.settimeout(0.02)
    stopping = threading.Event()
    thread = threading.Thread(target=serve, args=(sock, stopping))
    thread.start()
    for ident, (name, kind) in enumerate([("host.test", Type.A), ("www.test", Type.A), ("note.test", Type.TXT), ("no.test", Type.A)], 7):
        ask(sock.getsockname(), ident, name, kind)
    stopping.set()
    thread.join()
print(*log, sep="\n")
