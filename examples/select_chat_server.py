"""A chat server in one thread: select tells who has something to say, and everybody else hears it."""
import select
import socket
import sys

host = sys.argv[1] if len(sys.argv) > 1 else "127.0.0.1"
port = int(sys.argv[2]) if len(sys.argv) > 2 else 8000

SOCKET_LIST = []
names = {}


def broadcast(speaker, text):
    """All hear it but the server's own socket and the one who speaks."""
    print(text, flush=True)
    for s in SOCKET_LIST[1:]:
        if s is not speaker:
            try:
                s.sendall(f"{text}\n".encode())
            except OSError:
                print(f"{names[s]} hears nothing", flush=True)


def hear(s):
    """What a client says; nothing if it has left, by whatever way."""
    try:
        return s.recv(4096)
    except ConnectionResetError:
        return b""


server = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
server.bind((host, port))
server.listen(10)
host, port = server.getsockname()
SOCKET_LIST.append(server)
print(f"listening on {host}:{port}", flush=True)

while True:
    readable, _, _ = select.select(SOCKET_LIST, [], [])
    for s in readable:
        if s is server:
            conn, address = server.accept()
            SOCKET_LIST.append(conn)
            names[conn] = f"{address[0]}:{address[1]}"
            broadcast(conn, f"{names[conn]} has come")
        else:
            data = hear(s)
            if data:
                broadcast(s, f"{names[s]} says: {data.decode().strip()}")
            else:
                SOCKET_LIST.remove(s)
                broadcast(s, f"{names[s]} has left")
                del names[s]
                s.close()
