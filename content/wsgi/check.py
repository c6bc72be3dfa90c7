"""Checks every claim of this note about code. Run it: python3 check.py (standard library only, under 3 seconds)"""
import contextlib
import http.client
import io
import pathlib
import sys
import threading
from wsgiref.handlers import SimpleHandler
from wsgiref.simple_server import WSGIRequestHandler, make_server
from wsgiref.validate import validator

from gateway import build_environ, run

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent / "apps"))
import echo         # noqa: E402
import environ as environ_app  # noqa: E402
import hello        # noqa: E402
import ticks as ticks_app      # noqa: E402
import upper        # noqa: E402

PLAIN = [("Content-Type", "text/plain")]
GET = b"GET / HTTP/1.1\r\nHost: 127.0.0.1:8000\r\n\r\n"
GOLDEN = (
    b"GET /a%2Fb/%E4%B8%AD%20x;p=1?q=%E4%B8%AD+1&q=2 HTTP/1.1\r\n"
    b"Host: 127.0.0.1:8000\r\nX-Dup: a\r\nX-Dup: b\r\n\r\n"
)


# excerpt: replace
def sorry(environ, start_response):
    start_response("200 OK", list(PLAIN))
    try:
        return [str(1 / 0).encode("ascii")]            # fails before anything was sent
    except ZeroDivisionError:
        start_response("500 Internal Server Error", list(PLAIN), sys.exc_info())
        return [b"sorry"]
# end: replace


# excerpt: too-late
def too_late(environ, start_response):
    start_response("200 OK", list(PLAIN))
    yield b"first half, "                              # takes the head along: 200 it is
    try:
        1 / 0
    except ZeroDivisionError:
        start_response("500 Internal Server Error", list(PLAIN), sys.exc_info())    # raises again
        yield b"never sent"
# end: too-late


def twice(environ, start_response):
    start_response("200 OK", list(PLAIN))
    start_response("404 Not Found", list(PLAIN))
    return [b"?"]


# excerpt: ticks
def ticks(environ, start_response):
    events.append("started")
    start_response("200 OK", list(PLAIN))
    try:
        for n in range(3):
            events.append(f"make {n}")
            yield b"tick %d" % n
    finally:
        events.append("closed")
# end: ticks


# excerpt: rows
class Rows:
    """Holds a resource from the call until close()."""

    def __init__(self, environ, start_response):
        events.append("open")
        start_response("200 OK", list(PLAIN))

    def __iter__(self):
        yield b"row 1\n"
        raise OSError("the database went away")

    def close(self):
        events.append("close")
# end: rows


events = []


def answers(body, status="200 OK", headers=PLAIN):
    """An application that says just that."""
    def app(environ, start_response):
        start_response(status, headers)
        return body
    return app


def silently(app, request=GET):
    """The response, and what the server logged."""
    with contextlib.redirect_stderr(io.StringIO()) as log:
        return run(app, request), log.getvalue()


def through_wsgiref(app, request=GET):
    """The same call, served by the reference implementation."""
    environ = build_environ(request)
    out, log = io.BytesIO(), io.StringIO()
    handler = SimpleHandler(environ["wsgi.input"], out, log, environ)
    handler.run(app)
    return out.getvalue(), log.getvalue()


def status_of(response):
    return response.split(b"\r\n")[0].decode("latin-1")


def fields_of(response):
    lines = response.partition(b"\r\n\r\n")[0].decode("latin-1").split("\r\n")[1:]
    return {name.lower(): value for name, value in (line.split(": ", 1) for line in lines)}


def body_of(response):
    return response.partition(b"\r\n\r\n")[2]


def check_environ():
    environ = build_environ(GOLDEN)
    assert type(environ) is dict
    assert environ["PATH_INFO"] == "/a/b/\xe4\xb8\xad x;p=1"
    assert environ["QUERY_STRING"] == "q=%E4%B8%AD+1&q=2"
    assert environ["HTTP_X_DUP"] == "a,b"
    assert echo.text(environ["PATH_INFO"]) == "/a/b/中 x;p=1"
    cookies = build_environ(GET[:-2] + b"Cookie: a=1\r\nCookie: b=2\r\nX_Dup: forged\r\nProxy: evil\r\n\r\n")
    assert cookies["HTTP_COOKIE"] == "a=1; b=2"
    assert "HTTP_X_DUP" not in cookies and "HTTP_PROXY" not in cookies
    return repr(environ["PATH_INFO"])


