"""An HTTP server with a fixed pool of threads that all accept: routes by decorator, cookies, a counter with a lock."""
import json
import re
import socket
import threading
import urllib.parse
from http import HTTPStatus

POOL = 3
routes = []
sessions = {}
lock = threading.Lock()
requests_served = 0


class HTTPError(Exception):
    def __init__(self, status):
        super().__init__(status.phrase)
        self.status = status


class Request:
    def __init__(self, method, target, headers, body):
        self.method = method
        self.path, _, self.query_string = target.partition("?")
        self.headers = headers
        self.body = body

    @property
    def query(self):
        return dict(urllib.parse.parse_qsl(self.query_string))

    @classmethod
    def read(cls, stream):
        line = stream.readline().decode("latin-1").strip()
        if not line:
            return None
        method, target, _ = line.split(" ")
        headers = {}
        while line := stream.readline().decode("latin-1").strip():
            name, value = line.split(": ", 1)
            headers[name.lower()] = value
        body = stream.read(int(headers.get("content-length", 0)))
        return cls(method, target, headers, body)


def route(method, pattern):
    def decorate(func):
        routes.append((method, re.compile(pattern), func))
        return func

    return decorate


@route("GET", r"^/$")
def index(request):
    return "text/plain", "welcome"


@route("GET", r"^/hello/(\w+)$")
def hello(request, name):
    times = int(request.query.get("times", "1"))
    return "text/plain", " ".join([f"hello {name}"] * times)


@route("POST", r"^/sessions/(\w+)$")
def store(request, name):
    with lock:
        sessions[name] = json.loads(request.body)
        count = len(sessions)
    return "application/json", json.dumps({"stored": name, "count": count}, separators=(",", ":"))


@route("GET", r"^/sessions/(\w+)$")
def load(request, name):
    with lock:
        if name not in sessions:
            raise HTTPError(HTTPStatus.NOT_FOUND)
        return "application/json", json.dumps(sessions[name], separators=(",", ":"))


@route("GET", r"^/fail$")
def broken(request):
    return 1 / 0


def dispatch(request):
    for method, pattern, func in routes:
        if method == request.method and (match := pattern.match(request.path)):
            return func(request, *match.groups())
    raise HTTPError(HTTPStatus.NOT_FOUND)


def respond(request):
    global requests_served
    with lock:
        requests_served += 1
    status, kind = HTTPStatus.OK, "text/plain"
    try:
        kind, text = dispatch(request)
    except HTTPError as error:
        status, text = error.status, str(error)
    except Exception as error:
        status, text = HTTPStatus.INTERNAL_SERVER_ERROR, "the server has failed"
    body = text.encode()
    head = f"HTTP/1.1 {status.value} {status.phrase}\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n"
    return head.encode() + body


def work(listener):
    while True:
        try:
            conn, _ = listener.accept()
        except OSError:
            return
        with conn, conn.makefile("rb") as stream:
            while request := Request.read(stream):
                conn.sendall(respond(request))


def fetch(address, *lines, body=b""):
    with socket.create_connection(address) as sock:
        sock.sendall("\r\n".join([*lines, f"Content-Length: {len(body)}", "", ""]).encode() + body)
        sock.shutdown(socket.SHUT_WR)
        head, _, content = sock.makefile("rb").read().partition(b"\r\n\r\n")
        print(head.split(b"\r\n")[0].decode(), "|", content.decode())


listener = socket.create_server(("127.0.0.1", 0), backlog=16)
pool = [threading.Thread(target=work, args=(listener,), daemon=True) for _ in range(POOL)]
for thread in pool:
    thread.start()
address = listener.getsockname()
fetch(address, "GET / HTTP/1.1")
fetch(address, "GET /hello/ada?times=2 HTTP/1.1")
fetch(address, "POST /sessions/one HTTP/1.1", body=json.dumps({"items": [1, 2]}, separators=(",", ":")).encode())
fetch(address, "GET /sessions/one HTTP/1.1")
fetch(address, "GET /sessions/two HTTP/1.1")
fetch(address, "GET /fail HTTP/1.1")
listener.shutdown(socket.SHUT_RDWR)
listener.close()
for thread in pool:
    thread.join()
print("served", requests_served, "of", len(routes), "routes")
