"""Fetches a page from an HTTP server on a socket that never blocks."""
import errno
import select
import socket
import sys

host = sys.argv[1] if len(sys.argv) > 1 else "localhost"
port = int(sys.argv[2]) if len(sys.argv) > 2 else 8000
path = sys.argv[3] if len(sys.argv) > 3 else "/"

address = socket.gethostbyname(host)
print(f"{host} is {address}")

s = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
s.setblocking(False)
error = s.connect_ex((address, port))
if error not in (0, errno.EINPROGRESS):
    print(f"connect_ex returned {error}")
    sys.exit(1)

unsent = f"GET {path} HTTP/1.0\r\nHost: {host}\r\n\r\n".encode()
chunks = []
receiving = True
while receiving:
    readable, writable, _ = select.select([s], [s] if unsent else [], [])
    if s in writable:
        sent = s.send(unsent)
        unsent = unsent[sent:]
    if s in readable:
        data = s.recv(4096)
        chunks.append(data)
        receiving = len(data) > 0
s.close()

response = b"".join(chunks)
end = response.find(b"\r\n\r\n")
lines = response[:end].decode("latin-1").split("\r\n")
print(lines[0])
print(f"{len(response)} bytes, {len(response) - end - 4} of them after the header")
