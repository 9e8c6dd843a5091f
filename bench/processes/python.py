import os
import socket
import struct
import subprocess
import sys

from peer import serve


def receive_all(connection, target, length):
    while length > 0:
        received = connection.recv_into(target, min(length, len(target)))
        if received == 0:
            return False
        length -= received
    return True


def answer(connection, size):
    target = bytearray(size)
    while receive_all(connection, target, size):
        connection.sendall(target)


def swallow(connection, size):
    target = bytearray(size)
    while head := connection.recv(8, socket.MSG_WAITALL):
        receive_all(connection, target, struct.unpack("q", head)[0] * size)
        connection.send(b"x")


def connected(partner, size):
    listener = socket.create_server(("127.0.0.1", 0))
    arguments = [partner, str(listener.getsockname()[1]), str(size)]
    child = subprocess.Popen([sys.executable, __file__, *arguments])
    connection, _ = listener.accept()
    listener.close()
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def close():
        connection.close()
        child.wait()

    return connection, close


def ping_pong(size):
    size = int(size)
    connection, close = connected("answer", size)
    data, target = bytes(size), bytearray(size)

    def run(count):
        for _ in range(count):
            connection.sendall(data)
            receive_all(connection, target, size)

    return run, close


def bulk(size):
    size = int(size)
    connection, close = connected("swallow", size)
    data = bytes(size)

    def run(count):
        connection.sendall(struct.pack("q", count))
        for _ in range(count):
            connection.sendall(data)
        connection.recv(1)

    return run, close


def datagrams():
    receiver = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    receiver.bind(("127.0.0.1", 0))
    receiver.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1 << 20)
    flood = subprocess.Popen([os.environ["BENCH_FLOOD"], str(receiver.getsockname()[1])])

    def run(count):
        for _ in range(count):
            receiver.recvfrom(2048)

    def close():
        flood.kill()
        flood.wait()
        receiver.close()

    return run, close


if len(sys.argv) > 1:
    _, partner, port, size = sys.argv
    with socket.create_connection(("127.0.0.1", int(port))) as other:
        other.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        {"answer": answer, "swallow": swallow}[partner](other, int(size))
else:
    serve({"ping_pong": ping_pong, "bulk": bulk, "datagrams": datagrams})
