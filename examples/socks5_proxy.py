"""A SOCKS5 proxy (RFC 1928): connects its clients to where they say, and passes on what both sides send."""
import select
import socket
import socketserver
import struct
import sys

host = sys.argv[1] if len(sys.argv) > 1 else "127.0.0.1"
port = int(sys.argv[2]) if len(sys.argv) > 2 else 1080

SUCCEEDED, UNREACHABLE, NO_SUCH_COMMAND, NO_SUCH_ADDRESS = 0, 4, 7, 8


class Proxy(socketserver.BaseRequestHandler):
    """Serves one client."""

    def handle(self):
        try:
            self.greet()
            self.serve()
        except (EOFError, OSError) as error:
            print(f"a client is lost: {error}", flush=True)

    def receive(self, size):
        """Exactly as many bytes."""
        data = self.request.recv(size, socket.MSG_WAITALL)
        if len(data) < size:
            raise EOFError("it has left in the middle")
        return data

    def greet(self):
        """Agrees with the client to do without a password."""
        version, count = struct.unpack("!BB", self.receive(2))
        methods = self.receive(count)
        if version != 5 or 0 not in methods:
            self.request.sendall(b"\x05\xff")
            raise EOFError("it does not take what is offered")
        self.request.sendall(b"\x05\x00")

    def serve(self):
        """Connects to where the client says."""
        _, command, _, kind = struct.unpack("!BBBB", self.receive(4))
        if kind == 1:
            name = socket.inet_ntop(socket.AF_INET, self.receive(4))
        elif kind == 3:
            name = self.receive(self.receive(1)[0]).decode()
        elif kind == 4:
            name = socket.inet_ntop(socket.AF_INET6, self.receive(16))
        else:
            return self.reply(NO_SUCH_ADDRESS)
        (number,) = struct.unpack("!H", self.receive(2))
        if command != 1:
            return self.reply(NO_SUCH_COMMAND)
        try:
            remote = socket.create_connection((name, number), 10)
        except OSError as error:
            print(f"{name}: {error}", flush=True)
            return self.reply(UNREACHABLE)
        self.reply(SUCCEEDED)
        print(f"connected to {name}", flush=True)
        relay(self.request, remote)
        remote.close()

    def reply(self, code):
        """Tells the client how it went; the address is of no use to it."""
        self.request.sendall(struct.pack("!BBBB4sH", 5, code, 0, 1, b"", 0))


def relay(client, remote):
    """Passes on what either side says, until both have said all."""
    talking = [client, remote]
    while talking:
        readable, _, _ = select.select(talking, [], [])
        for source in readable:
            target = remote if source is client else client
            data = source.recv(65536)
            if data:
                target.sendall(data)
            else:
                talking.remove(source)
                target.shutdown(socket.SHUT_WR)


class Server(socketserver.ThreadingTCPServer):
    """Waits for clients, and for no thread at the end."""

    allow_reuse_address = True
    daemon_threads = True


server = Server((host, port), Proxy)
host, port = server.server_address
print(f"listening on {host}:{port}", flush=True)
server.serve_forever()
