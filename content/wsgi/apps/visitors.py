"""A database file for each visitor who writes: what one writes, no other reads."""
import pathlib
import re
import shutil
import time

MOST_FILES = 2000           # of one application, so half a GiB
LARGEST_FILE = 1 << 18      # bytes; a larger one is begun anew
KEPT = 3600                 # seconds since its last use that a file is safe from others


class PerVisitor:
    """Middleware: before each call, says which file is read and written."""

    def __init__(self, app, use, empty):
        """empty: the file that others are copies of; those who have written nothing read it."""
        self.app, self.use, self.empty = app, use, pathlib.Path(empty).resolve()

    def __call__(self, environ, start_response):
        visitor = environ.get("learnweb.visitor", "nobody")
        if not re.fullmatch("[0-9a-z]+", visitor):
            visitor = "nobody"
        own = self.empty.with_name(f"{visitor}.sqlite3")
        if own.exists() and own.stat().st_size > LARGEST_FILE:
            own.unlink()
        if own.exists():
            own.touch()                         # its modification time is its last use
            return self.call_with(own, "rw", environ, start_response)
        if environ["REQUEST_METHOD"] in ("GET", "HEAD", "OPTIONS"):
            return self.call_with(self.empty, "ro", environ, start_response)
        if not has_room(self.empty.parent):
            start_response("503 Service Unavailable", [("Content-Type", "text/plain"), ("Retry-After", str(KEPT))])
            return [b"Too many people are writing here at the moment. Please come back in an hour.\n"]
        shutil.copyfile(self.empty, own)
        blocks = self.call_with(own, "rw", environ, start_response)
        if own.read_bytes() == self.empty.read_bytes():     # nothing was written after all
            self.use(uri(self.empty, "ro"))
            own.unlink()
        return blocks

    def call_with(self, file, mode, environ, start_response):
        self.use(uri(file, mode))
        return self.app(environ, start_response)


def uri(file, mode):
    return f"{file.as_uri()}?mode={mode}"       # as SQLite has them: sqlite.org/uri.html


def has_room(folder):
    """Whether there may be another file, if need be in the place of the one that has been idle longest."""
    files = sorted((file.stat().st_mtime, file) for file in folder.glob("*.sqlite3"))
    if len(files) < MOST_FILES:
        return True
    used, file = files[0]
    if used > time.time() - KEPT:
        return False                            # nobody can drive out the others by making up visitors
    file.unlink()
    return True
