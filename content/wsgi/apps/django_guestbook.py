"""The guestbook of the Django note as one application behind a gateway: a database for each visitor."""
import os
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "django"))
os.environ["SECRET_KEY"] = os.environ["WSGI_SECRET"]
os.environ["GUESTBOOK_DB"] = str(pathlib.Path("nobody.sqlite3").resolve())
import guestbook                                # noqa: E402
from django.conf import settings                # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection                # noqa: E402
from visitors import PerVisitor                 # noqa: E402

settings.ALLOWED_HOSTS = ["*"]                  # the server in front has looked at Host


def use(path):
    connection.close()
    connection.settings_dict["NAME"] = str(path)
    call_command("migrate", verbosity=0)        # a new file gets its tables; an old one, nothing


app = PerVisitor(guestbook.application, use)
