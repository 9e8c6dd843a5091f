"""A chat server with rooms: module-level state, a class attribute that counts, and a thread for each client."""
import socket
import threading

HOST = "127.0.0.1"
server = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
server.bind((HOST, 0))
server.listen(5)

rooms = {}
nicknames = {}
lock = threading.RLock()
visits = 0


class Client:
    seats = 4

    def __init__(self, conn):
        self.conn = conn
        self.reader = conn.makefile("r", encoding="utf-8")
        self.nickname = None
        self.room = None

    @property
    def label(self):
        return f"{self.nickname}@{self.room}" if self.room else self.nickname

    def send(self, text):
        self.conn.sendall((text + "\n").encode("utf-8"))

    def run(self):
        global visits
        with lock:
            visits += 1
        self.nickname = self.reader.readline().strip()
        with lock:
            nicknames[self.conn.fileno()] = self.nickname
        self.send(f"hello {self.nickname}, join a room")
        for line in self.reader:
            command, _, rest = line.strip().partition(" ")
            action = ACTIONS.get(command, unknown)
            if action(self, rest) is False:
                break
        leave(self, "")
        with lock:
            del nicknames[self.conn.fileno()]
        self.reader.close()
        self.conn.close()


def join(client, room):
    leave(client, "")
    with lock:
        rooms.setdefault(room, []).append(client.conn)
    client.room = room
    say(client, "has joined")


def leave(client, _):
    if client.room is None:
        return
    with lock:
        rooms[client.room].remove(client.conn)
    say(client, "has left")
    client.room = None


def say(client, text):
    with lock:
        for conn in rooms.get(client.room, []):
            conn.sendall(f"<{client.label}> {text}\n".encode("utf-8"))


def who(client, _):
    with lock:
        names = sorted(nicknames[conn.fileno()] for conn in rooms.get(client.room, []))
    client.send("here: " + ", ".join(names))


def leave_server(client, _):
    client.send("goodbye")
    return False


def unknown(client, text):
    client.send(f"unknown command, {Client.seats} are known")


ACTIONS = {"/join": join, "/say": say, "/who": who, "/quit": leave_server}


def serve():
    while True:
        try:
            conn, address = server.accept()
        except OSError:
            break
        threading.Thread(target=Client(conn).run, daemon=True).start()


class Visitor:
    def __init__(self, name):
        self.conn = socket.create_connection(server.getsockname())
        self.lines = self.conn.makefile("r", encoding="utf-8")
        self.name = name
        self.ask(name)

    def ask(self, text):
        self.conn.sendall((text + "\n").encode("utf-8"))
        return self.hear()

    def hear(self):
        line = self.lines.readline().strip()
        print(f"{self.name} hears: {line}")
        return line

    def close(self):
        self.lines.close()
        self.conn.close()


acceptor = threading.Thread(target=serve)
acceptor.start()
ada = Visitor("ada")
bob = Visitor("bøb")
ada.ask("/join kitchen")
bob.ask("/join kitchen")
ada.hear()
ada.ask("/who")
bob.ask("/say is anybody cooking?")
ada.hear()
ada.ask("/dance")
bob.ask("/join garden")
ada.hear()
bob.ask("/who")
for visitor in (ada, bob):
    visitor.ask("/quit")
    visitor.close()
server.shutdown(socket.SHUT_RDWR)
server.close()
acceptor.join()
print("visits:", visits, "rooms:", ", ".join(sorted(rooms)))
