"""One WSGI worker: takes requests over a pipe, calls one application, reports each step over another pipe.

    python3 worker.py FILE NAME [validate]

A frame is one letter, the length of what follows (4 bytes, big-endian), and that many bytes. In: R, a request (the
length of a JSON object, the object, the body); A, stop the request of this number. Out: Y, ready; T, a request was
taken: from here on its application may have done something; S, start_response; W, written; C, a block; B, one of
these three that was refused, or an error raised again; G, something was read from wsgi.input; L, something was
written to wsgi.errors; I, the application returned; N, there are no more blocks; E, an exception; X, close() is
called; K, what it raised; D, done.
"""
import io
import json
import os
import queue
import re
import struct
import sys
import threading
import traceback
from wsgiref.validate import validator

LARGEST = 8 * 1024 * 1024   # bytes in one block
LONGEST = 2000              # characters of an error
SHOWN = 60                  # bytes of a refused block


class Pipe:
    """Frames in and out. What the application prints goes to standard error, never between the frames."""

    def __init__(self):
        self.source = os.fdopen(os.dup(0), "rb")
        self.sink = os.fdopen(os.dup(1), "wb")
        os.dup2(2, 1)
        sys.stdout = sys.stderr
        self.requests = queue.SimpleQueue()
        self.stopped = 0            # the number of the request that is no longer wanted
        threading.Thread(target=self.listen, daemon=True).start()

    def listen(self):
        while len(head := self.source.read(5)) == 5:
            kind, length = struct.unpack(">cI", head)
            payload = self.source.read(length)
            if kind == b"R":
                self.requests.put(payload)
            elif kind == b"A":
                self.stopped = int(payload)
        os._exit(0)                 # the site has ended, or has closed the pipe

    def send(self, kind, payload=b"", now=False):
        self.sink.write(struct.pack(">cI", kind, len(payload)) + payload)
        if now:
            self.sink.flush()

    def send_json(self, kind, /, now=False, **values):
        self.send(kind, json.dumps(values).encode("ascii"), now)


class Broken(AssertionError):
    """A rule of PEP 3333 was broken; the first word is its name."""


def demand(fact, rule, seen):
    if not fact:
        raise Broken(rule, described(seen))


def described(value):
    """Describes a value as the server's own checks do: with its type where a beginner could be in doubt."""
    plain = value is None or type(value) in (str, bytes, tuple)
    text = repr(value) if plain else f"{type(value).__name__} {value!r}"
    return text if len(text) <= 100 else text[:99] + "…"


# What can be sent (RFC 9110 §5.6.2, RFC 9112 §4; PEP 3333, "Unicode Issues"), checked while the application still runs.
STATUS = re.compile("[0-9]{3} [ -~\x80-\xff]+")
TOKEN = re.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+")
CONTROL = re.compile("[\0-\x1f\x7f]")
LATIN1 = re.compile("[\0-\xff]*")
DIGITS = re.compile("[0-9]{1,18}")
HOP_BY_HOP = {"connection", "keep-alive", "proxy-authenticate", "proxy-authorization", "te", "trailers", "trailer",
              "transfer-encoding", "upgrade"}


def check(status, headers):
    """Checks the arguments of start_response; returns the Content-Length, or None."""
    demand(type(status) is str, "status-type", status)
    demand(STATUS.fullmatch(status), "status-form", status)
    demand("2" <= status[0] <= "5", "status-code", status)
    demand(type(headers) is list, "headers-type", headers)
    length = None
    for field in headers:
        pair = type(field) is tuple and len(field) == 2 and all(type(item) is str for item in field)
        demand(pair, "headers-type", field)
        name, value = field
        demand(TOKEN.fullmatch(name), "header-name", field)
        demand(not CONTROL.search(value), "header-control", field)
        demand(LATIN1.fullmatch(value), "header-latin1", field)
        demand(name.lower() not in HOP_BY_HOP, "hop-by-hop", field)
        if name.lower() == "content-length":
            demand(length is None and DIGITS.fullmatch(value.strip()), "length-form", field)
            length = int(value)
    return length


