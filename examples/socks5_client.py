"""Fetches a page from an HTTP server by way of a SOCKS5 proxy."""
import socket
import struct
import sys

proxy_host = sys.argv[1] if len(sys.argv) > 1 else "127.0.0.1"
proxy_port = int(sys.argv[2]) if len(sys.argv) > 2 else 1080
host = sys.argv[3] if len(sys.argv) > 3 else "localhost"
port = int(sys.argv[4]) if len(sys.argv) > 4 else 8000
path = sys.argv[5] if len(sys.argv) > 5 else "/"

s = socket.create_connection((proxy_host, proxy_port))
# One way to say who one is: not to.
s.sendall(b"\x05\x01\x00")
if s.recv(2, socket.MSG_WAITALL) != b"\x05\x00":
    print("the proxy wants a password")
    sys.exit(1)
# Connect to a name, which is for the proxy to look up.
request = struct.pack("!BBBBB", 5, 1, 0, 3, len(host)) + host.encode()
s.sendall(request + struct.pack("!H", port))
_, code = struct.unpack("!BB8x", s.recv(10, socket.MSG_WAITALL))
print(f"the proxy answers {code}", flush=True)
if code == 0:
    s.sendall(f"GET {path} HTTP/1.0\r\nHost: {host}\r\n\r\n".encode())
    # Nothing more will be asked, and the answer comes all the same.
    s.shutdown(socket.SHUT_WR)
    response = b""
    while True:
        data = s.recv(4096)
        if not data:
            break
        response += data
    end = response.find(b"\r\n\r\n")
    print(response[:end].decode("latin-1").split("\r\n")[0])
    print(f"{len(response)} bytes, {len(response) - end - 4} of them after the header")
s.close()
