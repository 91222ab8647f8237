"""Files that people hand in: of few kinds, known by their bytes and not by their name alone."""

import hashlib
import io
import re
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePosixPath

from inspection_portal.core.errors import RuleBroken

MEGABYTE = 1024 * 1024
LARGEST = 20 * MEGABYTE
TOO_LARGE = f"The file must be smaller than {LARGEST // MEGABYTE} MB."
LONGEST_NAME = 200
# Of a zip file, unpacked: what no honest document comes near.
MOST_ENTRIES, LARGEST_UNPACKED = 5_000, 500 * MEGABYTE

_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_NOT_IN_NAMES = re.compile(r"[\x00-\x1f\x7f\u202a-\u202e\u2066-\u2069]")
_OFFICE = "application/vnd.openxmlformats-officedocument"


@dataclass(frozen=True)
class Kind:
    """One kind of file that is taken: its name for people, how it is served, how it is known."""

    label: str
    content_type: str
    is_one: Callable[[bytes], bool]


@dataclass(frozen=True)
class Upload:
    """A file as it was handed in, found to be what its name says."""

    name: str
    content_type: str
    content: bytes

    @cached_property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()

    @property
    def text(self) -> str:
        """What a file of plain text says; empty for any other."""
        return decoded(self.content) or "" if self.content_type.startswith("text/") else ""


def check(name: str, content: bytes, *, kinds: "Mapping[str, Kind] | None" = None) -> Upload:
    """The file, if it is of one of these kinds, or of any that the portal takes. Raises RuleBroken
    with what is wrong with it.
    """
    plain_name = _NOT_IN_NAMES.sub("", PurePosixPath(name.replace("\\", "/")).name).strip()
    kind = (kinds or KINDS).get(PurePosixPath(plain_name).suffix.lower())
    if kind is None:
        raise RuleBroken(f"The file must be a {labels(kinds or KINDS)}.")
    if len(plain_name) > LONGEST_NAME:
        raise RuleBroken(f"Give the file a name of {LONGEST_NAME} characters or fewer.")
    if not content:
        raise RuleBroken("The file is empty.")
    if len(content) > LARGEST:
        raise RuleBroken(TOO_LARGE)
    if not kind.is_one(content):
        raise RuleBroken(f"The file is not a {kind.label} although its name says so.")
    return Upload(plain_name, kind.content_type, content)


def decoded(content: bytes) -> str | None:
    """The text of plain text; None where it is something else."""
    encoding = "utf-16" if content.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    for name in (encoding, "cp1252"):
        try:
            text = content.decode(name)
        except UnicodeDecodeError:
            continue
        return None if _CONTROLS.search(text) else text
    return None


def _starts_with(magic: bytes) -> Callable[[bytes], bool]:
    return lambda content: content.startswith(magic)


def _is_text(content: bytes) -> bool:
    return decoded(content) is not None


def _is_office(part: str) -> Callable[[bytes], bool]:
    """A check for an Office document whose main part has that name: no macros, nothing hidden."""

    def is_one(content: bytes) -> bool:
        if not content.startswith(b"PK\x03\x04"):
            return False
        try:
            with zipfile.ZipFile(io.BytesIO(content)) as archive:
                entries = archive.infolist()
        except (zipfile.BadZipFile, UnicodeDecodeError, NotImplementedError):
            return False
        names = [entry.filename for entry in entries]
        return (
            {"[Content_Types].xml", part} <= set(names)
            and len(set(names)) == len(names) <= MOST_ENTRIES
            and all(is_honest(entry) for entry in entries)
            and sum(entry.file_size for entry in entries) <= LARGEST_UNPACKED
        )

    return is_one


def is_honest(entry: zipfile.ZipInfo) -> bool:
    path = PurePosixPath(entry.filename)
    is_encrypted = bool(entry.flag_bits & 0x1)
    is_inside = not path.is_absolute() and ".." not in path.parts and "\\" not in entry.filename
    return is_inside and not is_encrypted and path.name.lower() != "vbaproject.bin"


KINDS: Mapping[str, Kind] = {
    ".pdf": Kind("PDF", "application/pdf", _starts_with(b"%PDF-")),
    ".docx": Kind(
        "Word document (DOCX)",
        f"{_OFFICE}.wordprocessingml.document",
        _is_office("word/document.xml"),
    ),
    ".xlsx": Kind(
        "workbook (XLSX)", f"{_OFFICE}.spreadsheetml.sheet", _is_office("xl/workbook.xml")
    ),
    ".csv": Kind("CSV file", "text/csv", _is_text),
    ".txt": Kind("text file (TXT)", "text/plain", _is_text),
    ".png": Kind("PNG image", "image/png", _starts_with(b"\x89PNG\r\n\x1a\n")),
    ".jpg": Kind("JPEG image", "image/jpeg", _starts_with(b"\xff\xd8\xff")),
    ".jpeg": Kind("JPEG image", "image/jpeg", _starts_with(b"\xff\xd8\xff")),
}
# What reports were published as.
REPORTS: Mapping[str, Kind] = {
    **{ending: KINDS[ending] for ending in (".pdf", ".txt")},
    **dict.fromkeys((".html", ".htm"), Kind("web page (HTML)", "text/html", _is_text)),
}


def labels(kinds: Mapping[str, Kind]) -> str:
    """Those kinds as a list in words."""
    named = list(dict.fromkeys(kind.label for kind in kinds.values()))
    return f"{', '.join(named[:-1])} or {named[-1]}"


LABELS = labels(KINDS)
