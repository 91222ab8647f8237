"""CSV, with commas, semicolons or tabs, as Excel and others write it (RFC 4180).

The standard library's reader can't say where a quotation mark was opened, takes a whole file for
one cell where it is never closed, and has one limit for the whole process; so the few rules stand
here.
"""

import re
from collections.abc import Iterator, Sequence

from inspection_portal.core.sheets.problems import Problem, SheetRefused, refuse
from inspection_portal.core.sheets.raw import Limits, Raw, RawRow
from inspection_portal.core.tables import as_typed

DELIMITERS = ",;\t"
# Rows without text that a spreadsheet leaves below a table, for each that may have some.
_MANY = 20
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_LONGEST_FIRST_ROW = 20_000
NEVER_CLOSED = "A quotation mark opened on line {line:,} is never closed. Close it, or delete it."
AFTER_QUOTE = (
    "Line {line:,}{place}: something follows the quotation mark that ends a value. Type quotation "
    "marks inside a value twice."
)
NOT_UTF_8 = (
    "The file is not UTF-8 (byte 0x{byte:02X}, line {line:,}). Save it as CSV UTF-8 and upload "
    "that."
)
NOT_UTF_16 = "The file is not whole UTF-16. Save it as CSV UTF-8 and upload that."
_FIRST_ROW = re.compile(r'(?:[^"\r\n]+|"[^"]*")*')
_QUOTED = re.compile(r'"[^"]*"')
_LINE_ENDS = re.compile(r"[\r\n]+")
UTF_16 = (b"\xff\xfe", b"\xfe\xff")


def rows(content: bytes, limits: Limits) -> Raw:
    """The rows of the file. Raises SheetRefused where it is no CSV, or more than is read."""
    text = _decoded(content)
    control = _CONTROL.search(text)
    if control:
        raise refuse(
            f"Line {_line(text, control.start())} has a forbidden character "
            f"(U+{ord(control[0]):04X}). Remove it."
        )
    raw, problems, header = Raw(), list[Problem](), list[str]()
    for number, fields in _records(text, delimiter_of(text), limits):
        cells = {place: as_typed(field) for place, field in enumerate(fields) if field.strip()}
        if cells:
            header = header or fields
            problems += ragged(number, fields, header)
            raw.rows.append(RawRow(number, dict(cells)))
        if len(raw.rows) > limits.rows + 1:
            raise refuse(
                f"The file has more than {limits.rows:,} rows. Split it into smaller ones."
            )
        if number > limits.rows * _MANY:
            raise refuse("The file has too many empty rows. Delete them and upload it again.")
    if problems:
        raise SheetRefused(*problems)
    return raw


def _decoded(content: bytes) -> str:
    if content.startswith(UTF_16):
        try:
            return content.decode("utf-16")
        except UnicodeDecodeError:
            raise refuse(NOT_UTF_16) from None
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = error.object[: error.start].decode("latin-1")
        line = _line(before, len(before))
        raise refuse(NOT_UTF_8.format(byte=error.object[error.start], line=line)) from None


def _line(text: str, at: int) -> int:
    """The line on which a place in the text stands, whatever ends lines."""
    carriage, feed, both = (text.count(end, 0, at) for end in ("\r", "\n", "\r\n"))
    return 1 + carriage + feed - both


def delimiter_of(text: str) -> str:
    """What the first row has the most of outside quotation marks."""
    first = _FIRST_ROW.match(text[:_LONGEST_FIRST_ROW].lstrip("\r\n"))
    outside = _QUOTED.sub("", first[0]) if first else ""
    return max(DELIMITERS, key=outside.count)


def _records(text: str, delimiter: str, limits: Limits) -> Iterator[tuple[int, list[str]]]:
    """The fields of each row with its number as a spreadsheet counts; empty lines left out."""
    unquoted = re.compile(f"[^{delimiter}\r\n]*")
    at, number = 0, 1
    while at < len(text):
        ends = _LINE_ENDS.match(text, at)
        if ends:
            number += _line(ends[0], len(ends[0])) - 1
            at = ends.end()
            continue
        fields: list[str] = []
        more = True
        while more:
            if len(fields) == limits.columns:
                raise refuse(
                    f"Row {number:,} has more than {limits.columns} columns. "
                    "Delete the columns that are not needed."
                )
            field, at = _field(text, at, unquoted, delimiter)
            fields.append(field)
            more = text.startswith(delimiter, at)
            at += more
        yield number, fields


def _field(text: str, at: int, unquoted: re.Pattern[str], delimiter: str) -> tuple[str, int]:
    """The field that begins there, and where it ends."""
    if not text.startswith('"', at):
        end = _end(unquoted, text, at)
        return text[at:end], end
    quote = text.find('"', at + 1)
    while text.startswith('"', quote + 1) and quote != -1:
        quote = text.find('"', quote + 2)
    if quote == -1:
        raise refuse(NEVER_CLOSED.format(line=_line(text, at)))
    end = quote + 1
    if end < len(text) and text[end] not in f"{delimiter}\r\n":
        place = f", character {_place_in_line(text, end)}"
        raise refuse(AFTER_QUOTE.format(line=_line(text, end), place=place))
    return text[at + 1 : quote].replace('""', '"'), end


def _end(pattern: re.Pattern[str], text: str, at: int) -> int:
    found = pattern.match(text, at)
    return found.end() if found else at


def _place_in_line(text: str, at: int) -> int:
    return at - max(text.rfind("\r", 0, at), text.rfind("\n", 0, at))


def ragged(number: int, fields: Sequence[str], header: Sequence[str]) -> Iterator[Problem]:
    """What is wrong with a row of another width than the headings; empty ends are not."""
    if len(fields) == len(header) or _filled(fields) <= _filled(header) <= len(fields):
        return
    yield Problem(
        f"This row has {len(fields)} values and the headings are {len(header)}. "
        "Put values that have a comma or semicolon in them in quotation marks.",
        row=number,
    )


def _filled(fields: Sequence[str]) -> int:
    """How many fields there are up to the last that says something."""
    return max((place for place, field in enumerate(fields, 1) if field.strip()), default=0)
