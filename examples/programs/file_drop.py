"""Files are sent with a header of a struct; a progress callback is a closure, and each upload has a thread."""
import hashlib
import os
import socket
import struct
import tempfile
import threading
from collections import namedtuple

HEADER = struct.Struct("!HQ")
CHUNK = 4096
Upload = namedtuple("Upload", "name size digest")
uploads = []
done = threading.Condition()


def read_exactly(conn, count, progress=None):
    parts = []
    left = count
    while left > 0:
        part = conn.recv(min(left, CHUNK))
        if not part:
            raise EOFError(f"{left} bytes are missing")
        parts.append(part)
        left -= len(part)
        if progress:
            progress(count - left, count)
    return b"".join(parts)


def make_progress(name, step=0.5):
    reported = 0.0

    def progress(received, total):
        nonlocal reported
        share = received / total
        while share >= reported + step:
            reported += step
            print(f"{name}: {reported:.0%}")

    return progress


def receive(conn, folder, *, keep=True):
    with conn:
        length, size = HEADER.unpack(read_exactly(conn, HEADER.size))
        name = os.path.basename(read_exactly(conn, length).decode())
        try:
            data = read_exactly(conn, size, make_progress(name))
        except EOFError as error:
            print(f"{name}: {error}")
            conn.sendall(b"no\n")
            return
        path = os.path.join(folder, name)
        if keep:
            with open(path, "wb") as file:
                file.write(data)
        with done:
            uploads.append(Upload(name, size, hashlib.sha256(data).hexdigest()[:16]))
            done.notify_all()
        conn.sendall(b"ok\n")


def send(address, name, data, announced=None):
    with socket.create_connection(address) as sock:
        encoded = name.encode()
        sock.sendall(HEADER.pack(len(encoded), announced or len(data)) + encoded)
        sock.sendall(data)
        sock.shutdown(socket.SHUT_WR)
        print(f"answer for {name}:", sock.recv(16).decode().strip())


def accept_all(server, folder, count):
    for number in range(count):
        conn, _ = server.accept()
        thread = threading.Thread(target=receive, args=(conn, folder), kwargs={"keep": number != 1})
        thread.start()
        thread.join()


with tempfile.TemporaryDirectory() as folder, socket.create_server(("127.0.0.1", 0)) as server:
    acceptor = threading.Thread(target=accept_all, args=(server, folder, 3))
    acceptor.start()
    address = server.getsockname()
    send(address, "../grüße.txt", "grüße\n".encode() * 3000)
    send(address, "dropped.bin", bytes(range(256)) * 64)
    send(address, "short.bin", b"too short", announced=100)
    acceptor.join()
    with done:
        done.wait_for(lambda: len(uploads) == 2)
    for upload in uploads:
        print(upload.name, upload.size, upload.digest)
    print(sorted(os.listdir(folder)) == ["grüße.txt"])
