"""An echo server for one client at a time: the next one waits until this one has left."""
import socket
import sys

host = sys.argv[1] if len(sys.argv) > 1 else "127.0.0.1"
port = int(sys.argv[2]) if len(sys.argv) > 2 else 8000

server = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
server.bind((host, port))
server.listen()
host, port = server.getsockname()
print(f"listening on {host}:{port}", flush=True)

while True:
    conn, address = server.accept()
    print(f"{address[0]}:{address[1]} is being served", flush=True)
    while True:
        data = conn.recv(1024)
        if not data or data.strip() == b"bye":
            break
        conn.sendall(data)
    conn.close()
    print(f"{address[0]}:{address[1]} has left", flush=True)
