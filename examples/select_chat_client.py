"""Talks in a chat: select waits for the keyboard and for the others at once."""
import os
import select
import socket
import sys

host = sys.argv[1] if len(sys.argv) > 1 else "127.0.0.1"
port = int(sys.argv[2]) if len(sys.argv) > 2 else 8000
keyboard = 0

s = socket.create_connection((host, port))
print(f"connected to {host}:{port}", flush=True)

buffer = bytearray(4096)
talking = True
while talking:
    readable, _, _ = select.select([keyboard, s], [], [])
    if s in readable:
        size = s.recv_into(buffer)
        if size > 0:
            print(buffer[:size].decode().strip(), flush=True)
        else:
            print("the server has left", flush=True)
            talking = False
    if keyboard in readable:
        size = os.readv(keyboard, [buffer])
        if size > 0:
            s.sendall(buffer[:size])
        else:
            talking = False
s.close()
