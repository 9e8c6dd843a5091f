"""A chat room: a thread for each client, and one list of all of them. Try it with select_chat_client or nc."""
import socket
import sys
import threading

clients = []
nicknames = []
lock = threading.Lock()


def lines(conn):
    """What a client says, line by line, until it hangs up."""
    rest = b""
    while True:
        try:
            data = conn.recv(1024)
        except ConnectionResetError:
            return
        if len(data) == 0:
            return
        rest = rest + data
        end = rest.find(b"\n")
        while end >= 0:
            yield rest[:end].decode().strip()
            rest = rest[end + 1 :]
            end = rest.find(b"\n")


def broadcast(text):
    """Says something to everybody, and to the keeper of the room."""
    with lock:
        print(text, flush=True)
        for client in clients:
            try:
                client.sendall(f"{text}\n".encode())
            except OSError:
                print("somebody does not listen any more", flush=True)


def enter(conn, nickname):
    """One more is in the room."""
    with lock:
        clients.append(conn)
        nicknames.append(nickname)
    broadcast(f"* {nickname} has come")


def leave(conn, nickname):
    """One less is in the room."""
    with lock:
        clients.remove(conn)
        nicknames.remove(nickname)
    conn.close()
    broadcast(f"* {nickname} has left")


def serve(conn):
    """Asks a client for its name, and passes on what it says until it says /quit."""
    conn.sendall(b"Your name?\n")
    nickname = ""
    for line in lines(conn):
        if nickname == "":
            nickname = line
            enter(conn, nickname)
        elif line == "/quit":
            break
        elif line == "/names":
            with lock:
                conn.sendall(f"{', '.join(nicknames)}\n".encode())
        else:
            broadcast(f"{nickname}: {line}")
    if nickname != "":
        leave(conn, nickname)


host = sys.argv[1] if len(sys.argv) > 1 else "127.0.0.1"
port = int(sys.argv[2]) if len(sys.argv) > 2 else 8000

server = socket.create_server((host, port))
host, port = server.getsockname()
print(f"listening on {host}:{port}", flush=True)

while True:
    conn, _ = server.accept()
    threading.Thread(target=serve, args=[conn], daemon=True).start()
