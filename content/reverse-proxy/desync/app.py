"""Says what it was asked: the application behind gunicorn when servers are given ambiguous bytes."""


def app(environ, start_response):
    text = f"{environ['REQUEST_METHOD']} {environ['PATH_INFO']}\n".encode()
    start_response("200 OK", [("Content-Type", "text/plain"), ("Content-Length", str(len(text)))])
    return [text]


if __name__ == "__main__":
    from wsgiref.util import setup_testing_defaults

    said = []
    environ = {"REQUEST_METHOD": "POST", "PATH_INFO": "/a"}
    setup_testing_defaults(environ)
    assert app(environ, lambda status, fields: said.append(status)) == [b"POST /a\n"]
    assert said == ["200 OK"]
