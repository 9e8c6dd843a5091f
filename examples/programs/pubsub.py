"""A broker of messages: topics, subscribers with callbacks, a dispatcher thread, conditions and a clean end."""
import fnmatch
import queue
import socket
import threading
from contextlib import contextmanager


class Broker:
    """Passes on what clients publish to those that have subscribed to a pattern."""

    def __init__(self):
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.subscriptions = []
        self.changed = threading.Condition()
        self.outgoing = queue.Queue()

    @property
    def address(self):
        return self.listener.getsockname()

    @contextmanager
    def running(self):
        dispatcher = threading.Thread(target=self.dispatch)
        acceptor = threading.Thread(target=self.accept, daemon=True)
        dispatcher.start()
        acceptor.start()
        try:
            yield self
        finally:
            self.outgoing.put(None)
            dispatcher.join()
            self.listener.shutdown(socket.SHUT_RDWR)
            acceptor.join()
            self.listener.close()

    def accept(self):
        while True:
            try:
                conn, _ = self.listener.accept()
            except OSError:
                return
            threading.Thread(target=lambda: self.serve(conn), daemon=True).start()

    def serve(self, conn):
        reader = conn.makefile("r")
        commands = {"SUB": self.subscribe, "PUB": self.publish}
        for line in reader:
            verb, rest = line.rstrip("\n").split(" ", 1)
            commands[verb](conn, rest)
        with self.changed:
            for entry in [each for each in self.subscriptions if each[1] is conn]:
                self.subscriptions.remove(entry)
            self.changed.notify_all()
        reader.close()
        conn.close()

    def subscribe(self, conn, pattern):
        with self.changed:
            self.subscriptions.append((pattern, conn))
            self.changed.notify_all()

    def publish(self, conn, rest):
        topic, text = rest.split(" ", 1)
        self.outgoing.put((topic, text))

    def dispatch(self):
        sent = 0
        while (message := self.outgoing.get()) is not None:
            topic, text = message
            with self.changed:
                targets = [conn for pattern, conn in self.subscriptions if fnmatch.fnmatch(topic, pattern)]
            for conn in targets:
                conn.sendall(f"{topic}: {text}\n".encode())
                sent += 1
        print("sent", sent)

    def wait_for(self, count):
        with self.changed:
            self.changed.wait_for(lambda: len(self.subscriptions) == count)


class Subscriber(threading.Thread):
    def __init__(self, address, pattern, expected, on_message):
        super().__init__()
        self.sock = socket.create_connection(address)
        self.lines = self.sock.makefile("r")
        self.sock.sendall(f"SUB {pattern}\n".encode())
        self.expected = expected
        self.on_message = on_message

    def run(self):
        for _ in range(self.expected):
            topic, text = self.lines.readline().strip().split(": ", 1)
            self.on_message(topic, text)
        self.lines.close()
        self.sock.close()


received = queue.Queue()
with Broker().running() as broker:
    subscribers = [
        Subscriber(broker.address, "weather.*", 2, lambda topic, text: received.put(("weather", topic, text))),
        Subscriber(broker.address, "*.paris", 1, lambda topic, text: received.put(("paris", topic, text))),
    ]
    for subscriber in subscribers:
        subscriber.start()
    broker.wait_for(2)
    with socket.create_connection(broker.address) as publisher:
        for topic, text in [("weather.oslo", "rain"), ("news.oslo", "nothing"), ("weather.paris", "sun, 20°C")]:
            publisher.sendall(f"PUB {topic} {text}\n".encode())
        for subscriber in subscribers:
            subscriber.join()
    broker.wait_for(0)
for each in sorted(received.get() for _ in range(3)):
    print(*each)
