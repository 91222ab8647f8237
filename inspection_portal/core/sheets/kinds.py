"""What kind of file it is, by its name and by its first bytes, before anything is parsed."""

from pathlib import PurePosixPath

from inspection_portal.core.sheets.problems import refuse
from inspection_portal.core.sheets.raw import Limits

EMPTY = "The file is empty. Choose the file that holds the table."
_UPLOAD = "Upload an Excel workbook (.xlsx) or a CSV file."
_SAVE_AS = "Save it as an Excel workbook (.xlsx) or as CSV UTF-8, and upload that."
_BOMS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_ZIP, _OLE = b"PK", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_TEXT = {".csv", ".tsv", ".txt"}
# What people upload by mistake, by the ending of its name.
_OTHERS = {
    ".xls": "a workbook of the old form (.xls)",
    ".xlsb": "a binary workbook (.xlsb)",
    ".xlsm": "a workbook with macros (.xlsm)",
    ".ods": "an OpenDocument table (.ods)",
}
# What is not text although its name says so, by how it begins.
_NOT_TEXT = {
    b"%PDF-": "a PDF",
    b"MZ": "a program",
    b"<!DOCTYPE": "a web page",
    b"<html": "a web page",
    b"<?xml": "an XML file",
}


def is_workbook(name: str, content: bytes, limits: Limits) -> bool:
    """Whether it is a workbook and no CSV file, by its name and how it begins; of a workbook of the
    old form more is looked at. Raises SheetRefused for all other kinds.
    """
    if not content or content in _BOMS:
        raise refuse(EMPTY)
    if len(content) > limits.bytes:
        raise refuse(f"The file is larger than {limits.size}. Split it into smaller ones.")
    ending = PurePosixPath(name).suffix.lower()
    if content.startswith(_OLE):
        raise refuse(_of_old_form(content))
    if ending in _OTHERS:
        raise refuse(f"The file is {_OTHERS[ending]}. {_SAVE_AS}")
    if ending == ".xlsx":
        if not content.startswith(_ZIP):
            raise refuse(f"The file is not a workbook although its name says so. {_SAVE_AS}")
        return True
    if ending not in _TEXT:
        raise refuse(f"The file is neither a workbook nor CSV. {_UPLOAD}")
    _check_text(content, ending)
    return False


def _of_old_form(content: bytes) -> str:
    if _ENCRYPTED in content:
        return "The workbook is protected by a password. Save it without one and upload that."
    return f"The file is {_OTHERS['.xls']}. {_SAVE_AS}"


def _check_text(content: bytes, ending: str) -> None:
    if content.startswith(b"PK\x03\x04"):
        raise refuse(
            f"This is an Excel workbook or another packed file although its name ends in {ending}. "
            "Give a workbook a name that ends in .xlsx, or save it as CSV UTF-8, and upload that."
        )
    begins = content[:100].lstrip().upper()
    for start, what in _NOT_TEXT.items():
        if begins.startswith(start.upper()):
            raise refuse(f"The file is {what} although its name ends in {ending}. {_UPLOAD}")
