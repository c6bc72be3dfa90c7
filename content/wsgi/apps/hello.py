"""The first WSGI application. Run it: python3 hello.py, then open http://127.0.0.1:8000/"""


# excerpt: app
def app(environ, start_response):
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [b"hello, world"]
# end: app


# excerpt: serve
if __name__ == "__main__":
    from wsgiref.simple_server import make_server

    with make_server("127.0.0.1", 8000, app) as server:
        print("http://127.0.0.1:8000/")
        server.serve_forever()
# end: serve
