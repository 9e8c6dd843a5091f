"""Says what is typed to an echo server, and prints what comes back."""
import os
import socket
import sys

host = sys.argv[1] if len(sys.argv) > 1 else "127.0.0.1"
port = int(sys.argv[2]) if len(sys.argv) > 2 else 8000

s = socket.create_connection((host, port))
print(f"connected to {host}:{port}", flush=True)

buffer = bytearray(1024)
while True:
    size = os.readv(0, [buffer])
    if size == 0:
        break
    s.sendall(buffer[:size])
    size = s.recv_into(buffer)
    if size == 0:
        break
    print(f"answer: {buffer[:size].decode().strip()}", flush=True)
s.close()
print("left", flush=True)
