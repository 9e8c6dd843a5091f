"""What threads do for work that waits, and for work that computes."""
import socket
import sys
import threading
import time

REQUESTS = 8
SECONDS = float(sys.argv[1]) if len(sys.argv) > 1 else 1


def serve(conn):
    """A slow server: its answer takes a while."""
    request = conn.recv(1024)
    threading.Event().wait(SECONDS)
    conn.sendall(request)
    conn.close()


def ask(conn):
    """A client: its thread waits in recv until the answer is there."""
    conn.sendall(b"please")
    conn.recv(1024)
    conn.close()


def count_primes(limit):
    """Keeps a processor busy."""
    count = 0
    for number in range(2, limit):
        divisor = 2
        while divisor * divisor <= number and number % divisor != 0:
            divisor += 1
        if divisor * divisor > number:
            count += 1
    return count


class Counter(threading.Thread):
    """Counts the primes below limit in a thread of its own."""

    def __init__(self, limit):
        super().__init__()
        self.limit = limit
        self.count = 0

    def run(self):
        self.count = count_primes(self.limit)


# Work that waits: every client and every server is a thread.
threads = []
for i in range(REQUESTS):
    client, server = socket.socketpair()
    threads.append(threading.Thread(target=serve, args=[server]))
    threads.append(threading.Thread(target=ask, args=[client]))
start = time.perf_counter()
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
waiting = time.perf_counter() - start
print(f"{REQUESTS} requests of {SECONDS} s each took {waiting:.2f} s", flush=True)
print(f"speed-up of waiting: {REQUESTS * SECONDS / waiting:.2f}", flush=True)

# Work that computes: as much of it as takes this computer a while.
limit = 10000
busy = 0
while busy < SECONDS / 4:
    limit *= 2
    start = time.perf_counter()
    count_primes(limit)
    busy = time.perf_counter() - start
print(f"two threads count the primes below {limit}", flush=True)

first = Counter(limit)
second = Counter(limit)
start = time.perf_counter()
first.start()
first.join()
second.start()
second.join()
one_by_one = time.perf_counter() - start
print(f"{first.count} and {second.count} primes, one by one: {one_by_one:.2f} s", flush=True)

first = Counter(limit)
second = Counter(limit)
start = time.perf_counter()
first.start()
second.start()
first.join()
second.join()
at_once = time.perf_counter() - start
print(f"{first.count} and {second.count} primes, both at once: {at_once:.2f} s", flush=True)
print(f"speed-up of computing: {one_by_one / at_once:.2f}", flush=True)
