"""A guestbook on Flask, 2.2 or later. Run: FLASK_SECRET_KEY=… flask --app guestbook run"""
import secrets, sqlite3
from flask import (Blueprint, Flask, abort, current_app, g, redirect, render_template,
                   request, session, url_for)
from werkzeug.middleware.proxy_fix import ProxyFix

bp = Blueprint("guestbook", __name__)

# excerpt: database
SCHEMA = "CREATE TABLE IF NOT EXISTS entry (id INTEGER PRIMARY KEY, name TEXT NOT NULL, text TEXT NOT NULL)"

def db():                                   # one connection for each request, opened when first needed
    if "db" not in g:
        g.db = sqlite3.connect(current_app.config["DATABASE"], uri=True)
        g.db.row_factory = sqlite3.Row
    return g.db

def close_db(error):                        # registered with teardown_appcontext
    if (connection := g.pop("db", None)) is not None:
        connection.close()

def newest():
    return db().execute("SELECT * FROM entry ORDER BY id DESC LIMIT 50").fetchall()

def add(name, text):
    with db():                              # commits; rolls back if an exception passes
        db().execute("INSERT INTO entry (name, text) VALUES (?, ?)", (name, text))
# end: database

# excerpt: validate
LONGEST = {"name": 40, "text": 200}

def validate(form):
    values = {field: form[field].strip() for field in LONGEST}      # a missing field: 400
    errors = {}
    for field, value in values.items():
        if not value:
            errors[field] = f"Please fill in your {field}."
        elif len(value) > LONGEST[field]:
            errors[field] = f"At most {LONGEST[field]} characters, please."
    return values, errors
# end: validate

# excerpt: csrf
@bp.app_template_global()
def csrf_token():                           # called in the form: a secret that stays with this browser
    if "csrf" not in session:
        session["csrf"] = secrets.token_urlsafe(32)
    return session["csrf"]

@bp.before_request
def check_csrf():                           # before every view of this blueprint
    if request.method not in ("GET", "HEAD", "OPTIONS"):
        expected, sent = session.get("csrf", ""), request.form.get("csrf", "")
        if not expected or not secrets.compare_digest(expected.encode(), sent.encode()):
            abort(400, "The form has expired. Go back, reload it and try again.")
# end: csrf

# excerpt: views
@bp.get("/")
def index():
    return page(values={"name": session.get("name", "")})

@bp.post("/")
def sign():
    values, errors = validate(request.form)
    if errors:
        return page(values, errors), 422
    add(**values)
    session["name"] = values["name"]
    return redirect(url_for("guestbook.index"), code=303)

def page(values, errors=None):
    return render_template("guestbook.html", values=values, errors=errors or {},
                           entries=newest(), longest=LONGEST)
# end: views

# excerpt: more-views
@bp.get("/entries/")
def entries():
    return [dict(row) for row in newest()]                          # a list or dict becomes JSON

@bp.get("/entries/<int:number>")
def entry(number):
    row = db().execute("SELECT * FROM entry WHERE id = ?", (number,)).fetchone()
    return dict(row) if row else abort(404)

@bp.get("/about")
def about():
    return "A guestbook. Be kind.", {"Content-Type": "text/plain; charset=utf-8"}
# end: more-views

# excerpt: errors
@bp.app_errorhandler(404)
def not_found(error):
    return render_template("not-found.html"), 404
# end: errors

# excerpt: factory
def create_app(config=None):
    app = Flask(__name__)
    app.config.from_mapping(DATABASE="guestbook.sqlite3", MAX_CONTENT_LENGTH=64 * 1024, PROXIES=0,
                            SESSION_COOKIE_SAMESITE="Lax")
    app.config.from_prefixed_env()          # FLASK_SECRET_KEY, FLASK_DATABASE, FLASK_PROXIES …
    app.config.from_mapping(config or {})   # what a test wants
    if not app.config["SECRET_KEY"]:
        raise RuntimeError("Set FLASK_SECRET_KEY to a long random string.")
    app.register_blueprint(bp)
    app.teardown_appcontext(close_db)
    with app.app_context():
        db().execute(SCHEMA)
    # excerpt: proxies
    if proxies := app.config["PROXIES"]:    # how many stand in front, each adding its own value
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=proxies, x_proto=proxies, x_host=proxies)
    # end: proxies
    return app
# end: factory
