"""A proxy in the style of a class: bound methods as targets, an event that stops it, statistics behind a lock."""
import socket
import threading


class Stats:
    def __init__(self):
        self.lock = threading.Lock()
        self.bytes = {"up": 0, "down": 0}

    def add(self, way, count):
        with self.lock:
            self.bytes[way] += count

    def __str__(self):
        return f"{self.bytes['up']} up, {self.bytes['down']} down"


class Proxy:
    buffer_size = 1024
    threads_started = 0

    def __init__(self, listen, target):
        self.server = socket.create_server(listen)
        self.target = target
        self.stopping = threading.Event()
        self.stats = Stats()
        self.filters = [lambda data: data, bytes.upper]
        self.thread = threading.Thread(target=self._accept, name="proxy")

    def start(self):
        self.thread.start()
        return self

    def stop(self):
        self.stopping.set()
        self.thread.join()
        self.server.close()

    def _accept(self):
        self.server.settimeout(0.02)
        while not self.stopping.is_set():
            try:
                client, address = self.server.accept()
            except TimeoutError:
                continue
            self._serve(client)

    def _serve(self, client):
        client.settimeout(None)
        upstream = socket.create_connection(self.target)
        ways = [
            threading.Thread(target=self._pump, args=(client, upstream, "up", self.filters[1])),
            threading.Thread(target=self._pump, args=(upstream, client, "down", self.filters[0])),
        ]
        Proxy.threads_started += len(ways)
        print(f"{threading.current_thread().name}: {Proxy.threads_started} threads so far")
        for way in ways:
            way.start()
        for way in ways:
            way.join()
        for sock in client, upstream:
            sock.close()

    def _pump(self, source, destination, way, transform):
        while data := source.recv(self.buffer_size):
            destination.sendall(transform(data))
            self.stats.add(way, len(data))
        try:
            destination.shutdown(socket.SHUT_WR)
        except OSError:
            pass


def echo(server, clients):
    for _ in range(clients):
        conn, _ = server.accept()
        with conn:
            while data := conn.recv(100):
                conn.sendall(b"<" + data + b">")


if __name__ == "__main__":
    target = socket.create_server(("127.0.0.1", 0))
    echoing = threading.Thread(target=echo, args=(target, 2), daemon=True)
    echoing.start()
    proxy = Proxy(("127.0.0.1", 0), target.getsockname()).start()
    for text in ("hello", "and goodbye"):
        with socket.create_connection(proxy.server.getsockname()) as sock:
            sock.sendall(text.encode())
            sock.shutdown(socket.SHUT_WR)
            print(sock.makefile("rb").read().decode())
    echoing.join()
    proxy.stop()
    print(proxy.stats)
    target.close()
