"""A page that five servers make, each in its own way: its data, and the template that Flask and Django both read."""
import json
import pathlib

FOLDER = pathlib.Path(__file__).resolve().parents[2] / "reverse-proxy" / "page"
STATUSES = json.loads((FOLDER / "status-codes.json").read_text("utf-8"))
TEMPLATE = (FOLDER / "template.html").read_text("utf-8")
