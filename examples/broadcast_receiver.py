"""Prints what is said to all hosts of a network, until somebody says bye."""
import socket
import sys

host = sys.argv[1] if len(sys.argv) > 1 else ""
port = int(sys.argv[2]) if len(sys.argv) > 2 else 8000

receiver = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
# Several programs of a host may listen: each gets what is said to all.
receiver.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
receiver.bind((host, port))
host, port = receiver.getsockname()
print(f"listening on {host}:{port}", flush=True)

text = ""
while text != "bye":
    data, source = receiver.recvfrom(1024)
    text = data.decode()
    print(f"{source[0]}:{source[1]} says: {text}", flush=True)
receiver.close()
