"""Two servers listen at one port, and the kernel spreads the clients over them."""
import select
import socket

first = socket.create_server(("127.0.0.1", 0), reuse_port=True)
port = first.getsockname()[1]
second = socket.create_server(("127.0.0.1", port), reuse_port=True)
print(f"both at one port: {second.getsockname()[1] == port}", flush=True)

clients = []
while len(clients) < 64:
    clients.append(socket.create_connection(("127.0.0.1", port), 10))

served = 0
shares = []
for server in [first, second]:
    share = 0
    while len(select.select([server], [], [], 0)[0]) > 0:
        connection = server.accept()[0]
        connection.sendall(b"welcome")
        connection.close()
        share += 1
    served += share
    shares.append(share)
print(f"{served} clients served, each server had some: {0 not in shares}", flush=True)

for client in clients:
    client.recv(1024)
    client.close()
first.close()
second.close()
