"""Serves the files of a directory over HTTP, put together by hand."""
import os
import socket
import sys

host = sys.argv[1] if len(sys.argv) > 1 else "127.0.0.1"
port = int(sys.argv[2]) if len(sys.argv) > 2 else 8000
directory = sys.argv[3] if len(sys.argv) > 3 else "."


def receive_head(conn):
    """A request up to its empty line, or what there was of it when the client left."""
    head = b""
    while b"\r\n\r\n" not in head and len(head) < 65536:
        data = conn.recv(1024)
        if not data:
            break
        head += data
    return head.decode("latin-1").split("\r\n\r\n")[0]


def parse_headers(lines):
    """The headers by their names in small letters."""
    headers = {}
    for line in lines:
        colon = line.find(":")
        headers[line[:colon].lower()] = line[colon + 1:].strip()
    return headers


def respond(conn, status, size):
    """Sends the beginning of an answer."""
    head = f"HTTP/1.1 {status}\r\nContent-Length: {size}\r\nConnection: close\r\n\r\n"
    conn.sendall(head.encode())
    return status


def answer(conn, head):
    """Answers one request; with what status."""
    lines = head.split("\r\n")
    words = lines[0].split(" ")
    headers = parse_headers(lines[1:])
    if len(words) != 3 or words[2] == "HTTP/1.1" and "host" not in headers:
        return respond(conn, "400 Bad Request", 0)
    if words[0] not in ["GET", "HEAD"]:
        return respond(conn, "405 Method Not Allowed", 0)
    target = words[1].split("?")[0]
    name = target[target.rfind("/") + 1:] or "index.html"
    file_name = os.path.join(directory, name)
    # What is asked for is looked for among the names that are there, and so nowhere else.
    if name not in os.listdir(directory) or not os.path.isfile(file_name):
        return respond(conn, "404 Not Found", 0)
    file = open(file_name, "rb")
    respond(conn, "200 OK", os.fstat(file.fileno()).st_size)
    if words[0] == "GET":
        conn.sendfile(file)
    file.close()
    return "200 OK"


server = socket.create_server((host, port))
host, port = server.getsockname()
print(f"listening on {host}:{port}", flush=True)

while True:
    conn, address = server.accept()
    conn.settimeout(10)
    try:
        head = receive_head(conn)
        status = answer(conn, head)
        request = head.split("\r\n")[0]
        print(f"{request}: {status}", flush=True)
    except OSError as error:
        print(f"{address[0]}:{address[1]}: {error}", flush=True)
    conn.close()
