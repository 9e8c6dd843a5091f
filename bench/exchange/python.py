import socket

from peer import closing, serve


def pair(family):
    if family == "unix":
        first, second = socket.socketpair()
    else:
        with socket.create_server(("127.0.0.1", 0)) as listener:
            first = socket.create_connection(listener.getsockname())
            second, _ = listener.accept()
        first.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    first.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 1 << 20)
    second.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1 << 20)
    return first, second, closing(first, second)


def recv_into(family, size):
    first, second, close = pair(family)
    size = int(size)
    data = bytes(size)
    target = bytearray(size)

    def run(count):
        for _ in range(count):
            first.send(data)
            left = size
            while left > 0:
                left -= second.recv_into(target)

    return run, close


def recv(family, size, room=None):
    first, second, close = pair(family)
    size = int(size)
    room = int(room or size)
    data = bytes(size)

    def run(count):
        for _ in range(count):
            first.send(data)
            left = size
            while left > 0:
                left -= len(second.recv(room))

    return run, close


serve({"recv_into": recv_into, "recv": recv})
