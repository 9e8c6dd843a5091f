import socket
import struct

from peer import closing, serve

data = bytes(64)


def sendto_recvfrom():
    first = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    second = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    first.bind(("127.0.0.1", 0))
    second.bind(("127.0.0.1", 0))
    address = second.getsockname()

    def run(count):
        for _ in range(count):
            first.sendto(data, address)
            second.recvfrom(2048)

    return run, closing(first, second)


def sendmsg_recvmsg():
    first, second = socket.socketpair()

    def run(count):
        for _ in range(count):
            first.sendmsg([data])
            second.recvmsg(2048)

    return run, closing(first, second)


def listening():
    listener = socket.create_server(("127.0.0.1", 0))
    # An accepted socket inherits it: no port is left waiting.
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    return listener


def connect_accept():
    listener = listening()
    address = listener.getsockname()

    def run(count):
        for _ in range(count):
            client = socket.socket()
            client.connect(address)
            accepted, _ = listener.accept()
            accepted.close()
            client.close()

    return run, listener.close


def getsockname():
    listener = listening()

    def run(count):
        for _ in range(count):
            listener.getsockname()

    return run, listener.close


def setsockopt():
    listener = listening()

    def run(count):
        for _ in range(count):
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)

    return run, listener.close


def socket_close():
    def run(count):
        for _ in range(count):
            socket.socket().close()

    return run, lambda: None


serve(
    {
        "sendto_recvfrom": sendto_recvfrom,
        "sendmsg_recvmsg": sendmsg_recvmsg,
        "getsockname": getsockname,
        "connect_accept": connect_accept,
        "socket_close": socket_close,
        "setsockopt": setsockopt,
    }
)