def check_applications():
    for app in (hello.app, echo.app, upper.app, upper.Upper(echo.app), environ_app.app, ticks_app.app):
        for request in (GET, GOLDEN, b"POST /f HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nhello"):
            response, log = silently(validator(app), request)
            assert status_of(response) == "HTTP/1.1 200 OK" and not log, (response, log)
    assert body_of(run(hello.app, GET)) == b"hello, world"
    assert fields_of(run(hello.app, GET))["content-length"] == "12"
    return "hello, echo and upper satisfy wsgiref.validate"


def check_body():
    post = b"POST /f HTTP/1.1\r\nHost: x\r\nContent-Length: %d\r\n\r\nhelloGET / HTTP/1.1\r\n"
    assert b"body: 5 bytes" in run(echo.app, post % 5)      # what follows is the next request
    assert status_of(run(echo.app, post % 500)) == "HTTP/1.1 400 Bad Request"
    assert build_environ(post % 5)["wsgi.input"].read(100) == b"hello"
    chunked = b"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
    assert status_of(run(echo.app, chunked)) == "HTTP/1.1 400 Bad Request"
    for bad in (b"+5", b"-1", b"5,5", b""):
        assert status_of(run(echo.app, post.replace(b"%d", bad))) == "HTTP/1.1 400 Bad Request", bad
    for bad in (b"GET / HTTP/1.1\r\n\r\n", GET.replace(b" /", b" http://x/"), GET.replace(b"Host:", b"Host :"), b"?"):
        assert status_of(run(echo.app, bad)) == "HTTP/1.1 400 Bad Request", bad
    return "5 bytes, and no more"


def check_errors():
    for serve in (silently, through_wsgiref):
        response, log = serve(sorry)
        assert " 500 Internal Server Error" in status_of(response) and body_of(response) == b"sorry" and not log
        response, log = serve(too_late)
        assert " 200 OK" in status_of(response) and b"never sent" not in response and "ZeroDivisionError" in log
        response, log = serve(twice)
        assert " 500 Internal Server Error" in status_of(response) and "AssertionError" in log
    assert body_of(silently(too_late)[0]) == b"c\r\nfirst half, \r\n"       # no final chunk: the client can tell
    return "replaced before output, raised again after it"


def check_contract():
    refused = [
        answers([b"x"], "200"), answers([b"x"], "200OK"),
        answers([b"x"], "200 OK\r\nX: y"), answers([b"x"], b"200 OK"),
        answers([b"x"], headers=tuple(PLAIN)), answers([b"x"], headers=[["Content-Type", "text/plain"]]),
        answers([b"x"], headers=[("X", "a\r\nSet-Cookie: b=c")]), answers([b"x"], headers=[("X", "中")]),
        answers([b"x"], headers=[("X", 1)]), answers([b"x"], headers=[("X:", "1")]),
        answers([b"x"], headers=[("Content-Length", "+1")]), answers([b"x"], headers=[("Content-Length", "1")] * 2),
        answers([b"x"], headers=[("Connection", "close")]),
        answers([b"x"], headers=[("Transfer-Encoding", "chunked")]),
        answers(["x"]), answers("x"), answers(b"x"), answers(None), lambda environ, start_response: [b"x"],
    ]
    for number, app in enumerate(refused):
        response, log = silently(app)
        assert status_of(response) == "HTTP/1.1 500 Internal Server Error" and log, (number, response)
    assert status_of(run(answers([b"x"], "200 Anything Goes"), GET)) == "HTTP/1.1 200 Anything Goes"
    injected, _ = through_wsgiref(answers([b"x"], headers=[("X", "a\r\nSet-Cookie: b=c")]))
    guard = "lets CR LF through" if b"\r\nSet-Cookie: b=c\r\n" in injected else "refuses CR LF"
    return f"{len(refused)} broken applications got 500; wsgiref of Python {sys.version.split()[0]} {guard}"


