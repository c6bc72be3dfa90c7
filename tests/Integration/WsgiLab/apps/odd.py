"""Answers that are rare and right: what PEP 3333 lets an application say, and a server has to send."""


def app(environ, start_response):
    way = environ["PATH_INFO"].strip("/")
    fields = [("Content-Type", "text/plain")]
    if way == "latin-1":
        start_response("200 Caf\xe9", [*fields, ("X-Name", "caf\xe9")])
    elif way == "reset":
        start_response("205 Reset Content", fields)
    elif way == "date":
        start_response("200 OK", [*fields, ("Date", "Thu, 01 Jan 1970 00:00:00 GMT"), ("Cache-Control", "max-age=60")])
    else:
        start_response("299 Whatever", [*fields, ("Set-Cookie", "a=1"), ("X-Two", "1"), ("Set-Cookie", "b=2"), ("X-Two", "2")])
    return [b"odd"]
