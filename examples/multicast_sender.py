"""Says something to a group, and waits until so many of its members have answered."""
import socket
import struct
import sys

group = sys.argv[1] if len(sys.argv) > 1 else "239.1.2.3"
port = int(sys.argv[2]) if len(sys.argv) > 2 else 8000
nearby = sys.argv[3] if len(sys.argv) > 3 else "0.0.0.0"
count = int(sys.argv[4]) if len(sys.argv) > 4 else 1
texts = sys.argv[5:] if len(sys.argv) > 5 else ["hello", "bye"]

sender = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
sender.settimeout(10)
# No router passes on what has one hop to live.
sender.setsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_TTL, struct.pack("b", 1))
sender.setsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_IF, socket.inet_aton(nearby))
for text in texts:
    sender.sendto(text.encode(), (group, port))
    for i in range(count):
        data, source = sender.recvfrom(1024)
        print(f"{source[0]}:{source[1]} has {data.decode()}", flush=True)
sender.close()
