"""An echo server of socketserver, each connection in a thread, and its clients in the same program."""
import socket
import socketserver
import sys
import threading


class EchoHandler(socketserver.StreamRequestHandler):
    """Sends each line back, with the name of the thread that did it, until the client has no more."""

    def handle(self):
        for line in self.rfile:
            own = threading.current_thread() != threading.main_thread()
            name = "a thread of its own" if own else "the main thread"
            self.wfile.write(f"{name}: ".encode() + line)


class EchoServer(socketserver.ThreadingMixIn, socketserver.TCPServer):
    allow_reuse_address = True
    daemon_threads = True


def ask(address, *lines):
    with socket.create_connection(address) as sock:
        for line in lines:
            sock.sendall(f"{line}\n".encode())
        sock.shutdown(socket.SHUT_WR)
        with sock.makefile() as answers:
            for answer in answers:
                print(answer.strip(), flush=True)


def serve(server):
    server.serve_forever()


host = sys.argv[1] if len(sys.argv) > 1 else "127.0.0.1"
port = int(sys.argv[2]) if len(sys.argv) > 2 else 0
with EchoServer((host, port), EchoHandler) as server:
    serving = threading.Thread(target=serve, args=(server,))
    serving.start()
    for number in range(3):
        ask(server.server_address, f"client {number}", "and once more")
    server.shutdown()
    serving.join()
    print("the server has stopped", flush=True)
