"""Bytes to text, and which kind of text it is."""

import codecs
import re
from hashlib import sha256

from inspection_portal.reports.reading.results import Problem, ReadingError

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_MARKUP = re.compile(r"\s*<(?:!doctype|!--|\?xml|[a-z][a-z0-9]*[\s/>])", re.IGNORECASE)
_UNPRINTABLE = re.compile("[\x00-\x08\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_LINE_END = re.compile(r"\r\n|\r|\n")


def decode(source: str | bytes) -> str:
    """The source as text. Raises `ReadingError` where it is not text, or empty."""
    text = source if isinstance(source, str) else _text_of(source)
    text = text.removeprefix("\ufeff")
    if not text.strip():
        raise ReadingError([Problem(1, "the file is empty; choose the text of a report.")])
    unprintable = _UNPRINTABLE.search(text)
    if unprintable:
        line = _line_at(text, unprintable.start())
        sentence = "this is not text but binary data; save the report as plain text or HTML."
        raise ReadingError([Problem(line, sentence)])
    return text


def is_html(text: str) -> bool:
    return bool(_MARKUP.match(text))


def lines_of(text: str) -> list[str]:
    """The lines as an editor numbers them, whichever system wrote them."""
    return _LINE_END.split(text)


def fingerprint(source: str | bytes) -> str:
    """The SHA-256 of the source's bytes, of UTF-8 where it was given as text."""
    content = source.encode("utf-8", "surrogatepass") if isinstance(source, str) else source
    return sha256(content).hexdigest()


def _text_of(source: bytes) -> str:
    bom, encoding = next(((b, e) for b, e in _BOMS if source.startswith(b)), (b"", "utf-8"))
    content = source.removeprefix(bom)
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        line = _line_at(content[: error.start].decode(encoding, "replace"), None)
        sentence = f"the file is not {encoding.upper()} text; save it as UTF-8 and try again."
        raise ReadingError([Problem(line, sentence)]) from error


def _line_at(text: str, position: int | None) -> int:
    return len(_LINE_END.findall(text[:position])) + 1
