"""Calls of procedures by JSON lines: a registry filled by a decorator, keyword arguments, errors by class, partial."""
import functools
import json
import socket
import threading
from concurrent.futures import ThreadPoolExecutor, as_completed

registry = {}
lock = threading.Lock()
LIMITS = {"depth": 3}


class RemoteError(Exception):
    pass


def procedure(name=None):
    def decorate(func):
        registry[name or func.__name__] = func
        return func

    return decorate


def limited(func):
    calls = 0

    @functools.wraps(func)
    def wrapper(*args, **kwargs):
        nonlocal calls
        with lock:
            calls += 1
            if calls > LIMITS["depth"]:
                raise PermissionError(f"{func.__name__} was called {calls} times")
        return func(*args, **kwargs)

    return wrapper


@procedure()
def power(base, exponent=2):
    return base**exponent


@procedure("text.reverse")
def reverse(text):
    return text[::-1]


@procedure()
@limited
def factorial(number):
    return 1 if number < 2 else number * registry["factorial"].__wrapped__(number - 1)


class Account:
    def __init__(self, owner, balance=0):
        self.owner, self.balance = owner, balance

    def describe(self, *, currency="EUR"):
        return {"owner": self.owner, "balance": f"{self.balance} {currency}"}


registry["account"] = Account("Ada", 12).describe
registry["cube"] = functools.partial(power, exponent=3)


def answer(request):
    try:
        func = registry[request["method"]]
        return {"result": func(*request["args"], **request["kwargs"])}
    except Exception as error:
        return {"error": type(error).__name__, "text": str(error).strip("'")}


def serve(conn):
    with conn, conn.makefile("rw") as stream:
        for line in stream:
            stream.write(json.dumps(answer(json.loads(line))) + "\n")
            stream.flush()


def accept(server, clients):
    for number in range(clients):
        conn, _ = server.accept()
        threading.Thread(target=serve, args=[conn], name=f"client {number}").start()


class Client:
    def __init__(self, address):
        self.sock = socket.create_connection(address)
        self.stream = self.sock.makefile("rw")

    def __getattr__(self, name):
        def call(*args, **kwargs):
            request = {"method": name, "args": args, "kwargs": kwargs}
            self.stream.write(json.dumps(request) + "\n")
            self.stream.flush()
            reply = json.loads(self.stream.readline())
            if "error" in reply:
                raise RemoteError(f"{reply['error']}: {reply['text']}")
            return reply["result"]

        return call

    def close(self):
        self.stream.close()
        self.sock.close()


server = socket.create_server(("127.0.0.1", 0))
accepting = threading.Thread(target=accept, args=(server, 2))
accepting.start()
client = Client(server.getsockname())
print(client.power(7), client.power(2, exponent=10), client.cube(3))
print(getattr(client, "text.reverse")("drawer"), client.account(currency="USD")["balance"])
for number in range(4):
    try:
        print(client.factorial(number + 2))
    except RemoteError as error:
        print("refused,", error)
try:
    client.nothing()
except RemoteError as error:
    print(error)
client.close()


def compute(address, number):
    other = Client(address)
    try:
        return number, other.power(number)
    finally:
        other.close()


with ThreadPoolExecutor(max_workers=2) as pool:
    future = pool.submit(compute, server.getsockname(), 9)
    print([each.result() for each in as_completed([future])])
accepting.join()
server.close()
