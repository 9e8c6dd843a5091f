import select as module
import socket

from peer import serve


def sockets(count):
    idle = [socket.socket(socket.AF_INET, socket.SOCK_DGRAM) for _ in range(int(count) - 1)]
    ready, peer = socket.socketpair()
    peer.send(b"x")
    return [*idle, ready], peer


def closing(*closed):
    def close():
        for each in closed:
            each.close()

    return close


def select(count):
    waiting, peer = sockets(count)

    def run(count):
        for _ in range(count):
            readable, _, _ = module.select(waiting, [], [])
            assert len(readable) == 1

    return run, closing(*waiting, peer)


def poll(count):
    waiting, peer = sockets(count)
    poller = module.poll()
    for each in waiting:
        poller.register(each, module.POLLIN)

    def run(count):
        for _ in range(count):
            assert len(poller.poll()) == 1

    return run, closing(*waiting, peer)


def epoll(count):
    waiting, peer = sockets(count)
    poller = module.epoll()
    for each in waiting:
        poller.register(each, module.EPOLLIN)

    def run(count):
        for _ in range(count):
            assert len(poller.poll()) == 1

    return run, closing(*waiting, peer, poller)


serve({"select": select, "poll": poll, "epoll": epoll})
