"""The guestbook of the Flask note as one application behind a gateway: a database for each visitor who writes."""
import os
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "flask"))
import guestbook                                # noqa: E402
import status_codes                             # noqa: E402
from flask import render_template_string        # noqa: E402
from visitors import PerVisitor                 # noqa: E402

EMPTY = "empty.db"                              # it gets its tables here; visitors get a copy
app = guestbook.create_app({"DATABASE": EMPTY, "SECRET_KEY": os.environ["WSGI_SECRET"]})


@app.get("/status-codes")
def page():
    return render_template_string(status_codes.TEMPLATE, statuses=status_codes.STATUSES) + "\n"


def use(database):
    app.config["DATABASE"] = database


app.wsgi_app = PerVisitor(app.wsgi_app, use, EMPTY)
