"""The zip file that a workbook is: what is in it is judged before anything is unpacked."""

import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from io import SEEK_END
from typing import IO, Any, cast

from inspection_portal.core.sheets.problems import SheetRefused, refuse
from inspection_portal.core.sheets.raw import Limits
from inspection_portal.core.uploads import is_honest

CHUNK = 64 * 1024
DAMAGED = "The workbook is damaged. Open it in Excel, save it anew and upload that."
_TOO_MUCH = "The workbook unpacks to more than is allowed."
# Bytes of the list of what is in a workbook.
_LONGEST_LIST = 1024 * 1024
_MACROS = (
    "The workbook has macros. Save it as an Excel workbook without macros (.xlsx) and upload that."
)
# What zipfile and zlib say of bytes that are not what they should be.
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    NotImplementedError,
    OSError,
    ValueError,
    OverflowError,
)


class _Bounded:
    """The file of a workbook: zipfile reads its list of contents at once, as long as that says."""

    def __init__(self, file: IO[bytes], too_much: SheetRefused) -> None:
        self._file, self._too_much = file, too_much

    def read(self, size: int = -1) -> bytes:
        if size > _LONGEST_LIST:
            raise self._too_much
        return self._file.read(size)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)


@contextmanager
def damage_told() -> Iterator[None]:
    """Say in one sentence that the workbook can't be unpacked."""
    try:
        yield
    except _BROKEN:
        raise refuse(DAMAGED) from None


def opened(file: IO[bytes], limits: Limits) -> zipfile.ZipFile:
    """The zip file. Raises SheetRefused where it is no plain workbook, or a bomb."""
    too_much = refuse(f"{_TOO_MUCH} {limits.instead}")
    with damage_told():
        archive = zipfile.ZipFile(cast("IO[bytes]", _Bounded(file, too_much)))
        size = file.seek(0, SEEK_END)
    entries = archive.infolist()
    unpacked = sum(entry.file_size for entry in entries)
    if len(entries) > limits.entries or unpacked > min(limits.unpacked, limits.ratio * size):
        raise too_much
    names = {entry.filename for entry in entries}
    if any("vbaproject" in name.lower() or "/macrosheets/" in name for name in names):
        raise refuse(_MACROS)
    if len(names) != len(entries) or not all(map(_is_plain, entries)):
        raise refuse("The workbook holds what no workbook should. Save it anew in Excel.")
    if "xl/workbook.xml" not in names:
        raise refuse("The file is not an Excel workbook (.xlsx) although its name says so.")
    return archive


def chunks(archive: zipfile.ZipFile, part: str) -> Iterator[bytes]:
    """The bytes of a part; zipfile gives no more of them than the part says it has."""
    with damage_told(), archive.open(part) as packed:
        while chunk := packed.read(CHUNK):
            yield chunk


def _is_plain(entry: zipfile.ZipInfo) -> bool:
    """Packed as workbooks are, a file, and within the folder."""
    packed = entry.compress_type in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
    return packed and is_honest(entry) and not stat.S_ISLNK(entry.external_attr >> 16)
