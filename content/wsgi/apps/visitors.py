"""A database file for each visitor: what one writes, no other reads."""
import pathlib
import re

MOST_FILES = 200            # the oldest go first
LARGEST_FILE = 1 << 20      # bytes; a larger one is begun anew


class PerVisitor:
    """Middleware: before each call, says which file is this visitor's."""

    def __init__(self, app, use):
        self.app, self.use, self.last = app, use, None

    def __call__(self, environ, start_response):
        visitor = environ.get("learnweb.visitor", "nobody")
        if not re.fullmatch("[0-9a-z]+", visitor):
            visitor = "nobody"
        path = pathlib.Path(f"{visitor}.sqlite3").resolve()
        if path.exists() and path.stat().st_size > LARGEST_FILE:
            path.unlink()
        if path != self.last or not path.exists():
            if not path.exists():
                make_room(path.parent)
            self.use(path)
            self.last = path
        return self.app(environ, start_response)


def make_room(folder):
    files = sorted(folder.glob("*.sqlite3"), key=lambda file: file.stat().st_mtime)
    for file in files[:max(0, len(files) - MOST_FILES + 1)]:
        file.unlink()
