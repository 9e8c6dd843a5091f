"""An echo server over TLS that gives each client a thread of its own."""
import socket
import ssl
import sys
import threading


class ClientThread(threading.Thread):
    """Echoes what one client says, until it says bye."""

    def __init__(self, conn, address):
        super().__init__(daemon=True)
        self.conn = conn
        self.address = address

    def run(self):
        self.conn.do_handshake()
        print(f"{self.name}: {self.conn.version()} with {self.address[0]}", flush=True)
        while True:
            data = self.conn.recv(1024)
            if not data or data.strip() == b"bye":
                break
            self.conn.sendall(data)
        self.conn.close()
        print(f"{self.name}: {self.address[0]} has left", flush=True)


certfile = sys.argv[1] if len(sys.argv) > 1 else "cert.pem"
host = sys.argv[2] if len(sys.argv) > 2 else "127.0.0.1"
port = int(sys.argv[3]) if len(sys.argv) > 3 else 8443

context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
context.load_cert_chain(certfile)
plain = socket.create_server((host, port))
server = context.wrap_socket(plain, server_side=True, do_handshake_on_connect=False)
host, port = server.getsockname()
print(f"listening on {host}:{port}", flush=True)

while True:
    conn, address = server.accept()
    ClientThread(conn, address).start()
