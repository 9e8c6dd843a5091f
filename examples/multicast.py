"""Sends a datagram to a group of IPv4 and to one of IPv6, and receives both; neither leaves this host."""
import socket
import struct
import sys

interface_name = sys.argv[1] if len(sys.argv) > 1 else "eth0"
index = socket.if_nametoindex(interface_name)
address = socket.inet_aton("127.0.0.1")

receiver = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
receiver.settimeout(10)
receiver.bind(("", 0))
group = socket.inet_aton("239.1.2.3")
receiver.setsockopt(socket.IPPROTO_IP, socket.IP_ADD_MEMBERSHIP, group + address)
sender = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
sender.setsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_IF, address)
sender.setsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_LOOP, 1)
sender.sendto(b"hello, group", ("239.1.2.3", receiver.getsockname()[1]))
data, source = receiver.recvfrom(1024)
print(f"IPv4, from {source[0]}: {data.decode()}", flush=True)
receiver.setsockopt(socket.IPPROTO_IP, socket.IP_DROP_MEMBERSHIP, group + address)
sender.close()
receiver.close()

receiver = socket.socket(socket.AF_INET6, socket.SOCK_DGRAM)
receiver.settimeout(10)
receiver.bind(("::", 0))
member = socket.inet_pton(socket.AF_INET6, "ff01::1:2") + struct.pack("@I", index)
receiver.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_JOIN_GROUP, member)
sender = socket.socket(socket.AF_INET6, socket.SOCK_DGRAM)
sender.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_MULTICAST_IF, index)
sender.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_MULTICAST_LOOP, 1)
sender.sendto(b"hello, group", (f"ff01::1:2%{interface_name}", receiver.getsockname()[1]))
data, source = receiver.recvfrom(1024)
print(f"IPv6, from {source[0]}: {data.decode()}", flush=True)
receiver.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_LEAVE_GROUP, member)
sender.close()
receiver.close()
