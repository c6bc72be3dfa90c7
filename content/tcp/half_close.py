"""Half-close on the loopback interface. Run it: python3 half_close.py"""
import socket
import sys
import threading
import time

# Linux only: tcpi_state, the first byte of TCP_INFO, as numbered in <netinet/tcp.h>.
STATES = {1: "ESTABLISHED", 4: "FIN-WAIT-1", 5: "FIN-WAIT-2", 6: "TIME-WAIT", 7: "CLOSED", 8: "CLOSE-WAIT", 9: "LAST-ACK"}


def state(connection):
    if sys.platform != "linux":
        return "state unknown"
    return STATES[connection.getsockopt(socket.IPPROTO_TCP, socket.TCP_INFO, 1)[0]]


# excerpt: server
def serve(listener, client_has_looked):
    connection, _ = listener.accept()
    with connection:
        words = b""
        while data := connection.recv(4096):          # b"" is end of file: the peer's FIN
            words += data
        print("server: recv gave b'', I am", state(connection))
        client_has_looked.wait(1)
        for word in sorted(words.split()):            # half-closed: this direction is open
            connection.sendall(word + b"\n")
    print("server: closed, my FIN follows the last byte")
# end: server


# excerpt: client
def ask(address, has_looked):
    with socket.create_connection(address, timeout=2) as connection:
        connection.sendall(b"pear apple fig")
        connection.shutdown(socket.SHUT_WR)           # FIN: no more data from me
        try:
            connection.sendall(b"one more")
        except BrokenPipeError:
            print("client: I can no longer send ...")
        time.sleep(0.1)                               # the ACK of our FIN may come a little late
        print("client: I am", state(connection))
        has_looked.set()
        answer = b""
        while data := connection.recv(4096):          # ... but I still receive
            answer += data
        print("client: received", answer)
        return answer
# end: client


def main():
    looked = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(2)
        server = threading.Thread(target=serve, args=(listener, looked))
        server.start()
        answer = ask(listener.getsockname(), looked)
        server.join(2)
    assert answer == b"apple\nfig\npear\n"


if __name__ == "__main__":
    main()
