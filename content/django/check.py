"""Shows that guestbook.py does what the note says: python3 check.py. Uses a database in memory."""
import base64, json, logging, os, re, sys, zlib
sys.dont_write_bytecode = True
os.environ["GUESTBOOK_DB"] = ":memory:"
import guestbook                                     # configures Django
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.db import connection
from django.http import HttpResponse
from django.test import Client, RequestFactory, override_settings
from django.test.utils import CaptureQueriesContext
from guestbook import Entry, Guest

logging.disable(logging.CRITICAL)                    # refusals are expected here

def show(what, value, expected):
    print(f"{what}: {value}")
    assert value == expected, f"{what}: {value!r}, expected {expected!r}"

def visitor():                                       # unlike the default, one that is not let through
    return Client(enforce_csrf_checks=True, HTTP_HOST="localhost")

def token(page):                                     # what {% csrf_token %} wrote into the form
    return re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page.content.decode())[1]

def sign(client, name, text):
    form = {"name": name, "text": text, "csrfmiddlewaretoken": token(client.get("/"))}
    return client.post("/", form)

def queries(work):                                   # how often the database is asked
    with CaptureQueriesContext(connection) as caught:
        work()
    return len(caught)

def entry_point():
    environ = {"REQUEST_METHOD": "GET", "PATH_INFO": "/", "SERVER_NAME": "localhost", "SERVER_PORT": "80",
               "wsgi.input": sys.stdin.buffer, "wsgi.url_scheme": "http"}
    body = guestbook.application(environ, lambda status, headers: show("WSGI status", status, "200 OK"))
    show("WSGI body is bytes", {type(block) for block in body}, {bytes})

def requests():
    ada = visitor()
    page = ada.get("/")
    show("GET /", page.status_code, 200)
    show("cookies after GET", sorted(ada.cookies), ["csrftoken"])
    show("header from our middleware", page["X-Served-By"], "guestbook")
    show("POST without token", visitor().post("/", {"name": "Eve", "text": "hi"}).status_code, 403)
    answer = sign(ada, "Ada", "<script>alert(1)</script> 你好")
    show("POST with token", (answer.status_code, answer["Location"]), (303, "/"))
    cookie = ada.cookies["sessionid"]
    show("sessionid", {key: cookie[key] for key in ("path", "max-age", "httponly", "samesite", "secure")},
         {"path": "/", "max-age": 1209600, "httponly": True, "samesite": "Lax", "secure": ""})
    show("session row", Session.objects.get(pk=cookie.value).get_decoded(), {"name": "Ada"})
    text = ada.get("/").content.decode()
    show("escaped", ("<script>" in text, "&lt;script&gt;alert(1)&lt;/script&gt; 你好" in text), (False, True))
    show("name is remembered", 'value="Ada"' in text, True)
    sign(ada, "Bob", "later")
    entries = re.findall(r'/guests/\d+/">(\w+)', ada.get("/").content.decode())
    show("newest first", entries, ["Bob", "Ada"])
    refused = sign(ada, "Ada", "see http://evil.example")
    show("refused by the form", (refused.status_code, b"No links, please." in refused.content), (200, True))
    show("and kept for correction", b"see http://evil.example</textarea>" in refused.content, True)
    header = {"HTTP_X_CSRFTOKEN": token(ada.get("/"))}
    show("token in a header", ada.post("/", {"name": "Ada", "text": "js"}, **header).status_code, 303)
    show("DELETE with token", (gone := ada.delete("/", **header)).status_code, 405)
    show("Allow", gone["Allow"], "GET, HEAD, POST")
    slash = ada.get("/guests/1")
    show("GET /guests/1", (slash.status_code, slash["Location"]), (301, "/guests/1/"))
    show("GET /guests/x/", ada.get("/guests/x/").status_code, 404)
    show("GET /guests/-1/", ada.get("/guests/-1/").status_code, 404)
    show("GET with a foreign Host", ada.get("/", HTTP_HOST="evil.example").status_code, 400)

def login_and_logout():
    User.objects.create_superuser("root", password="correct horse")
    client = visitor()
    sign(client, "Root", "before the login")
    before, csrf_before = client.cookies["sessionid"].value, client.cookies["csrftoken"].value
    form = {"username": "root", "password": "correct horse", "csrfmiddlewaretoken": token(client.get("/admin/login/"))}
    show("login", client.post("/admin/login/?next=/admin/", form).status_code, 302)
    after = client.cookies["sessionid"].value
    show("new id, old row gone", (before != after, Session.objects.filter(pk=before).exists()), (True, False))
    show("data moved along", Session.objects.get(pk=after).get_decoded()["name"], "Root")
    show("CSRF secret changed", client.cookies["csrftoken"].value != csrf_before, True)
    show("admin lists entries", client.get("/admin/guestbook/entry/").status_code, 200)
    client.post("/admin/logout/", {"csrfmiddlewaretoken": token(client.get("/"))})
    show("row after logout", Session.objects.filter(pk=after).exists(), False)
    client.cookies["sessionid"] = after              # a copy that somebody kept
    show("old cookie after logout", client.get("/admin/").status_code, 302)

