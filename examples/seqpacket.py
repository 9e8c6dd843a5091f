"""Sends records over a connection that keeps them apart, and receives them one by one."""
import socket

left, right = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
left.sendall(b"first")
left.sendmsg([b"sec", b"ond"])
left.sendall(b"a long one")
left.sendall(b"last")
left.close()

print(f"{right.recv(1024).decode()}, {right.recv(1024).decode()}", flush=True)
data, _, flags, _ = right.recvmsg(6)
cut = (flags & socket.MSG_TRUNC) != 0
print(f"{data.decode()}, cut off: {cut}", flush=True)
data, _, flags, _ = right.recvmsg(6)
cut = (flags & socket.MSG_TRUNC) != 0
print(f"{data.decode()}, cut off: {cut}", flush=True)
print(f"at the end: {len(right.recv(1024)) == 0}", flush=True)
right.close()
