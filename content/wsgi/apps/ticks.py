"""A generator: its body runs only when the server asks for a block. Run it: python3 ticks.py"""
import time


# excerpt: app
def app(environ, start_response):
    start_response("200 OK", [("Content-Type", "text/plain")])
    for n in range(3):
        yield b"tick %d\n" % n              # on its way before the next one is made
        time.sleep(0.1)
# end: app


if __name__ == "__main__":
    from wsgiref.simple_server import make_server

    with make_server("127.0.0.1", 8000, app) as server:
        print("http://127.0.0.1:8000/")
        server.serve_forever()
