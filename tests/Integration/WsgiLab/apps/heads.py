"""Calls start_response with the status and the field that the body asks for, and tells which rule that has broken."""
import json


def app(environ, start_response):
    asked = json.loads(environ["wsgi.input"].read())
    try:
        start_response(asked["status"], [(asked["name"], asked["value"])])
    except AssertionError as error:                     # the application is still running, and may answer something else
        try:
            raise
        except AssertionError:
            import sys
            start_response("200 OK", [("Content-Type", "text/plain")], sys.exc_info())
        return [error.args[0].encode("ascii")]
    return [b"sent"]
