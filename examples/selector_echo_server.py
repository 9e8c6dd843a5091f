"""An echo server in one thread: the selector tells which client is ready, and keeps what belongs to each."""
import selectors
import socket
import sys
import types

host = sys.argv[1] if len(sys.argv) > 1 else "127.0.0.1"
port = int(sys.argv[2]) if len(sys.argv) > 2 else 8000

selector = selectors.DefaultSelector()


def accept(server):
    """A new client, with data of its own."""
    conn, address = server.accept()
    conn.setblocking(False)
    client = types.SimpleNamespace(name=f"{address[0]}:{address[1]}", received=0, unsent=b"")
    selector.register(conn, selectors.EVENT_READ, data=client)
    print(f"{client.name} is being served", flush=True)


def receive(conn):
    """What a client says; nothing if it has left, by whatever way."""
    try:
        return conn.recv(1024)
    except ConnectionResetError:
        return b""


def serve(conn, client, events):
    """Takes what a client says, and says as much of it as the client takes."""
    if events & selectors.EVENT_READ:
        data = receive(conn)
        client.received += len(data)
        client.unsent += data
        if not data:
            selector.unregister(conn)
            conn.close()
            print(f"{client.name} has left after {client.received} bytes", flush=True)
            return
    if events & selectors.EVENT_WRITE:
        sent = conn.send(client.unsent)
        client.unsent = client.unsent[sent:]
    # To wait until something can be sent makes sense only while there is something to send.
    wanted = selectors.EVENT_WRITE if client.unsent else selectors.EVENT_READ
    selector.modify(conn, wanted, data=client)


server = socket.create_server((host, port))
server.setblocking(False)
host, port = server.getsockname()
selector.register(server, selectors.EVENT_READ)
print(f"listening on {host}:{port}", flush=True)

while True:
    for key, events in selector.select():
        if key.fileobj is server:
            accept(server)
        else:
            serve(key.fileobj, key.data, events)
