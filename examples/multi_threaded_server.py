"""An echo server that gives each client a thread of its own."""
import socket
import sys
import threading


class ClientThread(threading.Thread):
    """Echoes what one client says, until it says bye."""

    def __init__(self, conn, address):
        super().__init__(daemon=True)
        self.conn = conn
        self.address = address

    def run(self):
        print(f"{self.name}: {self.address[0]}:{self.address[1]} is being served", flush=True)
        while True:
            data = self.conn.recv(1024)
            if not data or data.strip() == b"bye":
                break
            self.conn.sendall(data)
        self.conn.close()
        print(f"{self.name}: {self.address[0]}:{self.address[1]} has left", flush=True)


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
    ClientThread(conn, address).start()
