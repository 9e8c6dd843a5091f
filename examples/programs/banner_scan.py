"""Banners of services, found with an executor: bound methods, lambdas, as_completed, retries, an initializer."""
import socket
import threading
from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, as_completed, wait

settings = threading.local()
settings.prefix = "?"


def set_prefix(text):
    settings.prefix = text


def retry(times):
    def decorate(method):
        def wrapper(self, *args):
            for attempt in range(1, times + 1):
                try:
                    return method(self, *args)
                except ConnectionError as error:
                    self.failures += 1
                    failure = error
            raise failure

        return wrapper

    return decorate


class Service:
    count = 0

    def __init__(self, banner):
        type(self).count += 1
        self.banner = banner
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.thread = threading.Thread(target=self._serve, daemon=True)
        self.thread.start()

    @property
    def port(self):
        return self.listener.getsockname()[1]

    def _serve(self):
        try:
            while True:
                conn, _ = self.listener.accept()
                conn.sendall(self.banner.encode())
                conn.close()
        except OSError:
            pass

    def close(self):
        self.listener.shutdown(socket.SHUT_RDWR)
        self.listener.close()
        self.thread.join()


class Scanner:
    def __init__(self, host):
        self.host = host
        self.failures = 0

    @retry(2)
    def banner(self, port):
        with socket.create_connection((self.host, port), timeout=10) as sock:
            data = b""
            while chunk := sock.recv(8):
                data += chunk
        return f"{settings.prefix} {data.decode()} after {self.failures}"


class ClosedPort:
    def __enter__(self):
        self.sock = socket.socket()
        self.sock.bind(("127.0.0.1", 0))
        return self.sock.getsockname()[1]

    def __exit__(self, *details):
        self.sock.close()
        return False


services = [Service(f"service {letter}") for letter in "abc"]
print("services:", Service.count)
scanner = Scanner("127.0.0.1")
with ClosedPort() as closed, ThreadPoolExecutor(2, initializer=set_prefix, initargs=[">"]) as pool:
    futures = {pool.submit(scanner.banner, service.port): service.banner for service in services}
    done, rest = wait(futures, return_when=FIRST_COMPLETED)
    print("some are done:", len(done) > 0)
    for future in sorted(as_completed(futures), key=futures.get):
        print(future.result(), "is that of", futures[future])
    refused = pool.submit(scanner.banner, closed)
    print(type(refused.exception()).__name__)
    finished = threading.Event()
    refused.add_done_callback(lambda future: finished.set())
    print(finished.wait(10))
    print(list(pool.map(lambda service: service.banner.upper(), services)))
for service in services:
    service.close()
print("prefix here:", settings.prefix)
