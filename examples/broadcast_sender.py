"""Says something to all hosts of a network."""
import socket
import sys

host = sys.argv[1] if len(sys.argv) > 1 else "255.255.255.255"
port = int(sys.argv[2]) if len(sys.argv) > 2 else 8000
texts = sys.argv[3:] if len(sys.argv) > 3 else ["hello", "bye"]

sender = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
try:
    sender.sendto(b"hello", (host, port))
except PermissionError as error:
    print(f"not without SO_BROADCAST: {error}", flush=True)
sender.setsockopt(socket.SOL_SOCKET, socket.SO_BROADCAST, 1)
for text in texts:
    size = sender.sendto(text.encode(), (host, port))
    print(f"said {text}, {size} bytes", flush=True)
sender.close()
