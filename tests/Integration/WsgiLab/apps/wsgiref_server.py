"""Serves an application with Python's own wsgiref on a free port, and says which: wsgiref_server.py FOLDER MODULE"""
import importlib
import sys
from wsgiref.simple_server import WSGIRequestHandler, make_server


class Quiet(WSGIRequestHandler):
    def log_message(self, *arguments):
        pass


sys.path.insert(0, sys.argv[1])
with make_server("127.0.0.1", 0, importlib.import_module(sys.argv[2]).app, handler_class=Quiet) as server:
    print(server.server_port, flush=True)
    server.serve_forever()
