"""Says what it was asked: the application behind gunicorn when servers are given ambiguous bytes."""


def app(environ, start_response):
    text = f"{environ['REQUEST_METHOD']} {environ['PATH_INFO']}\n".encode()
    start_response("200 OK", [("Content-Type", "text/plain"), ("Content-Length", str(len(text)))])
    return [text]
