"""Shows that guestbook.py and Flask do what the note says: python3 check.py. Uses a database in memory."""
import base64, io, json, logging, re, sqlite3, sys, threading, time, zlib
sys.dont_write_bytecode = True
from http.cookies import SimpleCookie
from flask import Flask, current_app, g, request, session, stream_with_context, url_for
from guestbook import create_app

logging.disable(logging.CRITICAL)                    # one exception is expected here
MEMORY = "file:guestbook?mode=memory&cache=shared"   # lives as long as one connection is open
keep = sqlite3.connect(MEMORY, uri=True)

def show(what, value, expected):
    print(f"{what}: {value}")
    assert value == expected, f"{what}: {value!r}, expected {expected!r}"

def guestbook(**config):
    return create_app({"SECRET_KEY": "only for this check", "DATABASE": MEMORY, **config})

def cookie(response):                                # the session the response sets
    return SimpleCookie(response.headers["Set-Cookie"])["session"]

def with_cookie(app, value):                         # a client that sends just this cookie
    return app.test_client(use_cookies=False).get("/", headers={"Cookie": f"session={value}"}).get_json()["name"]

def sign(client, name, text):
    token = re.search(r'name="csrf" value="([\w-]+)"', client.get("/").text)[1]
    return client.post("/", data={"csrf": token, "name": name, "text": text})

# excerpt: read
def read(session_cookie):                            # without the key
    payload, signed_at, signature = session_cookie.rsplit(".", 2)
    data = unbase64(payload.lstrip("."))             # a leading dot: compressed
    return json.loads(zlib.decompress(data) if payload.startswith(".") else data)

def unbase64(text):
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
# end: read

def wsgi():
    app = guestbook()
    # excerpt: call
    environ = {"REQUEST_METHOD": "GET", "PATH_INFO": "/about", "SERVER_NAME": "localhost", "SERVER_PORT": "80",
               "wsgi.url_scheme": "http", "wsgi.input": io.BytesIO()}
    blocks = app(environ, lambda status, headers: show("WSGI status", status, "200 OK"))
    show("WSGI body", b"".join(blocks), b"A guestbook. Be kind.")
    # end: call

def routing():
    client = guestbook().test_client()
    redirected = client.get("/entries?page=2")
    show("GET /entries", (redirected.status_code, redirected.location), (308, "http://localhost/entries/?page=2"))
    for path, expected in {"/entries/": 200, "/about": 200, "/about/": 404, "/About": 404, "/entries/-1": 404,
                           "/entries/x": 404, "/entries/1/": 404}.items():
        show(f"GET {path}", client.get(path).status_code, expected)
    head = client.head("/about")
    show("HEAD /about", (head.status_code, head.data, head.headers["Content-Length"]), (200, b"", "21"))
    for method, status in {"OPTIONS": 200, "POST": 405}.items():
        answer = client.open("/about", method=method)
        show(f"{method} /about", (answer.status_code, sorted(answer.allow)), (status, ["GET", "HEAD", "OPTIONS"]))
    with guestbook().test_request_context():
        show("url_for", url_for("guestbook.entry", number=7), "/entries/7")

def hooks():
    # excerpt: order
    app, events = Flask("order"), []

    @app.before_request
    def first():
        events.append("before 1")
        return "closed" if request.args.get("closed") else None

    app.before_request(lambda: events.append("before 2"))
    app.after_request(lambda response: events.append("after 1") or response)
    app.after_request(lambda response: events.append("after 2") or response)
    app.teardown_request(lambda error: events.append(f"teardown {type(error).__name__}"))

    @app.get("/")
    def view():
        events.append("view")
        if request.args.get("fail"):
            raise ValueError
        return (events.append("body") or block for block in ["a stream"])    # runs when the server takes it
    # end: order

    def order(target):
        events.clear()
        status = app.test_client().get(target).status_code
        return f"{status}: {', '.join(events)}"

    show("/", order("/"), "200: before 1, before 2, view, after 2, after 1, teardown NoneType, body")
    show("/?closed=1", order("/?closed=1"), "200: before 1, after 2, after 1, teardown NoneType")
    show("/?fail=1", order("/?fail=1"), "500: before 1, before 2, view, after 2, after 1, teardown ValueError")
    show("/nowhere", order("/nowhere"), "404: before 1, before 2, after 2, after 1, teardown NoneType")

def contexts():
    app = Flask("contexts")

    # excerpt: contexts
    def path():
        try:
            return request.path
        except RuntimeError as error:
            return str(error).splitlines()[0]

    @app.get("/where")
    def where():
        seen = []
        thread = threading.Thread(target=lambda: seen.append(path()))    # a new thread has a new context
        thread.start()
        thread.join()
        return {"in the view": path(), "in a thread": seen[0], "app": current_app.name, "left in g": g.setdefault("n", 0)}
    # end: contexts

    @app.get("/stream")
    def stream():
        return (request.path for _ in range(1))

    @app.get("/stream-with-context")
    def kept():
        return stream_with_context(request.path for _ in range(1))

    outside = "Working outside of request context."
    show("request outside a request", path(), outside)
    where_client = app.test_client()
    show("/where", where_client.get("/where").get_json(),
         {"in the view": "/where", "in a thread": outside, "app": "contexts", "left in g": 0})
    with app.test_request_context("/made-up"):
        show("in a made-up context", path(), "/made-up")
    try:
        show("request in a stream", where_client.get("/stream").data, None)
    except RuntimeError as error:
        show("request in a stream", str(error).splitlines()[0], outside)
    show("with stream_with_context", where_client.get("/stream-with-context").data, b"/stream-with-context")
    try:
        app.add_url_rule("/late", view_func=lambda: "")
    except AssertionError as error:
        show("a rule after the first request", "can no longer be called" in str(error), True)

