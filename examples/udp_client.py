"""Says something to a server by datagrams, and prints what it answers."""
import socket
import sys

host = sys.argv[1] if len(sys.argv) > 1 else "127.0.0.1"
port = int(sys.argv[2]) if len(sys.argv) > 2 else 8000
texts = sys.argv[3:] if len(sys.argv) > 3 else ["hello"]

s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
s.settimeout(10)
for text in texts:
    s.sendto(text.encode(), (host, port))
    data, address = s.recvfrom(1024)
    print(f"{address[0]}:{address[1]} answers: {data.decode()}", flush=True)
s.close()
