"""The guestbook of the Django note as one application behind a gateway: a database for each visitor who writes."""
import os
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "django"))
EMPTY = pathlib.Path("empty.db").resolve()
os.environ["SECRET_KEY"] = os.environ["WSGI_SECRET"]
os.environ["GUESTBOOK_DB"] = str(EMPTY)
import guestbook                                # noqa: E402
import status_codes                             # noqa: E402
from django.conf import settings                # noqa: E402
from django.contrib.staticfiles.views import serve  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection                # noqa: E402
from django.http import HttpResponse            # noqa: E402
from django.template import Context, Template   # noqa: E402
from django.urls import path                    # noqa: E402
from django.views.decorators.cache import cache_control  # noqa: E402
from visitors import PerVisitor                 # noqa: E402

settings.ALLOWED_HOSTS = ["*"]                  # the server in front has looked at Host
# The admin's style sheets: no web server stands in front that would send what collectstatic gathers.
static = cache_control(public=True, max_age=3600)(serve)
guestbook.urlpatterns.append(path("static/<path:path>", static, {"insecure": True}))
page = Template(status_codes.TEMPLATE)


def status_codes_page(request):
    return HttpResponse(page.render(Context({"statuses": status_codes.STATUSES})))


guestbook.urlpatterns.append(path("status-codes", status_codes_page))
EMPTY.unlink(missing_ok=True)                   # a worker before this one may have been stopped halfway
call_command("migrate", verbosity=0)            # once: visitors get a copy


def use(database):
    connection.close()
    connection.settings_dict["NAME"] = database


app = PerVisitor(guestbook.application, use, EMPTY)