@override_settings(SESSION_ENGINE="django.contrib.sessions.backends.signed_cookies")
def signed_cookies():
    client = visitor()
    form = {"username": "root", "password": "correct horse", "csrfmiddlewaretoken": token(client.get("/admin/login/"))}
    client.post("/admin/login/?next=/admin/", form)
    kept = client.cookies["sessionid"].value
    data = kept.split(":")[0]
    raw = base64.urlsafe_b64decode(data.lstrip(".") + "=" * (-len(data.lstrip(".")) % 4))
    show("signed cookie, read by anyone", json.loads(zlib.decompress(raw) if data[0] == "." else raw)["_auth_user_id"], "1")
    client.post("/admin/logout/", {"csrfmiddlewaretoken": token(client.get("/"))})
    show("after logout", client.get("/admin/").status_code, 302)
    client.cookies["sessionid"] = kept
    show("signed cookie still works after logout", client.get("/admin/").status_code, 200)
    client.cookies["sessionid"] = kept[:-1] + ("a" if kept[-1] != "a" else "b")
    show("changed signed cookie", client.get("/admin/").status_code, 302)

def querysets():
    Entry.objects.all().delete()
    for number in range(10):
        Entry.sign(f"guest {number}", "hello")
    # excerpt: lazy
    def written():
        return Entry.objects.filter(text="hello").exclude(guest__name="Eve").order_by("-id")[:5]
    show("written", queries(written), 0)
    entries = written()
    show("first loop", queries(lambda: [entry.text for entry in entries]), 1)
    show("second loop", queries(lambda: [entry.text for entry in entries]), 0)    # kept
    show("written again", queries(lambda: list(entries.all())), 1)                # a new one
    # end: lazy
    # excerpt: n-plus-one
    def names(entries):
        return [entry.guest.name for entry in entries]
    show("N+1", queries(lambda: names(Entry.objects.all())), 11)
    show("select_related", queries(lambda: names(Entry.objects.select_related("guest"))), 1)
    guests = Guest.objects.filter(name__startswith="guest").prefetch_related("entries")
    show("prefetch_related", queries(lambda: [list(guest.entries.all()) for guest in guests]), 2)
    # end: n-plus-one
    show("one query joins", " INNER JOIN " in str(Entry.objects.newest().query), True)

log = []
def layer(name, closed=False):
    def factory(get_response):
        def middleware(request):
            log.append(f"{name} in")
            response = HttpResponse(status=503) if closed else get_response(request)
            log.append(f"{name} out")
            return response
        return middleware
    return factory

first, second, closed = layer("first"), layer("second"), layer("closed", closed=True)

def onion(*names):
    log.clear()
    with override_settings(MIDDLEWARE=[f"{__name__}.{name}" for name in names]):
        visitor().get("/guests/0/")                  # 404: no view needs a session here
    return log

def settings_matter():
    asked = RequestFactory().get("/", HTTP_HOST="localhost", HTTP_X_FORWARDED_PROTO="https")
    show("X-Forwarded-Proto, by default", asked.is_secure(), False)
    with override_settings(SECURE_PROXY_SSL_HEADER=("HTTP_X_FORWARDED_PROTO", "https")):
        show("X-Forwarded-Proto, believed", asked.is_secure(), True)
    show("style sheets of the admin, without DEBUG", visitor().get("/static/admin/css/base.css").status_code, 404)
    with override_settings(DEBUG=True):
        show("404 with DEBUG lists the routes", b"guests/&lt;int:pk&gt;/" in visitor().get("/x/").content, True)
    show("404 without", b"guests/" in visitor().get("/x/").content, False)

if __name__ == "__main__":
    call_command("migrate", verbosity=0)
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)    # the migration fits the models
    for part in (entry_point, requests, login_and_logout, signed_cookies, querysets, settings_matter):
        part()
    show("onion", onion("first", "second"), ["first in", "second in", "second out", "first out"])
    show("short cut", onion("first", "closed", "second"), ["first in", "closed in", "closed out", "first out"])
