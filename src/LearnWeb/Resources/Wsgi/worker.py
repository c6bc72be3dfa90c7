"""One WSGI worker: takes requests over a pipe, calls one application, reports each step over another pipe.

    python3 worker.py FILE NAME [validate]

A frame is one letter, the length of what follows (4 bytes, big-endian), and that many bytes. In: R, a request (the
length of a JSON object, the object, the body); A, stop the request of this number. Out: Y, ready; S, start_response;
G, something was read from wsgi.input; L, something was written to wsgi.errors; W, written; I, the application returned;
C, a block; N, there are no more; X, close() was called; E, an exception; D, done.
"""
import io
import json
import os
import queue
import struct
import sys
import threading
import traceback
from wsgiref.validate import validator

LARGEST = 8 * 1024 * 1024   # bytes in one block
LONGEST = 2000              # characters of an error


class Pipe:
    """Frames in and out. What the application prints goes to standard error, never between the frames."""

    def __init__(self):
        self.source = os.fdopen(os.dup(0), "rb")
        self.sink = os.fdopen(os.dup(1), "wb")
        os.dup2(2, 1)
        sys.stdout = sys.stderr
        self.requests = queue.SimpleQueue()
        self.stopped = 0            # the number of the request that nobody waits for any more
        threading.Thread(target=self.listen, daemon=True).start()

    def listen(self):
        while len(head := self.source.read(5)) == 5:
            kind, length = struct.unpack(">cI", head)
            payload = self.source.read(length)
            if kind == b"R":
                self.requests.put(payload)
            elif kind == b"A":
                self.stopped = int(payload)
        os._exit(0)                 # the site has ended, or has had enough of us

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
        raise Broken(rule, seen)


class Call:
    """One call of the application, as PEP 3333 has it."""

    def __init__(self, pipe, number):
        self.pipe, self.number = pipe, number
        self.called = self.sent = self.iterating = self.ended = False

    def start_response(self, status, headers, exc_info=None):
        try:
            if exc_info and self.sent:                      # too late for another answer
                raise exc_info[1].with_traceback(exc_info[2])
            again = bool(exc_info)
        finally:
            exc_info = None                                 # a traceback that refers to itself is hard to free
        demand(again or not self.called, "start-twice", status)
        self.called = True
        demand(type(status) is str, "status-type", status)
        demand(type(headers) is list, "headers-type", type(headers).__name__)
        for field in headers:
            pair = type(field) is tuple and len(field) == 2 and all(type(item) is str for item in field)
            demand(pair, "headers-type", field)
        self.pipe.send_json(b"S", status=status, headers=headers, again=again)
        return self.write

    def write(self, data):
        demand(not self.iterating, "write-in-iteration", data)
        self.block(b"W", data)

    def block(self, kind, data):
        demand(type(data) is bytes, "block-type", data)
        demand(self.called, "start-missing", data)
        if len(data) > LARGEST:
            raise ValueError(f"this server takes blocks of at most {LARGEST} bytes")
        self.sent = self.sent or bool(data)
        self.pipe.send(kind, data, now=True)                # delivered before the next is asked for

    def run(self, app, inner, environ):
        blocks = None
        try:
            try:
                blocks = app(environ, self.start_response)
                kind, length = inner.seen if inner else look_at(blocks)
                self.pipe.send_json(b"I", kind=kind, length=length)
                self.iterating = True
                for data in blocks:
                    self.block(b"C", data)
                    if self.pipe.stopped == self.number:    # the client left, or has all it may have
                        break
                else:
                    self.pipe.send(b"N")
                    demand(self.called, "start-missing", "no call")
            finally:
                if hasattr(blocks, "close"):
                    self.pipe.send(b"X")
                    blocks.close()
        except Exception as error:
            traceback.print_exc()
            rule, seen = (error.args if type(error) is Broken else ("uncaught", None))
            seen = f"{type(error).__name__}: {error}" if seen is None else repr(seen)
            self.pipe.send_json(b"E", rule=rule, seen=seen[:LONGEST])
        self.ended = True
        self.pipe.send(b"D", now=True)


def look_at(blocks):
    return type(blocks).__name__, len(blocks) if hasattr(blocks, "__len__") else None


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
        sys.stderr.flush()
        call = Call(pipe, number)
        environ.update({"wsgi.version": (1, 0), "wsgi.input": Input(pipe, body), "wsgi.errors": Errors(call)})
        call.run(app, inner, environ)


if __name__ == "__main__":
    main(*sys.argv[1:])
