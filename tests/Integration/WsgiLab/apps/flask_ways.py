"""What Flask applications do, one view for each."""
from flask import Flask, Response, abort, redirect, request, session, url_for

app = Flask(__name__)
app.secret_key = "for tests"


@app.get("/items/<int:number>")
def item(number):
    return {"number": number}


@app.get("/名/<name>")
def name(name):
    return name


@app.post("/form")
def form():
    return dict(request.form)


@app.post("/upload")
def upload():
    file = request.files["file"]
    return f"{file.filename} {file.content_type} {len(file.read())}"


@app.post("/raw")
def raw():
    return str(len(request.get_data()))


@app.get("/count")
def count():
    session["count"] = session.get("count", 0) + 1
    return str(session["count"])


@app.get("/cookie")
def cookie():
    response = Response(request.cookies.get("taste", "none"))
    response.set_cookie("taste", "mint", httponly=True)
    return response


@app.get("/stream")
def stream():
    return Response((f"{n}\n" for n in range(3)), mimetype="text/plain")


@app.get("/go")
def go():
    return redirect(url_for("item", number=7))


@app.get("/gone")
def gone():
    abort(410)


@app.get("/nothing")
def nothing():
    return "", 204


@app.get("/boom")
def boom():
    return str(1 / 0)
