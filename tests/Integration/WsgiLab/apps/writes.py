"""A notebook for each visitor, whom the path names: GET reads, POST writes, PUT only looks at what it might write.

With ?idle, the visitor's file looks as if nobody had used it for a long time. There is room for three.
"""
import os
import pathlib
import sqlite3
import sys
from urllib.request import url2pathname

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[4] / "content" / "wsgi" / "apps"))
import visitors                                 # noqa: E402

visitors.MOST_FILES = 3
EMPTY = pathlib.Path("empty.db").resolve()
used = EMPTY


def use(database):
    global used
    used = database


def notebook(environ, start_response):
    db = sqlite3.connect(used, uri=True)
    if environ["REQUEST_METHOD"] == "POST":
        with db:
            db.execute("INSERT INTO entry VALUES (?)", [environ["learnweb.visitor"]])
    found = [row[0] for row in db.execute("SELECT * FROM entry")]
    db.close()
    if environ["QUERY_STRING"] == "idle":
        os.utime(url2pathname(used.removeprefix("file://").split("?")[0]), (0, 0))
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [" ".join(found).encode("ascii")]


def app(environ, start_response):
    if environ["PATH_INFO"] == "/files":
        start_response("200 OK", [("Content-Type", "text/plain")])
        return [" ".join(sorted(file.stem for file in EMPTY.parent.glob("*.sqlite3"))).encode("ascii")]
    environ["learnweb.visitor"] = environ["PATH_INFO"].strip("/")
    return per_visitor(environ, start_response)


EMPTY.unlink(missing_ok=True)
sqlite3.connect(EMPTY).execute("CREATE TABLE entry (text)").connection.close()
per_visitor = visitors.PerVisitor(notebook, use, EMPTY)
