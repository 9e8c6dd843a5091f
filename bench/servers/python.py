import select
import selectors
import socket
import socketserver
import sys
import threading


def listening():
    listener = socket.create_server(("127.0.0.1", 0), backlog=1024)
    print(listener.getsockname()[1], flush=True)
    return listener


def handle(connection):
    try:
        while data := connection.recv(4096):
            connection.sendall(data)
    except ConnectionError:
        pass
    connection.close()


def serve_threads():
    listener = listening()
    while True:
        connection, _ = listener.accept()
        threading.Thread(target=handle, args=(connection,), daemon=True).start()


class Handler(socketserver.BaseRequestHandler):
    def handle(self):
        handle(self.request)


def serve_socketserver():
    socketserver.ThreadingTCPServer.request_queue_size = 1024
    socketserver.ThreadingTCPServer.daemon_threads = True
    server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler)
    print(server.server_address[1], flush=True)
    server.serve_forever()


def receive(connection):
    """What a connection has to give; nothing once it is closed."""
    try:
        return connection.recv(4096)
    except ConnectionError:
        return b""


def serve_select():
    listener = listening()
    waiting = [listener]
    while True:
        readable, _, _ = select.select(waiting, [], [])
        for each in readable:
            if each is listener:
                waiting.append(listener.accept()[0])
                continue
            if data := receive(each):
                each.sendall(data)
            else:
                waiting.remove(each)
                each.close()


def serve_selectors():
    listener = listening()
    selector = selectors.DefaultSelector()
    selector.register(listener, selectors.EVENT_READ)
    while True:
        for key, _ in selector.select():
            if key.fileobj is listener:
                selector.register(listener.accept()[0], selectors.EVENT_READ)
                continue
            connection = key.fileobj
            if data := receive(connection):
                connection.sendall(data)
            else:
                selector.unregister(connection)
                connection.close()


{
    "threads": serve_threads,
    "socketserver": serve_socketserver,
    "select": serve_select,
    "selectors": serve_selectors,
}[sys.argv[1]]()
