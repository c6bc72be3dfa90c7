"""Answers with the environ it was called with, and the body, as JSON. Run it: python3 environ.py"""
import base64
import io
import json


# excerpt: app
def app(environ, start_response):
    length = environ.get("CONTENT_LENGTH")
    if environ.get("wsgi.input_terminated"):    # the server says that the stream ends with the body
        body = b"".join(iter(lambda: environ["wsgi.input"].read(65536), b""))
    else:
        body = environ["wsgi.input"].read(int(length or 0))
    answer = {"environ": {key: described(value) for key, value in environ.items()},
              "body": {"length": len(body), "base64": base64.b64encode(body).decode("ascii"), **text_of(body)}}
    data = json.dumps(answer, indent=2).encode("ascii")
    start_response("200 OK", [("Content-Type", "application/json"), ("Content-Length", str(len(data)))])
    return [data]
# end: app


def described(value):
    if isinstance(value, str):
        return value
    if isinstance(value, (bool, tuple)):
        return str(value)
    if hasattr(value, "readlines") and not isinstance(value, io.TextIOBase):
        return "<stream: read, readline, readlines>"
    if hasattr(value, "writelines"):
        return "<stream: write, writelines, flush>"
    return f"<{type(value).__name__}>"


def text_of(body):
    try:
        return {"text": body.decode("utf-8")}
    except UnicodeDecodeError:
        return {}


if __name__ == "__main__":
    from wsgiref.simple_server import make_server

    with make_server("127.0.0.1", 8000, app) as server:
        print("http://127.0.0.1:8000/")
        server.serve_forever()
