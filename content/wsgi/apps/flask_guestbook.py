"""The guestbook of the Flask note as one application behind a gateway: a database for each visitor."""
import os
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "flask"))
import guestbook                                # noqa: E402
from visitors import PerVisitor                 # noqa: E402

app = guestbook.create_app({"DATABASE": "nobody.sqlite3", "SECRET_KEY": os.environ["WSGI_SECRET"]})


def use(path):
    app.config["DATABASE"] = str(path)
    with app.app_context():
        guestbook.db().execute(guestbook.SCHEMA)


app.wsgi_app = PerVisitor(app.wsgi_app, use)
