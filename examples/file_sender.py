"""Sends files to file_receiver."""
import os
import socket
import struct
import sys

host = sys.argv[1] if len(sys.argv) > 1 else "127.0.0.1"
port = int(sys.argv[2]) if len(sys.argv) > 2 else 8000
file_names = sys.argv[3:] if len(sys.argv) > 3 else ["README.md"]

# Before a file come the lengths of its name and of itself, and its name.
HEADER = struct.Struct("!HQ")


def send_file(s, file_name):
    """Sends one file piece by piece; how much of it has arrived."""
    name = os.path.basename(file_name).encode()
    size = os.stat(file_name).st_size
    s.sendall(HEADER.pack(len(name), size) + name)
    file = open(file_name, "rb")
    sent = 0
    while sent < size:
        count = s.sendfile(file, sent, 65536)
        if count == 0:
            break
        sent += count
        print_progress(name.decode(), sent, size)
    file.close()
    (received,) = struct.unpack("!Q", s.recv(8, socket.MSG_WAITALL))
    return received


def print_progress(name, done, size):
    """Draws a bar in the place of the last one."""
    bar = "#" * (20 * done // size)
    print(f"\r{name} [{bar.ljust(20)}] {100 * done // size} %", end="", flush=True)


for file_name in file_names:
    s = socket.create_connection((host, port))
    received = send_file(s, file_name)
    print(f"\n{received} bytes have arrived", flush=True)
    s.close()
