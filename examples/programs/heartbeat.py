"""Nodes that send heartbeats, and a monitor that tells who is missing: timers that start the next, monotonic clocks."""
import socket
import threading
import time

INTERVAL = 0.01
MISSING_AFTER = 0.15

monitor = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
monitor.bind(("127.0.0.1", 0))
last_seen = {}
lock = threading.RLock()
everybody_here = threading.Event()
beats = 0


class RepeatingTimer(threading.Timer):
    def run(self):
        while not self.finished.wait(self.interval):
            self.function(*self.args, **self.kwargs)


class Node:
    instances = []

    def __init__(self, name):
        self.name = name
        self.sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.timer = RepeatingTimer(INTERVAL, self.beat, kwargs={"prefix": "alive"})
        Node.instances.append(self)

    def beat(self, prefix=""):
        self.sock.sendto(f"{prefix} {self.name}".encode(), monitor.getsockname())

    def start(self):
        self.timer.start()

    def stop(self):
        self.timer.cancel()
        self.timer.join()
        self.sock.close()


def listen(expected):
    global beats
    while True:
        data, _ = monitor.recvfrom(100)
        if data == b"stop":
            break
        kind, name = data.decode().split()
        beats += 1
        with lock:
            last_seen[name] = time.monotonic()
            if set(last_seen) == expected:
                everybody_here.set()
    print("heard enough:", beats > len(expected))


def missing():
    now = time.monotonic()
    with lock:
        return sorted(name for name, seen in last_seen.items() if now - seen > MISSING_AFTER)


def wait_for_missing(found):
    names = missing()
    if "beta" in names:
        found.append(names)
        everybody_here.clear()
    else:
        again = threading.Timer(INTERVAL, wait_for_missing, [found])
        again.start()
        again.join()


for name in ("alpha", "beta", "gamma"):
    Node(name)
listener = threading.Thread(target=listen, args=({"alpha", "beta", "gamma"},))
listener.start()
for node in Node.instances:
    node.start()
print("all here:", everybody_here.wait(10))
Node.instances[1].stop()
found = []
wait_for_missing(found)
print("beta is missing:", "beta" in found[0])
for node in (Node.instances[0], Node.instances[2]):
    node.stop()
with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
    sock.sendto(b"stop", monitor.getsockname())
listener.join()
monitor.close()
