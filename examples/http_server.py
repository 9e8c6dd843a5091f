"""Answers every request with as many bytes as it was told to."""
import socket
import sys

host = sys.argv[1] if len(sys.argv) > 1 else "127.0.0.1"
port = int(sys.argv[2]) if len(sys.argv) > 2 else 8000
size = int(sys.argv[3]) if len(sys.argv) > 3 else 100000

server = socket.create_server((host, port))
host, port = server.getsockname()
print(f"listening on {host}:{port}", flush=True)

while True:
    conn, address = server.accept()
    request = b""
    while b"\r\n\r\n" not in request:
        data = conn.recv(1024)
        if not data:
            break
        request += data
    conn.sendall(f"HTTP/1.0 200 OK\r\nContent-Length: {size}\r\n\r\n".encode())
    conn.sendall(b"x" * size)
    conn.close()
    lines = request.decode("latin-1").split("\r\n")
    print(f"{address[0]}:{address[1]} sent {lines[0]}", flush=True)
