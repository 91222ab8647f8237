"""Files are taken by what they are, not by what they are called."""

import io
import zipfile

import pytest

from inspection_portal.core.errors import RuleBroken
from inspection_portal.core.uploads import LARGEST, LONGEST_NAME, check

PDF = b"%PDF-1.7\nwords"
DOCX = ("[Content_Types].xml", "word/document.xml")
XLSX = ("[Content_Types].xml", "xl/workbook.xml")


def zipped(*names: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name in names:
            archive.writestr(name, "<a/>")
    return file.getvalue()


def encrypted() -> bytes:
    """A document whose central directory says that its parts are encrypted."""
    content = bytearray(zipped(*DOCX))
    at = content.find(b"PK\x01\x02")
    content[at + 8] |= 1
    return bytes(content)


@pytest.mark.parametrize(
    ("name", "content", "content_type"),
    [
        ("a.pdf", PDF, "application/pdf"),
        ("A.PDF", PDF, "application/pdf"),
        ("a.docx", zipped(*DOCX), None),
        ("a.xlsx", zipped(*XLSX), None),
        ("a.csv", "ref,näme\n1,x".encode(), "text/csv"),
        ("a.txt", "caf\xe9".encode("cp1252"), "text/plain"),
        ("a.txt", "words".encode("utf-16"), "text/plain"),
        ("a.png", b"\x89PNG\r\n\x1a\nrest", "image/png"),
        ("a.jpg", b"\xff\xd8\xff\xe0rest", "image/jpeg"),
        ("a.jpeg", b"\xff\xd8\xff\xe0rest", "image/jpeg"),
    ],
)
def test_taken(name: str, content: bytes, content_type: str | None) -> None:
    upload = check(name, content)
    assert upload.content == content
    assert content_type in (None, upload.content_type)


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("a.exe", b"MZ", "must be a PDF"),
        ("a", PDF, "must be a PDF"),
        ("a.pdf.exe", PDF, "must be a PDF"),
        ("a.html", b"<p>", "must be a PDF"),
        ("a.docm", zipped(*DOCX), "must be a PDF"),
        ("a.pdf", b"", "is empty"),
        ("a.pdf", b"<script>", "is not a PDF"),
        ("a.png", PDF, "is not a PNG"),
        ("a.txt", b"MZ\x00\x01", "is not a text file"),
        ("a.docx", b"PK\x03\x04broken", "is not a Word"),
        ("a.docx", zipped(*XLSX), "is not a Word"),
        ("a.xlsx", zipped(*DOCX), "is not a workbook"),
        ("a.docx", zipped(*DOCX, "word/vbaProject.bin"), "is not a Word"),
        ("a.docx", zipped(*DOCX, "../../outside.xml"), "is not a Word"),
        ("a.docx", zipped(*DOCX, "/outside.xml"), "is not a Word"),
        ("a.docx", encrypted(), "is not a Word"),
        ("a.pdf", PDF + bytes(LARGEST), "smaller than 20 MB"),
        (f"{'a' * LONGEST_NAME}.pdf", PDF, "characters or fewer"),
    ],
)
def test_refused(name: str, content: bytes, why: str) -> None:
    with pytest.raises(RuleBroken, match=why):
        check(name, content)


def test_the_largest_file_is_taken() -> None:
    assert len(check("a.pdf", PDF + bytes(LARGEST - len(PDF))).content) == LARGEST


@pytest.mark.parametrize(
    ("given", "kept"),
    [("C:\\notes\\a.pdf", "a.pdf"), ("../a.pdf", "a.pdf"), ("a\u202e\n.pdf", "a.pdf")],
)
def test_a_name_is_only_a_name(given: str, kept: str) -> None:
    assert check(given, PDF).name == kept


def test_only_plain_text_has_text() -> None:
    assert check("a.txt", b"words").text == "words"
    assert check("a.pdf", PDF).text == ""
