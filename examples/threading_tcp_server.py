"""A server on socketserver: each client has a thread, and each line comes back in capitals."""
import socketserver
import sys

host = sys.argv[1] if len(sys.argv) > 1 else "127.0.0.1"
port = int(sys.argv[2]) if len(sys.argv) > 2 else 8000


class Handler(socketserver.StreamRequestHandler):
    """Serves one client, whose connection it reads and writes like files."""

    def handle(self):
        name = f"{self.client_address[0]}:{self.client_address[1]}"
        print(f"{name} is being served", flush=True)
        for line in self.rfile:
            self.wfile.write(line.decode().upper().encode())
        print(f"{name} has left", flush=True)


class Server(socketserver.ThreadingTCPServer):
    """Waits for clients, and for no thread at the end."""

    allow_reuse_address = True
    daemon_threads = True


server = Server((host, port), Handler)
host, port = server.server_address
print(f"listening on {host}:{port}", flush=True)
server.serve_forever()
