"""Takes files, and keeps them in a directory."""
import os
import socket
import struct
import sys

host = sys.argv[1] if len(sys.argv) > 1 else "127.0.0.1"
port = int(sys.argv[2]) if len(sys.argv) > 2 else 8000
directory = sys.argv[3] if len(sys.argv) > 3 else "."

# Before a file come the lengths of its name and of itself, and its name.
HEADER = struct.Struct("!HQ")


def receive_exactly(conn, size):
    """As many bytes, in however many pieces they come."""
    received = b""
    while len(received) < size:
        data = conn.recv(size - len(received))
        if not data:
            raise EOFError("the sender has left in the middle")
        received += data
    return received


def receive_file(conn):
    """Keeps one file, and says how much of it has come."""
    name_length, size = HEADER.unpack(receive_exactly(conn, HEADER.size))
    # Whatever it calls itself, it does not leave the directory.
    name = os.path.basename(receive_exactly(conn, name_length).decode())
    file = open(os.path.join(directory, name), "wb")
    received = 0
    while received < size:
        data = conn.recv(min(65536, size - received))
        if not data:
            break
        file.write(data)
        received += len(data)
        print_progress(name, received, size)
    file.close()
    print(f"\n{name}: {received} bytes of {size}", flush=True)
    conn.sendall(struct.pack("!Q", received))


def print_progress(name, done, size):
    """Draws a bar in the place of the last one."""
    bar = "#" * (20 * done // size)
    print(f"\r{name} [{bar.ljust(20)}] {100 * done // size} %", end="", flush=True)


server = socket.create_server((host, port))
host, port = server.getsockname()
print(f"listening on {host}:{port}", flush=True)

while True:
    conn, address = server.accept()
    try:
        receive_file(conn)
    except (EOFError, ConnectionResetError) as error:
        print(f"{address[0]}:{address[1]}: {error}", flush=True)
    conn.close()
