"""Prints what the kernel knows of a TCP connection."""
import socket
import struct

server = socket.create_server(("127.0.0.1", 0))
client = socket.create_connection(server.getsockname())
connection = server.accept()[0]
client.sendall(b"hello")
connection.recv(1024)

information = client.getsockopt(socket.IPPROTO_TCP, socket.TCP_INFO, 104)
state = information[0]
(segment,) = struct.unpack_from("=I", information, 16)
print(f"state {state}, segments of up to {segment} bytes, {len(information)} bytes of information", flush=True)

client.close()
connection.close()
server.close()
