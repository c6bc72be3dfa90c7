"""What a worker has to live through: slowness, death, silence, noise, and an endless body."""
import os
import sys
import time

PLAIN = [("Content-Type", "text/plain")]


def app(environ, start_response):
    way = environ["PATH_INFO"].strip("/")
    if way == "die":
        os._exit(3)
    if way == "slow":
        environ["wsgi.errors"].write("slow\n")              # it has begun
        time.sleep(float(environ["QUERY_STRING"]))
    if way == "print":
        print("this is no frame")                       # where frames go, it would break them
        sys.stderr.write("\x1b[31mred\r\nnext\n" + "x" * 5000 + "\n")
    if way == "env":
        start_response("200 OK", PLAIN)
        return [repr(sorted(os.environ)).encode("ascii")]
    if way == "endless":
        return endless(environ, start_response)
    if way == "half":
        return half(start_response)
    if way == "big":
        start_response("200 OK", PLAIN)
        return [b"x" * (3 * 1024 * 1024)]
    if way == "blocks":
        start_response("200 OK", PLAIN)
        return [b"x"] * int(environ["QUERY_STRING"])
    if way == "write":
        start_response("200 OK", PLAIN)(b"hello, ")
        return [b"world"]
    if way == "crlf":
        start_response("200 OK", [("X-Name", "a\r\nSet-Cookie: b=c")])
        return [b"?"]
    if way == "twice":
        start_response("200 OK", PLAIN)
        start_response("404 Not Found", PLAIN)
    if way == "str":
        start_response("200 OK", PLAIN)
        return ["text"]
    if way == "never":
        return [b"x"]
    if way == "none":
        start_response("200 OK", PLAIN)
        return None
    if way == "sorry":
        start_response("200 OK", PLAIN)
        try:
            raise OSError("away")
        except OSError:
            start_response("500 Sorry", PLAIN, sys.exc_info())
            return [b"sorry"]
    start_response("200 OK", PLAIN)
    return [str(os.getpid()).encode("ascii")]


def endless(environ, start_response):
    start_response("200 OK", PLAIN)
    try:
        while True:
            yield b"x" * 1000
    finally:
        open(environ["QUERY_STRING"], "w").close()      # close() came


def half(start_response):
    start_response("200 OK", PLAIN)
    yield b"half"
    os._exit(3)
