"""Small applications that the tests also have in C#, word for word."""
import sys


def app(environ, start_response):
    return globals()[environ["PATH_INFO"].strip("/")](environ, start_response)


class InvalidOperationException(Exception):
    """What it is in C#."""


PLAIN = [("Content-Type", "text/plain")]


def one(environ, start_response):
    start_response("200 OK", PLAIN)
    return [b"hello\n"]


def two(environ, start_response):
    start_response("200 OK", PLAIN)
    return [b"a", b"b"]


def nothing(environ, start_response):
    start_response("200 OK", PLAIN)
    return []


def generator(environ, start_response):
    start_response("200 OK", PLAIN)
    yield b""
    yield b"a"
    yield b"b"


def counted(environ, start_response):
    start_response("200 OK", [("Content-Length", "2")])
    return [b"a", b"b"]


def long(environ, start_response):
    start_response("200 OK", [("Content-Length", "3")])
    return [b"ab", b"cd", b"ef"]


def short(environ, start_response):
    start_response("200 OK", [("Content-Length", "3")])
    return [b"ab"]


def written(environ, start_response):
    start_response("200 OK", [("Content-Length", "4")])(b"ab")
    return [b"cd"]


def overwritten(environ, start_response):
    start_response("200 OK", [("Content-Length", "3")])(b"abcd")
    return []


def scribbled(environ, start_response):
    write = start_response("200 OK", PLAIN)
    yield b"a"
    write(b"b")


def promised(environ, start_response):
    start_response("200 OK", [("Content-Length", "3")])
    yield b"ab"


class Unclosable:
    def __iter__(self):
        yield b"whole"

    def close(self):
        raise InvalidOperationException("it's stuck")


def unclosable(environ, start_response):
    start_response("200 OK", [("Content-Length", "5")])
    return Unclosable()


def unclosed(environ, start_response):
    start_response("200 OK", PLAIN)
    return Unclosable()


def lines(environ, start_response):
    start_response("200 OK", PLAIN)
    return [environ["wsgi.input"].readline(), *environ["wsgi.input"].readlines(), *environ["wsgi.input"].readlines()]


def iterated(environ, start_response):
    start_response("200 OK", PLAIN)
    return list(environ["wsgi.input"])


def twice(environ, start_response):
    start_response("200 OK", PLAIN)
    start_response("404 Not Found", PLAIN)
    return []


def unreasoned(environ, start_response):
    start_response("200", PLAIN)
    return []


def hop(environ, start_response):
    start_response("200 OK", [("Connection", "close")])
    return []


def late(environ, start_response):
    start_response("200 OK", PLAIN)
    yield b"a"
    try:
        raise InvalidOperationException("away")
    except InvalidOperationException:
        start_response("500 Sorry", PLAIN, sys.exc_info())


def sorry(environ, start_response):
    start_response("200 OK", PLAIN)
    try:
        raise InvalidOperationException("it's away")
    except InvalidOperationException:
        start_response("500 Sorry", PLAIN, sys.exc_info())
    return [b"sorry"]


def text(environ, start_response):
    start_response("200 OK", PLAIN)
    return ["text"]


def number(environ, start_response):
    start_response(200, PLAIN)
    return []


def pairs(environ, start_response):
    start_response("200 OK", {"Content-Type": "text/plain"})
    return []


def forgotten(environ, start_response):
    start_response("200 OK", PLAIN)


def unstarted(environ, start_response):
    return [b"a"]
