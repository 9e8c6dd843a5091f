"""Passes on what comes in at one address to another, and what comes back: two threads a connection."""
import socket
import sys
import threading

host = sys.argv[1] if len(sys.argv) > 1 else "127.0.0.1"
port = int(sys.argv[2]) if len(sys.argv) > 2 else 8001
target_host = sys.argv[3] if len(sys.argv) > 3 else "127.0.0.1"
target_port = int(sys.argv[4]) if len(sys.argv) > 4 else 8000


def pump(source, destination):
    """Passes on what comes from one side, until it hangs up, and then hangs up too."""
    total = 0
    try:
        while True:
            data = source.recv(65536)
            if len(data) == 0:
                break
            total += len(data)
            destination.sendall(data)
        destination.shutdown(socket.SHUT_WR)
    except OSError:
        print("a side has left early", flush=True)
    return total


def pump_back(target, client):
    """The other way, in a thread of its own."""
    pump(target, client)


def serve(client):
    """Connects a client with the target."""
    target = socket.create_connection((target_host, target_port))
    back = threading.Thread(target=pump_back, args=[target, client], daemon=True)
    back.start()
    total = pump(client, target)
    back.join()
    client.close()
    target.close()
    print(f"passed on {total} bytes", flush=True)


server = socket.create_server((host, port))
host, port = server.getsockname()
print(f"listening on {host}:{port}", flush=True)

while True:
    client, _ = server.accept()
    threading.Thread(target=serve, args=[client], daemon=True).start()
