"""Reads wsgi.input in each of its ways, and writes to wsgi.errors, in time and too late."""
import threading


def app(environ, start_response):
    body, errors = environ["wsgi.input"], environ["wsgi.errors"]
    if environ["PATH_INFO"] == "/late":
        threading.Timer(0.2, errors.write, ["too late\n"]).start()
    found = [body.read(2), body.readline(), body.readlines(1), list(body), body.read(5)]
    errors.write("half a ")
    errors.write("line\n")
    errors.writelines(["\x1b[31mred\n", "中\n"])
    errors.flush()
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [repr(found).encode("ascii")]
