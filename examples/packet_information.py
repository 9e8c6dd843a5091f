"""Sends a datagram to this host, and asks how it has come: to which address, on which interface, by which hops."""
import socket
import struct

# Python has the name since 3.14.
IP_RECVTTL = 12
IN_PKTINFO = struct.Struct("@i4s4s")

receiver = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
receiver.settimeout(10)
receiver.bind(("127.0.0.1", 0))
for option in [socket.IP_PKTINFO, socket.IP_RECVTOS, IP_RECVTTL]:
    receiver.setsockopt(socket.IPPROTO_IP, option, 1)

sender = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
sender.setsockopt(socket.IPPROTO_IP, socket.IP_TTL, 42)
sender.setsockopt(socket.IPPROTO_IP, socket.IP_TOS, 16)
sender.sendto(b"how did I come?", receiver.getsockname())

data, ancdata, _, address = receiver.recvmsg(1024, socket.CMSG_SPACE(64))
print(f"{data.decode()} from {address[0]}", flush=True)
for _, kind, value in ancdata:
    if kind == socket.IP_PKTINFO:
        index, _, destination = IN_PKTINFO.unpack(value)
        print(f"on {socket.if_indextoname(index)}, to {socket.inet_ntoa(destination)}", flush=True)
    if kind == socket.IP_TTL:
        (ttl,) = struct.unpack("@i", value)
        print(f"hops left: {ttl}", flush=True)
    if kind == socket.IP_TOS:
        (tos,) = struct.unpack("@B", value)
        print(f"type of service: {tos}", flush=True)
sender.close()
receiver.close()
