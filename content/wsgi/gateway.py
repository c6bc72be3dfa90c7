"""The other side of WSGI: bytes in, one call of the application, bytes out. To read, not to serve with."""
import io
import re
import sys
import traceback
from email.utils import formatdate
from urllib.parse import unquote_to_bytes
from wsgiref.util import is_hop_by_hop

REFUSAL = b"HTTP/1.1 %b\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
STATUS = re.compile(r"[2-5][0-9][0-9] [ -~\x80-\xff]+")     # latin-1, no control characters
FIELD = re.compile(r"([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \t]*([ -~\x80-\xff]*)")


# excerpt: environ
def build_environ(request):
    head, _, rest = request.partition(b"\r\n\r\n")
    start_line, *lines = head.decode("latin-1").split("\r\n")
    method, target, protocol = start_line.split(" ")
    path, _, query = target.partition("?")
    environ = {
        "REQUEST_METHOD": method, "PATH_INFO": unquote_to_bytes(path.encode("latin-1")).decode("latin-1"),
        "SCRIPT_NAME": "", "QUERY_STRING": query, "SERVER_PROTOCOL": protocol, "SERVER_NAME": "127.0.0.1",
        "SERVER_PORT": "8000", "wsgi.version": (1, 0), "wsgi.url_scheme": "http", "wsgi.errors": sys.stderr,
        "wsgi.multithread": False, "wsgi.multiprocess": False, "wsgi.run_once": False,
    }
    for line in lines:
        name, value = FIELD.fullmatch(line).groups()        # no match: None has no groups(), answer 400
        key = ("" if name.lower() in ("content-type", "content-length") else "HTTP_") + name.upper().replace("-", "_")
        comma = "; " if key == "HTTP_COOKIE" else ","
        if "_" not in name and key != "HTTP_PROXY":         # X_Real_IP must not pass for X-Real-IP
            environ[key] = environ[key] + comma + value.strip() if key in environ else value.strip()
    length, host = environ.get("CONTENT_LENGTH", "0"), environ.get("HTTP_HOST", ",")
    framed = length.isdecimal() and int(length) <= len(rest) and "HTTP_TRANSFER_ENCODING" not in environ
    if not framed or "," in host or path[:1] != "/":
        raise ValueError("no clear end of the body, not exactly one Host, or no path")
    environ["wsgi.input"] = io.BytesIO(rest[:int(length)])  # the stream ends where the body ends
    return environ
# end: environ


def demand(fact, complaint):
    if not fact:
        raise AssertionError(complaint)


# excerpt: start
class Response:
    called = sent = single = chunked = empty = False
    head, left, out = None, None, b""

    def start_response(self, status, headers, exc_info=None):
        try:
            if exc_info and self.sent:                      # too late for another answer: abort
                raise exc_info[1].with_traceback(exc_info[2])
            demand(exc_info or not self.called, "start_response() again, without exc_info")
        finally:
            exc_info = None
        self.called, self.head = True, None                 # a call that fails is a call as well
        demand(type(headers) is list and all(type(header) is tuple for header in headers), "a list of tuples, please")
        demand(all(type(item) is str for item in [status, *sum(headers, ())]), "only str, please")
        demand(STATUS.fullmatch(status), f"status {status!r}")
        for name, value in headers:
            demand(FIELD.fullmatch(f"{name}:{value}") and ":" not in name, f"{name!r}: {value!r}")
            demand(not is_hop_by_hop(name), f"{name} is for the server to send")
        lengths = [value for name, value in headers if name.lower() == "content-length"]
        demand(len(lengths) < 2 and "".join(lengths + ["0"]).isdecimal(), f"Content-Length {lengths}")
        self.head = status, headers, lengths                # kept; nothing is sent
        return self.write
# end: start

    # excerpt: write
    def write(self, block):
        demand(type(block) is bytes, f"{block!r} is not bytes")
        demand(self.head, "body before start_response()")
        if block and not self.sent:                         # the first real block takes the head along
            self.send_head(len(block) if self.single else None)
        block = block[:self.left]                           # never more than Content-Length says
        self.left = self.left and self.left - len(block)
        self.out += b"%x\r\n%b\r\n" % (len(block), block) if self.chunked and block else block

    def send_head(self, length):
        self.sent, (status, headers, lengths) = True, self.head
        empty = self.empty or status[:3] in ("204", "304")
        self.left = 0 if empty else int(lengths[0]) if lengths else length
        self.chunked = self.left is None
        framing = ("Transfer-Encoding", "chunked") if self.chunked else ("Content-Length", str(length))
        added = [("Date", formatdate(usegmt=True)), ("Connection", "close")] + ([] if lengths or empty else [framing])
        lines = [f"HTTP/1.1 {status}", *map(": ".join, headers + added), "", ""]
        self.out += "\r\n".join(lines).encode("latin-1")
    # end: write


# excerpt: run
def run(app, request):
    try:
        environ = build_environ(request)
    except (ValueError, AttributeError):
        return REFUSAL % b"400 Bad Request"
    response, blocks = Response(), None
    response.empty = environ["REQUEST_METHOD"] == "HEAD"
    try:
        try:
            blocks = app(environ, response.start_response)  # two arguments, by position
            response.single = hasattr(blocks, "__len__") and len(blocks) == 1
            for block in blocks:
                response.write(block)
                if response.left == 0:                      # as much as was promised
                    break
            demand(response.head, "no start_response()")
            if not response.sent:                           # no body came: the head goes now
                response.send_head(0)
            demand(not response.left, "less body than Content-Length promised")
            response.out += b"0\r\n\r\n" if response.chunked else b""
        finally:
            if hasattr(blocks, "close"):
                blocks.close()                              # always, and once
    except Exception:
        traceback.print_exc()                               # into the server's log, not to the client
    return response.out if response.sent else REFUSAL % b"500 Internal Server Error"
# end: run
