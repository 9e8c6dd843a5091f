"""Fetches a page from an HTTP server with blocking calls."""
import socket
import sys

host = sys.argv[1] if len(sys.argv) > 1 else "localhost"
port = int(sys.argv[2]) if len(sys.argv) > 2 else 8000
path = sys.argv[3] if len(sys.argv) > 3 else "/"

address = socket.gethostbyname(host)
print(f"{host} is {address}")

s = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
s.connect((address, port))
s.sendall(f"GET {path} HTTP/1.0\r\nHost: {host}\r\n\r\n".encode())

chunks = []
while True:
    data = s.recv(4096)
    if not data:
        break
    chunks.append(data)
s.close()

response = b"".join(chunks)
end = response.find(b"\r\n\r\n")
lines = response[:end].decode("latin-1").split("\r\n")
print(lines[0])
print(f"{len(response)} bytes, {len(response) - end - 4} of them after the header")
