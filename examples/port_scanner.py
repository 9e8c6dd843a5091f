"""Which ports of a host answer: 30 threads take them out of a queue."""
import queue
import socket
import sys
import threading

host = sys.argv[1] if len(sys.argv) > 1 else "127.0.0.1"
first = int(sys.argv[2]) if len(sys.argv) > 2 else 1
last = int(sys.argv[3]) if len(sys.argv) > 3 else 1024
count = int(sys.argv[4]) if len(sys.argv) > 4 else 30


def scan(port, print_lock):
    """Says so if a port is open."""
    s = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    s.settimeout(1)
    try:
        s.connect((host, port))
        with print_lock:
            print(f"port {port} is open", flush=True)
    except OSError:
        pass
    s.close()


def work(ports, print_lock):
    """One port after the other, as long as there are any."""
    while True:
        port = ports.get()
        scan(port, print_lock)
        ports.task_done()


ports = queue.Queue()
print_lock = threading.Lock()
for i in range(count):
    threading.Thread(target=work, args=[ports, print_lock], daemon=True).start()
for port in range(first, last + 1):
    ports.put(port)
ports.join()
print(f"scanned {last - first + 1} ports of {host}", flush=True)
