"""Many clients of an echo server at once: all stay until Enter is pressed."""
import os
import socket
import sys

host = sys.argv[1] if len(sys.argv) > 1 else "127.0.0.1"
port = int(sys.argv[2]) if len(sys.argv) > 2 else 8000
count = int(sys.argv[3]) if len(sys.argv) > 3 else 50

clients = []
for number in range(count):
    clients.append(socket.create_connection((host, port)))
    clients[number].sendall(f"client {number}".encode())
print(f"{len(clients)} clients are connected", flush=True)

answered = 0
for number, client in enumerate(clients):
    if client.recv(1024).decode() == f"client {number}":
        answered += 1
print(f"{answered} clients have their answer", flush=True)

os.readv(0, [bytearray(1)])
left = 0
for client in clients:
    client.sendall(b"bye")
    if client.recv(1024) == b"":
        left += 1
    client.close()
print(f"{left} clients have left", flush=True)