class Call:
    """One call of the application, as PEP 3333 has it."""

    def __init__(self, pipe, number, method):
        self.pipe, self.number, self.method = pipe, number, method
        self.called = self.sent = self.iterating = self.ended = False
        self.length = None          # the length that the application announces, in bytes
        self.reraised = None        # the error in exc_info, if it was too late for another response
        self.bodiless = False       # whether the response has no body, whatever the application gives
        self.taken = 0              # bytes of the body so far

    def start_response(self, status, headers, exc_info=None):
        repeated, self.called = self.called, True
        late = exc_info and self.sent
        error = repr(exc_info[1])[:LONGEST] if exc_info else None
        try:
            if late:
                self.reraised = exc_info[1]
                raise exc_info[1].with_traceback(exc_info[2])
            demand(exc_info or not repeated, "start-twice", status)
            self.length = check(status, headers)
            self.pipe.send_json(b"S", status=status, headers=headers, exc_info=error)
        except Exception:
            arguments = f"{status!r}, {headers!r}" + (f", exc_info={error}" if error else "")
            self.in_vain("Restarted" if repeated else "Started", arguments[:LONGEST])
            if late:
                self.in_vain("Reraised", str(self.reraised)[:LONGEST])
            raise
        finally:
            exc_info = None                                 # a traceback that refers to itself is hard to free
        self.bodiless = self.method == "HEAD" or status[:3] in ("204", "205", "304")
        return self.write

    def write(self, data):
        self.block(b"W", data)

    def block(self, kind, data):
        try:
            self.take(kind, data)
        except Exception:
            is_bytes = type(data) is bytes
            shown = repr(data[:SHOWN]) + "…" * (len(data) > SHOWN) if is_bytes else described(data)
            self.in_vain("Wrote" if kind == b"W" else "Yielded", shown, len(data) if is_bytes else 0)
            raise
        self.pipe.send(kind, data, now=True)                # sent before the next block is asked for

    def take(self, kind, data):
        demand(kind == b"C" or not self.iterating, "write-in-iteration", data)
        demand(type(data) is bytes, "block-type", data)
        demand(self.called, "start-missing", data)
        if len(data) > LARGEST:
            raise ValueError(f"this server takes blocks of at most {LARGEST} bytes")
        taken = self.taken + len(data)
        if kind == b"W" and self.length is not None and taken > self.length and not self.bodiless:
            raise Broken("too-long", f"len {taken} > Content-Length {self.length}")
        self.taken = taken
        self.sent = self.sent or bool(data)

    def in_vain(self, step, text, length=0):
        self.pipe.send_json(b"B", step=step, text=text, length=length)

    def is_full(self):
        """Whether all was sent that may be: the server asks for no more ("Handling the Content-Length Header")."""
        return self.sent and (self.bodiless or self.length is not None and self.taken >= self.length)

    def run(self, app, inner, environ):
        blocks, closes = None, False
        try:
            blocks = app(environ, self.start_response)
            kind, length, closes = inner.seen if inner else look_at(blocks)
            self.pipe.send_json(b"I", kind=kind, length=length)
            demand(hasattr(blocks, "__iter__") or hasattr(blocks, "__getitem__"), "not-iterable", blocks)
            self.iterating = True
            for data in blocks:
                self.block(b"C", data)
                if self.is_full() or self.pipe.stopped == self.number:      # stopped: the client left
                    break
            else:
                self.pipe.send(b"N")
                self.finish()
        except Exception as error:
            traceback.print_exc()
            rule, seen = error.args if type(error) is Broken else ("uncaught", f"{type(error).__name__}: {error}")
            self.pipe.send_json(b"E", rule=rule, seen=seen[:LONGEST], reraised=error is self.reraised)
        finally:
            self.close(blocks, closes)
        self.ended = True
        self.pipe.send(b"D", now=True)

    def finish(self):
        demand(self.called, "start-missing", None)
        if self.length is not None and self.taken < self.length and not self.bodiless:
            raise Broken("too-short", f"len {self.taken} < Content-Length {self.length}")

    def close(self, blocks, closes):
        """Always, and once ("Specification Details"). Nothing that was or will be sent depends on what it raises."""
        if hasattr(blocks, "close"):
            if closes:                                      # else it is only the validator around it that has one
                self.pipe.send(b"X")
            try:
                blocks.close()
            except Exception as error:
                traceback.print_exc()
                self.pipe.send(b"K", repr(error)[:LONGEST].encode("utf-8", "backslashreplace"))


def look_at(blocks):
    """What a server can see of it without asking for a block: its type, its length, whether it has to be closed."""
    kind = "None" if blocks is None else type(blocks).__name__
    return kind, len(blocks) if hasattr(blocks, "__len__") else None, hasattr(blocks, "close")


class Input(io.BytesIO):
    """wsgi.input: the body. It reports each call that PEP 3333 knows; iteration is one line after the other."""

    def __init__(self, pipe, body):
        super().__init__(body)
        self.pipe = pipe

    def read(self, *size):
        return self.report("read", super().read(*size))

    def readline(self, *size):
        return self.report("readline", super().readline(*size))

    def readlines(self, *hint):
        return self.report("readlines", super().readlines(*hint))

    def __next__(self):
        if line := self.readline():
            return line
        raise StopIteration

    def report(self, how, found):
        length = len(found) if type(found) is bytes else sum(map(len, found))
        self.pipe.send_json(b"G", how=how, length=length)
        return found


class Errors(io.TextIOBase):
    """wsgi.errors: text for the server's log, as long as its request lasts; after that it goes to standard error."""

    def __init__(self, call):
        self.call = call

    def write(self, text):
        if self.call.ended:
            return sys.stderr.write(text)
        self.call.pipe.send(b"L", text[:LONGEST].encode("utf-8", "backslashreplace"), now=True)
        return len(text)


class Seen:
    """Looks at what the application returned, which the validator around it hides."""

    def __init__(self, app):
        self.app, self.seen = app, None

    def __call__(self, environ, start_response):
        blocks = self.app(environ, start_response)
        self.seen = look_at(blocks)
        return blocks


def request_of(payload):
    size = int.from_bytes(payload[:4], "big")
    request = json.loads(payload[4:4 + size])
    return request["number"], request["environ"], payload[4 + size:]


def load(path, name):
    """Runs a file as a module and takes the application from it; with () after its name it is made by a call."""
    folder, file = os.path.split(os.path.abspath(path))
    sys.path.insert(0, folder)
    found = getattr(__import__(os.path.splitext(file)[0]), name.removesuffix("()"))
    return found() if name.endswith("()") else found


def main(path, name, *options):
    pipe = Pipe()
    app = load(path, name)
    inner = Seen(app) if "validate" in options else None
    app = validator(inner) if inner else app
    pipe.send(b"Y", now=True)
    while True:
        number, environ, body = request_of(pipe.requests.get())
        pipe.send(b"T", now=True)
        sys.stderr.flush()
        call = Call(pipe, number, environ["REQUEST_METHOD"])
        environ.update({"wsgi.version": (1, 0), "wsgi.input": Input(pipe, body), "wsgi.errors": Errors(call)})
        call.run(app, inner, environ)


if __name__ == "__main__":
    main(*sys.argv[1:])
