"""Asks a DNS server for what it knows of a name, with questions and answers put together by hand."""
import os
import socket
import struct
import sys

server = sys.argv[1] if len(sys.argv) > 1 else "127.0.0.1"
port = int(sys.argv[2]) if len(sys.argv) > 2 else 53
names = sys.argv[3:] if len(sys.argv) > 3 else ["localhost"]

TYPES = {"A": 1, "CNAME": 5, "MX": 15, "AAAA": 28}


def encode_name(name):
    """Each part of a name with its length before it, and an empty one at the end."""
    encoded = b""
    for label in name.split("."):
        encoded += struct.pack("!B", len(label)) + label.encode()
    return encoded + b"\0"


def read_name(message, offset):
    """The name at an offset, and where it ends. Its last part may be a pointer to an earlier one."""
    labels = []
    while True:
        (length,) = struct.unpack_from("!B", message, offset)
        if length >= 192:
            (pointer,) = struct.unpack_from("!H", message, offset)
            if pointer - 49152 >= offset:
                raise ValueError("a name that points ahead")
            rest = read_name(message, pointer - 49152)
            labels.append(rest[0])
            return ".".join(labels), offset + 2
        offset += 1
        if length == 0:
            return ".".join(labels), offset
        labels.append(message[offset:offset + length].decode())
        offset += length


def describe(message, kind, offset, end):
    """What a record says."""
    if kind == TYPES["A"]:
        return f"has address {socket.inet_ntop(socket.AF_INET, message[offset:end])}"
    if kind == TYPES["AAAA"]:
        return f"has address {socket.inet_ntop(socket.AF_INET6, message[offset:end])}"
    if kind == TYPES["CNAME"]:
        return f"is another name of {read_name(message, offset)[0]}"
    if kind == TYPES["MX"]:
        (preference,) = struct.unpack_from("!H", message, offset)
        return f"has its mail taken by {read_name(message, offset + 2)[0]}, preference {preference}"
    return f"has a record of type {kind}, {end - offset} bytes"


def ask(s, name, kind):
    """Sends a question, and waits for the answer to it."""
    identifier = os.urandom(2)
    header = identifier + struct.pack("!HHHHH", 256, 1, 0, 0, 0)
    s.send(header + encode_name(name) + struct.pack("!HH", kind, 1))
    while True:
        message = s.recv(4096)
        if message[:2] == identifier:
            return message


def show(message):
    """Prints all answers of a message."""
    _, flags, questions, answers, _, _ = struct.unpack_from("!HHHHHH", message)
    offset = 12
    for i in range(questions):
        name, offset = read_name(message, offset)
        offset += 4
        if flags % 16 != 0:
            print(f"{name}: error {flags % 16}", flush=True)
    for i in range(answers):
        name, offset = read_name(message, offset)
        kind, _, _, length = struct.unpack_from("!HHIH", message, offset)
        offset += 10
        print(f"{name} {describe(message, kind, offset, offset + length)}", flush=True)
        offset += length


s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
s.settimeout(5)
s.connect((server, port))
for name in names:
    for kind in [TYPES["A"], TYPES["AAAA"], TYPES["MX"]]:
        try:
            show(ask(s, name, kind))
        except (ValueError, struct.error) as wrong:
            print(f"{name}: {wrong}", flush=True)
s.close()