def check_length():
    assert fields_of(run(answers([b"one"]), GET))["content-length"] == "3"
    assert fields_of(run(answers([]), GET))["content-length"] == "0"
    assert fields_of(run(answers([b"a", b"bc"]), GET))["transfer-encoding"] == "chunked"
    assert body_of(run(answers([b"a", b"", b"bc"]), GET)) == b"1\r\na\r\n2\r\nbc\r\n0\r\n\r\n"
    assert body_of(run(ticks, GET)) == b"6\r\ntick 0\r\n6\r\ntick 1\r\n6\r\ntick 2\r\n0\r\n\r\n"
    assert body_of(run(answers([b"abc", b"def"], headers=[("Content-Length", "4")]), GET)) == b"abcd"
    assert "less body" in silently(answers([b"abc"], headers=[("Content-Length", "4")]))[1]
    none = run(answers([], "204 No Content", []), GET)
    assert "content-length" not in fields_of(none) and "transfer-encoding" not in fields_of(none)
    head = run(echo.app, GET.replace(b"GET", b"HEAD"))
    assert body_of(head) == b"" and int(fields_of(head)["content-length"]) > 0
    return "one block: counted; several: chunked"


def check_streaming():
    events.clear()
    blocks = ticks({}, lambda status, headers: events.append(status))
    assert events == []                                     # called, and nothing has happened
    assert next(iter(blocks)) == b"tick 0" and events == ["started", "200 OK", "make 0"]
    blocks.close()                                          # the client left: no tick 1
    assert events[-1] == "closed" and "make 1" not in events
    events.clear()
    ticks({}, None).close()                                 # closed before its first iteration
    assert events == []                                     # so even its finally did not run
    return "a generator starts late, and may be closed early"


def check_close():
    for app in (Rows, validator(Rows), upper.Upper(Rows)):
        events.clear()
        response, log = silently(app)
        assert events == ["open", "close"] and "OSError" in log, events
        assert status_of(response) == "HTTP/1.1 200 OK" and not response.endswith(b"0\r\n\r\n")
    events.clear()
    upper.Upper(Rows)({}, lambda *arguments: None).close()  # never iterated: closed all the same
    assert events == ["open", "close"]
    return "once, also after an error, also through middleware"


def check_middleware():
    assert body_of(run(upper.app, GET)) == b"c\r\nHELLO, WORLD\r\n0\r\n\r\n"
    blocks = upper.Upper(answers([b"a", b"", b"b"]))({}, lambda *arguments: None)
    assert list(blocks) == [b"A", b"", b"B"]
    html = upper.Upper(answers([b"<p>"], headers=[("Content-Type", "text/html")]))
    assert b"<p>" in run(html, GET)
    def imperative(environ, start_response):
        start_response("200 OK", list(PLAIN))(b"first ")
        return [b"second"]
    assert body_of(run(upper.Upper(imperative), GET)) == b"6\r\nFIRST \r\n6\r\nSECOND\r\n0\r\n\r\n"
    return "one block out for each block in"


def check_served():
    """A real socket, on this machine only, on any free port."""
    class Quiet(WSGIRequestHandler):
        def log_message(self, *arguments):
            pass

    with make_server("127.0.0.1", 0, echo.app, handler_class=Quiet) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        connection = http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=2)
        connection.request("GET", "/%E4%B8%AD")
        response = connection.getresponse()
        body = response.read().decode("utf-8")
        connection.close()
        server.shutdown()
        thread.join()
    assert response.version == 10 and "path: /中" in body and server.server_address[0] == "127.0.0.1"
    return "wsgiref answers HTTP/1.0 200 OK on 127.0.0.1"


def main():
    for check in (check_environ, check_applications, check_body, check_errors, check_contract, check_length,
                  check_streaming, check_close, check_middleware, check_served):
        print(f"{check.__name__.removeprefix('check_'):13} {check()}")
    print(run(echo.app, GOLDEN).decode("utf-8"))


if __name__ == "__main__":
    main()
