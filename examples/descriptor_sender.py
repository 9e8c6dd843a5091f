"""Opens a file, and hands it over to descriptor_receiver, which need not be allowed to open it."""
import os
import socket
import sys

name = sys.argv[1] if len(sys.argv) > 1 else "descriptors"
file_name = sys.argv[2] if len(sys.argv) > 2 else "/etc/hostname"
s = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
s.connect("\0" + name)
file = os.open(file_name, os.O_RDONLY)
socket.send_fds(s, [file_name.encode()], [file])
os.close(file)
print(s.recv(1024).decode(), flush=True)
s.close()
