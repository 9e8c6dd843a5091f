"""A UDP server of socketserver that answers each datagram in capitals from a thread, until it is told to stop."""
import socketserver
import sys


class Handler(socketserver.DatagramRequestHandler):
    text = ""

    def handle(self):
        self.text = self.rfile.read().decode().strip()
        print(f"{self.client_address[0]} sent {self.text}", flush=True)
        self.wfile.write(self.text.upper().encode() + b"\n")

    def finish(self):
        super().finish()
        if self.text == "stop":
            self.server.shutdown()


host = sys.argv[1] if len(sys.argv) > 1 else "127.0.0.1"
port = int(sys.argv[2]) if len(sys.argv) > 2 else 8000

with socketserver.ThreadingUDPServer((host, port), Handler) as server:
    host, port = server.server_address
    print(f"listening on {host}:{port}", flush=True)
    server.serve_forever()
print("stopped", flush=True)
