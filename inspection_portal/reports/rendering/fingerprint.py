"""Which edition of the portal's own templates, styles and programs a PDF is made with."""

import hashlib
from collections.abc import Iterator
from functools import cache
from importlib.metadata import version
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
# Whatever decides of the bytes: where it lies, and which files of it. A file too many costs one
# rendering, a file too few a PDF that is out of date.
SOURCES = (
    ("templates/reports", "**/*.html"),
    ("static/reports", "**/*"),
    ("static/vendor/fonts", "*.woff2"),
    ("inspection_portal/locale", "**/*.mo"),
    ("inspection_portal/reports/rendering", "**/*.py"),
    ("inspection_portal/reports/prose", "**/*.py"),
    ("inspection_portal/reports/templatetags", "*.py"),
    ("inspection_portal/reports", "document.py"),
    *(("inspection_portal/core", f"{name}.py") for name in ("charts", "dates", "text")),
    *(("recommendations", f"{name}.py") for name in ("deadlines", "working_days")),
    ("forces", "tiles.py"),
)
LIBRARIES = ("weasyprint", "pydyf", "tinycss2", "lxml", "cssselect2", "fonttools", "pyphen")


@cache
def edition() -> str:
    """SHA-256 of all that turns a document into a PDF: where it is equal, equal documents give
    equal files on the same machine. Worked out once in a process: what it has loaded stays too.
    """
    digest = hashlib.sha256()
    for path in _files():
        digest.update(f"{path.relative_to(ROOT)}\n".encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    for name in LIBRARIES:
        digest.update(f"{name}=={version(name)}\n".encode())
    return digest.hexdigest()


def _files() -> Iterator[Path]:
    for folder, pattern in SOURCES:
        yield from sorted(path for path in (ROOT / folder).glob(pattern) if path.is_file())
