import select as module
import socket

from peer import closing, serve


def sockets(count):
    idle = [socket.socket(socket.AF_INET, socket.SOCK_DGRAM) for _ in range(int(count) - 1)]
    ready, peer = socket.socketpair()
    peer.send(b"x")
    return [*idle, ready], peer


def select(count):
    waiting, peer = sockets(count)

    def run(count):
        for _ in range(count):
            readable, _, _ = module.select(waiting, [], [])
            assert len(readable) == 1

    return run, closing(*waiting, peer)


def registered(poller, event, count, *closed):
    waiting, peer = sockets(count)
    for each in waiting:
        poller.register(each, event)

    def run(count):
        for _ in range(count):
            assert len(poller.poll()) == 1

    return run, closing(*waiting, peer, *closed)


def poll(count):
    return registered(module.poll(), module.POLLIN, count)


def epoll(count):
    poller = module.epoll()
    return registered(poller, module.EPOLLIN, count, poller)


serve({"select": select, "poll": poll, "epoll": epoll})
