"""Receives on one interface only."""
import socket
import sys

interface_name = sys.argv[1] if len(sys.argv) > 1 else "lo"

receiver = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
receiver.settimeout(10)
receiver.setsockopt(socket.SOL_SOCKET, socket.SO_BINDTODEVICE, interface_name.encode())
receiver.bind(("", 0))
device = receiver.getsockopt(socket.SOL_SOCKET, socket.SO_BINDTODEVICE, 16)
print(f"bound to {device[:-1].decode()}", flush=True)

sender = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
sender.sendto(b"hello", ("127.0.0.1", receiver.getsockname()[1]))
data, address = receiver.recvfrom(1024)
print(f"{address[0]} says {data.decode()}", flush=True)
sender.close()
receiver.close()
