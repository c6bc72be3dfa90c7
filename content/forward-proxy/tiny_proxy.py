"""A forward proxy small enough to read; loopback only. Run it: python3 tiny_proxy.py"""
import contextlib, http.client, http.server, re, shutil, socket, socketserver, threading

# excerpt: fields
HOP_BY_HOP = {"connection", "keep-alive", "proxy-connection", "te", "transfer-encoding", "upgrade"}
def end_to_end(fields, *also_drop):
    """The fields that go on to the next hop, in the order they came."""
    named = {option.strip().lower() for name, value in fields
             if name.lower() == "connection" for option in value.split(",")} - {"content-length"}
    return [(name, value) for name, value in fields
            if name.lower() not in HOP_BY_HOP | named | set(also_drop)]
# end: fields

class Proxy(http.server.BaseHTTPRequestHandler):
    protocol_version, timeout, tunnel_ports, log_message = "HTTP/1.1", 60, {443}, lambda *_: None
    # excerpt: forward
    def forward(self):
        target = re.fullmatch(r"http://([^/?#@]+)([^#]*)", self.path, re.I)
        length = ",".join(self.headers.get_all("Content-Length", ["0"]))
        if not target or "Transfer-Encoding" in self.headers or not length.isdecimal():
            return self.send_error(400)            # not for a proxy, or a body we cannot measure
        authority, path = target[1], target[2] if target[2].startswith("/") else "/" + target[2]
        try:
            origin = http.client.HTTPConnection(authority, timeout=10)
            origin.putrequest(self.command, path, skip_host=True, skip_accept_encoding=True)
            origin.putheader("Host", authority)    # made from the target, never copied
            for field in end_to_end(self.headers.items(), "host", "proxy-authorization"):
                origin.putheader(*field)
            origin.putheader("Via", self.request_version[5:] + " tiny-proxy")
            origin.putheader("Connection", "close")    # ours, for the next hop only
            origin.endheaders(self.rfile.read(int(length)))
            answer = origin.getresponse()
        except (OSError, ValueError, http.client.HTTPException) as error:
            return self.send_error(504 if isinstance(error, TimeoutError) else 502)
        self.send_response_only(answer.status, answer.reason)
        for field in end_to_end(answer.getheaders()):
            self.send_header(*field)
        self.send_header("Via", f"1.{answer.version - 10} tiny-proxy")
        self.send_header("Connection", "close")
        self.end_headers()
        shutil.copyfileobj(answer, self.wfile)
    # end: forward
    do_GET = do_HEAD = do_POST = do_PUT = do_PATCH = do_DELETE = forward
    # excerpt: connect
    def do_CONNECT(self):
        host, _, port = self.path.rpartition(":")
        if not host or not re.fullmatch("[0-9]{1,5}", port):
            return self.send_error(400)            # there is no default port here
        if int(port) not in self.tunnel_ports:
            return self.send_error(403)            # port 25 would make us a mail relay
        try:
            far = socket.create_connection((host.strip("[]"), int(port)), timeout=10)
        except (OSError, ValueError):
            return self.send_error(502)
        far.settimeout(None)
        self.send_response_only(200, "Connection established")
        self.end_headers()                         # from here on, no HTTP
        threading.Thread(target=pump, args=(far.recv, self.connection), daemon=True).start()
        pump(self.rfile.read1, far)

def pump(read, sink):
    with contextlib.suppress(OSError):
        while data := read(65536):
            sink.sendall(data)                     # bytes in, bytes out, never looked at
    with contextlib.suppress(OSError):
        sink.shutdown(socket.SHUT_RDWR)            # one side has ended: end the other
# end: connect

class Origin(socketserver.StreamRequestHandler):   # answers with the request head it received
    def handle(self):
        head = b"".join(iter(self.rfile.readline, b"\r\n"))
        self.wfile.write(b"HTTP/1.0 200 OK\r\nContent-Length: %d\r\n\r\n%s" % (len(head), head))

def main():
    servers = [socketserver.ThreadingTCPServer(("127.0.0.1", 0), handler) for handler in (Origin, Proxy)]
    for server in servers:
        threading.Thread(target=server.serve_forever, daemon=True).start()
    origin, proxy = (server.server_address for server in servers)
    site, Proxy.tunnel_ports = "%s:%d" % origin, {origin[1]}    # origin[1] stands in for 443
    sent = f"GET http://{site}/hello?q=1 HTTP/1.1\r\nHost: {site}\r\nConnection: X-Hop\r\nX-Hop: 1\r\n\r\n"
    with socket.create_connection(proxy, timeout=2) as client:
        client.sendall(sent.encode())
        received = client.makefile("rb").read().partition(b"\r\n\r\n")[2].decode()
    print("client to proxy:", sent, "proxy to origin:", received, sep="\n")
    assert received.startswith("GET /hello?q=1 HTTP/1.1\r\n") and "X-Hop" not in received
    tunnel = http.client.HTTPConnection(*proxy, timeout=2)
    tunnel.set_tunnel(*origin)                     # sends CONNECT first
    tunnel.request("GET", "/secret")
    assert b"Via" not in tunnel.getresponse().read()
if __name__ == "__main__": main()
