"""Middleware: plain text comes out in capitals. Run it: python3 upper.py, then open http://127.0.0.1:8000/"""
from hello import app as hello


# excerpt: middleware
class Upper:
    """An application to the server, a server to the application inside."""

    def __init__(self, app):
        self.app = app

    def __call__(self, environ, start_response):
        blocks = Blocks()

        def start(status, headers, exc_info=None):
            try:
                blocks.change = is_plain(headers)       # decided anew at each call: an error page may be HTML
                write = start_response(status, headers, exc_info)
            finally:
                exc_info = None                         # a traceback that refers to itself is hard to free
            return lambda data: write(blocks.convert(data))

        blocks.inner = self.app(environ, start)
        return blocks
# end: middleware


# excerpt: blocks
class Blocks:
    """What the server iterates over: one block out for each block in, and close() handed on."""

    inner = ()
    change = False

    def __iter__(self):
        for block in self.inner:
            yield self.convert(block)                   # an empty block too: never wait for the next one

    def convert(self, block):
        return block.upper() if self.change else block  # bytes.upper(): a to z only, the length stays

    def close(self):
        if hasattr(self.inner, "close"):
            self.inner.close()
# end: blocks


def is_plain(headers):
    fields = {name.lower(): value.lower() for name, value in headers}
    kind = fields.get("content-type", "").partition(";")[0].strip()
    return kind == "text/plain" and "content-encoding" not in fields    # compressed bytes are no letters


# excerpt: wrap
app = Upper(hello)
# end: wrap


if __name__ == "__main__":
    from wsgiref.simple_server import make_server

    with make_server("127.0.0.1", 8000, app) as server:
        print("http://127.0.0.1:8000/")
        server.serve_forever()
