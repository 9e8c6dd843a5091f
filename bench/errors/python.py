import socket

from peer import closing, serve


def failing(timeout, error):
    first, second = socket.socketpair()
    first.settimeout(timeout)

    def run(count):
        for _ in range(count):
            try:
                first.recv(64)
            except error:
                pass

    return run, closing(first, second)


serve(
    {
        "would_block": lambda: failing(0, BlockingIOError),
        "timeout": lambda: failing(0.001, TimeoutError),
    }
)
