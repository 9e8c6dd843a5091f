"""Waits for descriptor_sender, and reads from the file that it has opened."""
import os
import socket
import sys

# An abstract name, which needs no file.
name = sys.argv[1] if len(sys.argv) > 1 else "descriptors"
listener = socket.create_server("\0" + name, family=socket.AF_UNIX)
print("waiting", flush=True)
conn, _ = listener.accept()
data, fds, _, _ = socket.recv_fds(conn, 1024, 1)
buffer = bytearray(1024)
count = os.readv(fds[0], [buffer])
print(f"{data.decode()} begins with {buffer[:count].decode()}", flush=True)
os.close(fds[0])
conn.sendall(b"done")
conn.close()
listener.close()
