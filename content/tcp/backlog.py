"""How many connections stand when nobody accepts? Run it: python3 backlog.py"""
import socket


# excerpt: fill
def connected(backlog):
    """Counts the clients whose connect() succeeds while the server never calls accept()."""
    clients = []
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen(backlog)
        try:
            while len(clients) < 20:
                clients.append(socket.create_connection(listener.getsockname(), timeout=0.3))
        except OSError:
            pass                                      # the queue is full: our SYN was dropped
    for client in clients:
        client.close()
    return len(clients)
# end: fill


if __name__ == "__main__":
    for backlog in (0, 1, 3):
        print(f"backlog {backlog}: {connected(backlog)} connected, 0 accepted")
