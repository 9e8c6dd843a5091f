"""Joins a group, and answers each who says something to it, until somebody says bye."""
import socket
import struct
import sys

group = sys.argv[1] if len(sys.argv) > 1 else "239.1.2.3"
port = int(sys.argv[2]) if len(sys.argv) > 2 else 8000
nearby = sys.argv[3] if len(sys.argv) > 3 else "0.0.0.0"

receiver = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
receiver.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
receiver.bind((group, port))
group, port = receiver.getsockname()
membership = struct.pack("4s4s", socket.inet_aton(group), socket.inet_aton(nearby))
receiver.setsockopt(socket.IPPROTO_IP, socket.IP_ADD_MEMBERSHIP, membership)
print(f"a member of {group}:{port}", flush=True)

text = ""
while text != "bye":
    data, source = receiver.recvfrom(1024)
    text = data.decode()
    print(f"{source[0]}:{source[1]} says: {text}", flush=True)
    receiver.sendto(f"heard {text}".encode(), source)
receiver.setsockopt(socket.IPPROTO_IP, socket.IP_DROP_MEMBERSHIP, membership)
receiver.close()
