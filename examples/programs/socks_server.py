"""A SOCKS5 server on socketserver: a hierarchy of handlers and errors, tables of functions, class attributes."""
import select
import socket
import socketserver
import struct
import threading

VERSION = 5
served = []


class SocksError(Exception):
    code = 1


class NotAllowed(SocksError):
    code = 2


class Unreachable(SocksError):
    code = 5


class BaseHandler(socketserver.StreamRequestHandler):
    def read(self, format):
        return struct.unpack(format, self.rfile.read(struct.calcsize(format)))

    def negotiate(self):
        version, count = self.read("!BB")
        methods = self.rfile.read(count)
        accepted = self.accepts(methods)
        self.wfile.write(bytes([VERSION, 0 if accepted else 0xFF]))
        return version == VERSION and accepted

    def accepts(self, methods):
        return 0 in methods


class SocksHandler(BaseHandler):
    timeout = 10
    blocked = {"blocked.example"}
    address_types = {1: "ipv4", 3: "name"}

    def ipv4(self):
        return socket.inet_ntoa(self.rfile.read(4))

    def name(self):
        (length,) = self.read("!B")
        host = self.rfile.read(length).decode()
        if host in self.blocked:
            raise NotAllowed(host)
        return host

    def handle(self):
        if not self.negotiate():
            return
        try:
            remote = self.connect()
        except SocksError as error:
            self.reply(error.code)
            log(type(error).__name__, error)
            return
        with remote:
            self.reply(0, remote.getsockname())
            self.relay(remote)

    def connect(self):
        _, command, _, address_type = self.read("!BBBB")
        host = getattr(self, self.address_types[address_type])()
        (port,) = self.read("!H")
        if command != 1:
            raise SocksError("only connections")
        try:
            return socket.create_connection((host, port), timeout=5)
        except OSError as error:
            raise Unreachable(host) from error

    def reply(self, code, address=("0.0.0.0", 0)):
        host, port = address
        self.wfile.write(struct.pack("!BBBB", VERSION, code, 0, 1) + socket.inet_aton(host) + struct.pack("!H", port))

    def relay(self, remote):
        total = 0
        pairs = {self.request: remote, remote: self.request}
        while True:
            readable, _, _ = select.select(list(pairs), [], [])
            for sock in readable:
                data = sock.recv(4096)
                if not data:
                    log("relayed", total)
                    return
                total += len(data)
                pairs[sock].sendall(data)


def log(*words):
    with Server.log_lock:
        served.append(" ".join(str(word) for word in words))


class Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = False
    log_lock = threading.Lock()


def ask(address, address_type, target, port, command=1):
    sock = socket.create_connection(address)
    sock.sendall(b"\x05\x01\x00")
    assert sock.recv(2) == b"\x05\x00"
    sock.sendall(struct.pack("!BBBB", 5, command, 0, address_type) + target + struct.pack("!H", port))
    code = sock.recv(10)[1]
    return sock, code


def echo_once(server):
    conn, _ = server.accept()
    conn.sendall(conn.recv(100)[::-1])
    conn.close()


with Server(("127.0.0.1", 0), SocksHandler) as server:
    serving = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    serving.start()
    target = socket.create_server(("127.0.0.1", 0))
    port = target.getsockname()[1]
    echoing = threading.Thread(target=echo_once, args=(target,))
    echoing.start()
    sock, code = ask(server.server_address, 1, b"\x7f\x00\x00\x01", port)
    sock.sendall(b"backwards")
    print(code, sock.recv(100).decode())
    sock.close()
    echoing.join()
    target.close()
    for address_type, name, command in [(3, b"\x0fblocked.example", 1), (1, b"\x7f\x00\x00\x01", 1), (1, b"\x7f\x00\x00\x01", 2)]:
        sock, code = ask(server.server_address, address_type, name, port, command)
        print("refused with", code)
        sock.close()
    server.shutdown()
    serving.join()
for line in sorted(served):
    print(line)