def forms():
    app = guestbook()
    ada = app.test_client()
    show("GET /", ada.get("/").status_code, 200)
    form = {"name": "Eve", "text": "hi"}
    show("POST without token", app.test_client().post("/", data=form).status_code, 400)
    show("POST with a made-up token", ada.post("/", data={**form, "csrf": "猜"}).status_code, 400)
    answer = sign(ada, "Ada", "<script>alert(1)</script> 你好")
    show("POST with token", (answer.status_code, answer.location), (303, "/"))
    page = ada.get("/").text
    show("escaped", ("<script>" in page, "&lt;script&gt;alert(1)&lt;/script&gt; 你好" in page), (False, True))
    show("name is remembered", 'value="Ada"' in page, True)
    refused = sign(ada, "Ada & Co", " ")
    show("refused", (refused.status_code, "Please fill in your text." in refused.text), (422, True))
    show("and kept for correction", 'value="Ada &amp; Co"' in refused.text, True)
    show("too long", sign(ada, "Ada", "x" * 201).status_code, 422)
    show("entries", ada.get("/entries/").get_json(), [{"id": 1, "name": "Ada", "text": "<script>alert(1)</script> 你好"}])
    show("entry 1", ada.get("/entries/1").status_code, 200)
    missing = ada.get("/entries/2")
    show("entry 2", (missing.status_code, "There is nothing here." in missing.text), (404, True))
    with ada.session_transaction() as stored:
        token = stored["csrf"]
    show("POST without text", ada.post("/", data={"csrf": token, "name": "Ada"}).status_code, 400)
    show("PUT", (put := ada.put("/")).status_code, 405)
    show("Allow of /", sorted(put.allow), ["GET", "HEAD", "OPTIONS", "POST"])
    show("70,000 bytes", sign(ada, "Ada", "x" * 70_000).status_code, 413)
    show("SQL in a name", sign(ada, "'); DROP TABLE entry; --", "hm").status_code, 303)
    show("is only a name", ada.get("/entries/").get_json()[0]["name"], "'); DROP TABLE entry; --")

def sessions():
    app = Flask("sessions")
    app.secret_key = "only for this check"

    # excerpt: sessions
    @app.post("/login/<name>")
    def login(name):
        session["name"] = name
        return "", 204

    @app.post("/logout")
    def logout():
        session.clear()
        return "", 204

    @app.get("/")
    def hello():
        return {"name": session.get("name")}
    # end: sessions

    client = app.test_client()
    answer = client.post("/login/ada")
    sent = cookie(answer)
    show("Set-Cookie", answer.headers["Set-Cookie"].replace(sent.value, "…"), "session=…; HttpOnly; Path=/")
    show("Vary", answer.headers["Vary"], "Cookie")
    show("read without the key", read(sent.value), {"name": "ada"})
    stamp = int.from_bytes(unbase64(sent.value.split(".")[1]), "big")
    show("signed just now", abs(stamp - time.time()) < 5, True)
    show("sent back", client.get("/").get_json(), {"name": "ada"})
    # excerpt: replay
    gone = client.post("/logout").headers["Set-Cookie"]
    show("logout deletes the cookie", "Max-Age=0" in gone, True)
    show("this browser", client.get("/").get_json(), {"name": None})
    show("a copy of the old cookie", with_cookie(app, sent.value), "ada")
    forged = base64.urlsafe_b64encode(b'{"name":"root"}').decode().rstrip("=")
    show("another payload", with_cookie(app, sent.value.replace(sent.value.split(".")[0], forged)), None)
    # end: replay
    app.secret_key = "a new key"
    show("after a change of key", with_cookie(app, sent.value), None)
    long = app.test_client().post("/login/" + "a" * 500)
    show("compressed", (cookie(long).value[0], len(read(cookie(long).value)["name"])), (".", 500))
    app.secret_key = None
    show("reading without a key", app.test_client().get("/").get_json(), {"name": None})
    show("writing without a key", app.test_client().post("/login/ada").status_code, 500)

def proxies():
    headers = {"X-Forwarded-For": "6.6.6.6, 203.0.113.9", "X-Forwarded-Proto": "https",
               "X-Forwarded-Host": "guestbook.example"}

    def seen(count):
        app = guestbook(PROXIES=count)
        app.add_url_rule("/client", view_func=lambda: f"{request.remote_addr} {request.scheme} {request.host}")
        client = app.test_client()
        return client.get("/client", headers=headers).text, client.get("/entries", headers=headers).location

    show("no ProxyFix", seen(0), ("127.0.0.1 http localhost", "http://localhost/entries/"))
    show("one proxy", seen(1), ("203.0.113.9 https guestbook.example", "https://guestbook.example/entries/"))
    show("one proxy, but two counted", seen(2)[0], "6.6.6.6 http localhost")

for part in wsgi, routing, hooks, contexts, forms, sessions, proxies:
    print(f"--- {part.__name__}")
    part()
