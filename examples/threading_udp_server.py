"""A server on socketserver for datagrams: each is answered by a thread, in capitals."""
import socketserver
import sys

host = sys.argv[1] if len(sys.argv) > 1 else "127.0.0.1"
port = int(sys.argv[2]) if len(sys.argv) > 2 else 8000


class Handler(socketserver.BaseRequestHandler):
    """Answers one datagram, which comes with the socket to answer from."""

    def handle(self):
        data, sock = self.request
        text = data.decode()
        print(f"{self.client_address[0]}:{self.client_address[1]} says: {text}", flush=True)
        sock.sendto(text.upper().encode(), self.client_address)


server = socketserver.ThreadingUDPServer((host, port), Handler)
server.daemon_threads = True
host, port = server.server_address
print(f"listening on {host}:{port}", flush=True)
server.serve_forever()
