"""Says what it was asked. Run it: python3 echo.py, then open http://127.0.0.1:8000/any/path?q=1"""

MAX_BODY = 1_000_000    # bytes; the whole body is held in memory


# excerpt: text
def text(value):
    """From WSGI's str, one character per byte, to the text that those bytes mean in UTF-8."""
    return value.encode("latin-1").decode("utf-8", "replace")
# end: text


# excerpt: body
def read_body(environ):
    """Reads exactly as many bytes as were announced: after them the stream may wait for ever."""
    length = int(environ.get("CONTENT_LENGTH") or 0)    # absent, or an empty string: nothing
    if length > MAX_BODY:
        return "413 Content Too Large", b""
    body = environ["wsgi.input"].read(length)
    if len(body) < length:                              # the client went away halfway through
        return "400 Bad Request", b""
    return "200 OK", body
# end: body


# excerpt: app
def app(environ, start_response):
    status, body = read_body(environ)
    lines = [
        f"method: {environ['REQUEST_METHOD']}",
        f"path: {text(environ.get('PATH_INFO', ''))}",
        f"query: {environ.get('QUERY_STRING', '')}",
        f"x-dup: {environ.get('HTTP_X_DUP', '')}",
        f"body: {len(body)} bytes",
    ]
    answer = "\n".join(lines).encode("utf-8")
    start_response(status, [("Content-Type", "text/plain; charset=utf-8"), ("Content-Length", str(len(answer)))])
    return [answer]
# end: app


if __name__ == "__main__":
    from wsgiref.simple_server import make_server

    with make_server("127.0.0.1", 8000, app) as server:
        print("http://127.0.0.1:8000/")
        server.serve_forever()
