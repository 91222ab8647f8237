"""Files that people hand in for tables, honest and hostile, made here so that none is kept."""

import io
import re
import struct
import zipfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from hashlib import shake_256
from typing import Any

import xlsxwriter

from inspection_portal.core.sheets import Column

COLUMNS = (
    Column("Reference", ("Ref", "Recommendation number")),
    Column("Force", ("Body",)),
    Column("Due date", ("Due",)),
    Column("Status"),
    Column("Comment", ("Notes",), required=False),
)
HEADINGS = [column.heading for column in COLUMNS]
ROW = ["SE-1", "WMP", "2025-12-31", "In progress", "Train them"]
WITHOUT_CELLS = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
SHEET = "xl/worksheets/sheet1.xml"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@dataclass(frozen=True)
class Case:
    """A file, the number of its kind in the list of hostile inputs, and what is said of it.

    `refused` are all its problems; where there is none it is read, with those notes.
    """

    number: int
    id: str
    name: str
    content: Callable[[], bytes]
    refused: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.number}-{self.id}"


def csv(*rows: Iterable[str], delimiter: str = ",", end: str = "\r\n") -> bytes:
    """A table that needs no quotation marks, under the headings."""
    lines = [delimiter.join(row) for row in (HEADINGS, *rows)]
    return (end.join(lines) + end).encode()


HALF_PAST_NINE = datetime(2025, 12, 31, 9, 30)  # noqa: DTZ001 - as a cell holds it


def row(**changes: str) -> list[str]:
    """The row with other cells, by the first words of their headings."""
    return [
        changes.get(heading.split()[0].lower(), cell)
        for heading, cell in zip(HEADINGS, ROW, strict=True)
    ]


def book(*rows: Iterable[Any], make: Callable[[Any, Any], None] | None = None) -> bytes:
    """A workbook of those rows under the headings, with what `make` does to book and sheet."""
    file = io.BytesIO()
    options = {"default_date_format": "dd/mm/yyyy", "nan_inf_to_errors": True}
    with xlsxwriter.Workbook(file, options) as made:
        sheet = made.add_worksheet("Tracker")
        for number, cells in enumerate((HEADINGS, *rows)):
            for place, cell in enumerate(cells):
                write = sheet.write_string if isinstance(cell, str) else sheet.write
                write(number, place, cell)
        if make is not None:
            make(made, sheet)
    return file.getvalue()


def altered(content: bytes, part: str, old: str, new: str) -> bytes:
    """The workbook with the first such text of one part replaced; the part must have it."""
    parts = unpacked(content)
    assert old.encode() in parts[part]
    return packed({**parts, part: parts[part].replace(old.encode(), new.encode(), 1)})


def with_sheet(cells: str, *, head: str = "", first: str = "") -> bytes:
    """A workbook whose sheet has those rows, as XML, after the headings."""
    headings = "".join(f'<c t="inlineStr"><is><t>{name}</t></is></c>' for name in HEADINGS)
    data = f"<sheetData><row>{headings}</row>{cells}</sheetData></worksheet>"
    parts = unpacked(book())
    return packed({**parts, SHEET: f"{first}{WITHOUT_CELLS}{head}{data}".encode()})


def added(*names: str, to: bytes | None = None, content: bytes = b"<a/>") -> bytes:
    """A workbook with more parts."""
    return packed({**unpacked(to or book(ROW)), **dict.fromkeys(names, content)})


def unpacked(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def stored(content: bytes) -> bytes:
    """The workbook as large as it unpacks to."""
    return packed(unpacked(content), zipfile.ZIP_STORED)


def sharing(strings: str) -> bytes:
    """A workbook with those strings, as XML, for its cells to share."""
    start = '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    part = {"xl/sharedStrings.xml": f"{start}{strings}</sst>".encode()}
    return packed({**unpacked(book(ROW)), **part}, zipfile.ZIP_STORED)


def of_part(name: str, markup: str) -> bytes:
    """A workbook with that, as XML, in the place of one of its parts."""
    content = f"<a>{markup}</a>".encode()
    return packed({**unpacked(book(ROW)), f"xl/{name}.xml": content}, zipfile.ZIP_STORED)


def packed(parts: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


def cell(text: str, reference: str = "") -> str:
    at = f' r="{reference}"' if reference else ""
    return f'<c{at} t="inlineStr"><is><t>{text}</t></is></c>'


def cells(*texts: str) -> str:
    return f"<row>{''.join(map(cell, texts))}</row>"


def varied(length: int, seed: int = 0) -> str:
    """Text that does not pack well."""
    return shake_256(str(seed).encode()).hexdigest(length // 2)


def damaged() -> bytes:
    """A workbook one byte of which was changed after it was packed."""
    content = bytearray(book(ROW))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        entry = archive.getinfo(SHEET)
    content[entry.header_offset + 30 + len(entry.filename) + entry.compress_size // 2] ^= 0xFF
    return bytes(content)


def lying() -> bytes:
    """A bomb that says it unpacks to a hundred bytes."""
    content = bytearray(added("xl/bomb.xml", SHEET, content=b"<a>" + bytes(30 * 1024 * 1024)))
    for found in list(re.finditer(b"PK\x01\x02", content)):
        at = found.start()
        content[at + 24 : at + 28] = struct.pack("<I", 100)
    return bytes(content)


def linked() -> bytes:
    """A workbook with a symbolic link to a file of the machine."""
    file = io.BytesIO(book(ROW))
    with zipfile.ZipFile(file, "a") as archive:
        entry = zipfile.ZipInfo("xl/passwords")
        entry.external_attr = 0o120777 << 16
        archive.writestr(entry, "/etc/passwd")
    return file.getvalue()


def packed_otherwise() -> bytes:
    """A workbook packed in a way whose unpacking is not done piece by piece."""
    file = io.BytesIO(book(ROW))
    with zipfile.ZipFile(file, "a") as archive:
        archive.writestr("xl/other.xml", b"0" * 1000, zipfile.ZIP_BZIP2)
    return file.getvalue()


def many_entries() -> bytes:
    return added(*(f"xl/worksheets/more{number}.xml" for number in range(1_001)))


def entries_of_5_mb() -> bytes:
    """A directory that names one entry again and again."""
    content = packed({"a": b""})
    start, end = content.index(b"PK\x01\x02"), content.index(b"PK\x05\x06")
    directory = content[start:end] * 100_000
    last = bytearray(content[end:])
    last[12:16] = struct.pack("<I", len(directory))
    return content[:start] + directory + bytes(last)


def doctype(declaration: str) -> bytes:
    return with_sheet(cells("&e;"), first=f"<!DOCTYPE worksheet [{declaration}]>")


def hidden(made: Any, sheet: Any) -> None:
    """Hides a row, a column and a second sheet."""
    sheet.set_row(2, None, None, {"hidden": True})
    sheet.set_column("E:E", 10, None, {"hidden": True})
    other = made.add_worksheet("Staff")
    other.write_string(0, 0, "canary")
    other.hide()


def formula(made: Any, sheet: Any) -> None:
    sheet.write_formula("C4", "=1+1")
    sheet.write_formula("D5", '=HYPERLINK("http://127.0.0.1/")', None, "In progress")


DAMAGED = "The workbook is damaged. Open it in Excel, save it anew and upload that."
TOO_MUCH = (
    "The workbook unpacks to more than is allowed. Copy the filled rows into a new workbook and "
    "upload that."
)
TOO_MANY_CELLS = (
    "The workbook has far more cells than rows that are read. Copy the filled rows into a new "
    "workbook and upload that."
)
ODD = "The workbook holds what no workbook should. Save it anew in Excel."
DOCTYPE = (
    "The workbook holds a document type declaration, which no spreadsheet writes. Save it anew in "
    "Excel and upload that."
)
SAVE_AS = "Save it as an Excel workbook (.xlsx) or as CSV UTF-8, and upload that."
NO_WORKBOOK = f"The file is not a workbook although its name says so. {SAVE_AS}"
EMPTY = "The file is empty. Choose the file that holds the table."
NO_ROWS = "There are no rows under the headings. Add them and upload the file again."
BEYOND = (
    "The sheet uses cells beyond row 5,001 or column AX: {}. Delete what is not needed, or split "
    "the table."
)
FORMULA = "This holds a formula. Copy the cell and paste its value."
DATE = "Type the date as 31/12/2025 or 2025-12-31."
NO_DAY = "There is no such day. Type the date as 31/12/2025, the day first, or 2025-12-31."
YEAR = "Type a year from 2000 to 2100."
CODE = (
    "Type the reference with the letters A to Z, digits and - . / _ only: character {} is another "
    "one ({})."
)
FORBIDDEN = "This has a forbidden character (U+{}). Remove it."


def in_column(letter: str, heading: str, value: str, sentence: str) -> tuple[str, ...]:
    said = f", “{value}”" if value else ""
    return (f"Row 2, column {letter} ({heading}){said}: {sentence}",)


in_reference = partial(in_column, "A", "Reference")
in_force = partial(in_column, "B", "Force")
in_date = partial(in_column, "C", "Due date")
in_status = partial(in_column, "D", "Status")
in_comment = partial(in_column, "E", "Comment")


def typed(number: int, id: str, heading: str, value: str, refused: tuple[str, ...]) -> Case:
    """One cell of a CSV file, otherwise good."""
    return Case(number, id, "t.csv", lambda: csv(row(**{heading: value})), refused)


def missing(*headings: str, unknown: str = "", row: int = 1) -> tuple[str, ...]:
    end = f" Headings that are not known: {unknown}." if unknown else ""
    return tuple(
        f"Row {row}: There is no column “{heading}”. Add it, or give its column that heading.{end}"
        for heading in headings
    )


REQUIRED = HEADINGS[:4]
CASES = (
    Case(1, "empty", "t.csv", lambda: b"", (EMPTY,)),
    Case(1, "empty-workbook", "t.xlsx", lambda: b"", (EMPTY,)),
    Case(1, "only-a-byte-order-mark", "t.csv", lambda: b"\xef\xbb\xbf", (EMPTY,)),
    Case(1, "only-a-mark-of-utf-16", "t.csv", lambda: b"\xff\xfe", (EMPTY,)),
    Case(1, "only-lines", "t.csv", lambda: b"\r\n" * 100_000, (EMPTY,)),
    Case(1, "sheet-without-cells", "t.xlsx", lambda: added(SHEET, content=(
        f"{WITHOUT_CELLS}<sheetData/></worksheet>").encode()), (EMPTY,)),
    Case(2, "header-only", "t.csv", lambda: csv(), (NO_ROWS,)),
    Case(2, "header-only-workbook", "t.xlsx", lambda: book(), (NO_ROWS,)),
    Case(2, "header-and-blank-rows", "t.csv", lambda: csv(*[[""] * 5] * 50), (NO_ROWS,)),
    Case(3, "above-5-MB", "t.csv", lambda: csv(ROW) + b"\n" * 5 * 1024 * 1024,
         ("The file is larger than 5 MB. Split it into smaller ones.",)),
    Case(4, "5001-rows", "t.csv", lambda: csv(*[ROW] * 5_001),
         ("The file has more than 5,000 rows. Split it into smaller ones.",)),
    Case(4, "5000-rows", "t.csv", lambda: csv(*[ROW] * 5_000)),
    Case(4, "5001-rows-workbook", "t.xlsx", lambda: book(*[ROW] * 5_001), (
        BEYOND.format("A5002"),)),
    Case(4, "5000-rows-workbook", "t.xlsx", lambda: book(*[ROW] * 5_000)),
    Case(5, "workbook-named-csv", "t.csv", lambda: book(ROW), (
        "This is an Excel workbook or another packed file although its name ends in .csv. Give a "
        "workbook a name that ends in .xlsx, or save it as CSV UTF-8, and upload that.",)),
    Case(6, "csv-named-xlsx", "t.xlsx", lambda: csv(ROW), (NO_WORKBOOK,)),
    Case(6, "html-named-xls", "t.xls", lambda: b"<html><table>", (
        f"The file is a workbook of the old form (.xls). {SAVE_AS}",)),
    Case(6, "html-named-csv", "t.csv", lambda: b"\n<!doctype html><table>", (
        "The file is a web page although its name ends in .csv. Upload an Excel workbook (.xlsx) "
        "or a CSV file.",)),
    Case(6, "pdf-named-csv", "t.CSV", lambda: b"%PDF-1.7\n", (
        "The file is a PDF although its name ends in .csv. Upload an Excel workbook (.xlsx) or a "
        "CSV file.",)),
    Case(6, "pdf-named-xlsx", "t.xlsx", lambda: b"%PDF-1.7\n", (NO_WORKBOOK,)),
    Case(6, "program", "t.exe", lambda: b"MZ\x90\0", (
        "The file is neither a workbook nor CSV. Upload an Excel workbook (.xlsx) or a CSV "
        "file.",)),
    Case(6, "program-named-csv", "t.csv", lambda: b"MZ\x90\0", (
        "The file is a program although its name ends in .csv. Upload an Excel workbook (.xlsx) or "
        "a CSV file.",)),
    Case(6, "document-named-xlsx", "t.xlsx", lambda: packed({"word/document.xml": b"<a/>"}), (
        "The file is not an Excel workbook (.xlsx) although its name says so.",)),
    Case(7, "xls", "t.xls", lambda: OLE + bytes(600), (
        f"The file is a workbook of the old form (.xls). {SAVE_AS}",)),
    Case(7, "xls-named-xlsx", "t.xlsx", lambda: OLE + bytes(600), (
        f"The file is a workbook of the old form (.xls). {SAVE_AS}",)),
    Case(7, "xlsb", "t.xlsb", lambda: book(ROW), (
        f"The file is a binary workbook (.xlsb). {SAVE_AS}",)),
    Case(7, "ods", "t.ods", lambda: book(ROW), (
        f"The file is an OpenDocument table (.ods). {SAVE_AS}",)),
    Case(7, "xlsm", "t.xlsm", lambda: book(ROW), (
        f"The file is a workbook with macros (.xlsm). {SAVE_AS}",)),
    Case(7, "macros-named-xlsx", "t.xlsx", lambda: added("xl/vbaProject.bin"), (
        "The workbook has macros. Save it as an Excel workbook without macros (.xlsx) and upload "
        "that.",)),
    Case(7, "old-macros-named-xlsx", "t.xlsx", lambda: added("xl/macrosheets/sheet1.xml"), (
        "The workbook has macros. Save it as an Excel workbook without macros (.xlsx) and upload "
        "that.",)),
    Case(8, "password", "t.xlsx", lambda: OLE + "EncryptedPackage".encode("utf-16-le"), (
        "The workbook is protected by a password. Save it without one and upload that.",)),
    Case(9, "truncated", "t.xlsx", lambda: book(ROW)[:-300], (DAMAGED,)),
    Case(9, "changed-byte", "t.xlsx", damaged, (DAMAGED,)),
    Case(9, "no-xml", "t.xlsx", lambda: altered(book(ROW), SHEET, "<sheetData>", "<sheetData"), (
        DAMAGED,)),
    Case(9, "string-that-is-not-there", "t.xlsx", lambda: with_sheet(
        '<row><c t="s"><v>99</v></c></row>'), (DAMAGED,)),
    Case(9, "rows-out-of-order", "t.xlsx", lambda: with_sheet('<row r="4"/><row r="3"/>'), (
        DAMAGED,)),
    Case(9, "cell-of-another-row", "t.xlsx", lambda: with_sheet(
        f'<row r="2">{cell("x", "A3")}</row>'), (DAMAGED,)),
    Case(9, "one-cell-twice", "t.xlsx", lambda: with_sheet(
        f'<row r="2">{cell("x", "A2")}{cell("y", "A2")}</row>'), (DAMAGED,)),
    Case(9, "sheet-that-is-not-there", "t.xlsx", lambda: altered(
        book(ROW), "xl/_rels/workbook.xml.rels", "sheet1.xml", "sheet9.xml"), (DAMAGED,)),
    Case(10, "bomb", "t.xlsx", lambda: added("xl/a.xml", content=bytes(51 * 1024 * 1024)), (
        TOO_MUCH,)),
    Case(10, "bomb-by-ratio", "t.xlsx", lambda: added("xl/a.xml", content=bytes(10**7)), (
        TOO_MUCH,)),
    Case(10, "bomb-that-lies", "t.xlsx", lying, (DAMAGED,)),
    Case(10, "1000-entries", "t.xlsx", many_entries, (TOO_MUCH,)),
    Case(10, "entries-of-5-MB", "t.xlsx", entries_of_5_mb, (TOO_MUCH,)),
    Case(10, "many-elements", "t.xlsx", lambda: with_sheet(
        "".join(f'<row r="{n}"/>' for n in range(2, 800_100))), (TOO_MANY_CELLS,)),
    Case(10, "many-attributes", "t.xlsx", lambda: with_sheet(
        f"<row {' '.join(f'a{n}=%s' % chr(34) * 2 for n in range(200_000))}/>"), (DAMAGED,)),
    Case(10, "long-comment", "t.xlsx", lambda: with_sheet(
        f"<!--{varied(400_000)}-->"), (DAMAGED,)),
    Case(10, "much-text", "t.xlsx", lambda: with_sheet(
        "".join(cells(varied(100, n) * 60) for n in range(2_000))), (TOO_MANY_CELLS,)),
    Case(10, "one-text-everywhere", "t.xlsx", lambda: book(
        *[row(comment="long " * 1_000)] * 3_000), (TOO_MANY_CELLS,)),
    Case(10, "packed-otherwise", "t.xlsx", packed_otherwise, (ODD,)),
    Case(12, "path-that-climbs", "t.xlsx", lambda: added("../../x"), (ODD,)),
    Case(12, "absolute-path", "t.xlsx", lambda: added("/etc/x"), (ODD,)),
    Case(12, "path-of-windows", "t.xlsx", lambda: added("..\\x"), (ODD,)),
    Case(12, "symbolic-link", "t.xlsx", linked, (ODD,)),
    Case(13, "doctype", "t.xlsx", lambda: doctype('<!ENTITY e "x">'), (DOCTYPE,)),
    Case(13, "external-entity", "t.xlsx", lambda: doctype(
        '<!ENTITY e SYSTEM "file:///etc/passwd">'), (DOCTYPE,)),
    Case(13, "billion-laughs", "t.xlsx", lambda: doctype(
        '<!ENTITY a "ha"><!ENTITY b "&a;&a;"><!ENTITY e "&b;&b;">'), (DOCTYPE,)),
    Case(13, "very-deep", "t.xlsx", lambda: with_sheet("<a>" * 100), (DAMAGED,)),
    Case(14, "last-cell-of-all", "t.xlsx", lambda: book(ROW, make=lambda made, sheet:
        sheet.write("XFD1048576", "x")), (BEYOND.format("XFD1048576"),)),
    Case(14, "column-51", "t.xlsx", lambda: book(ROW, make=lambda made, sheet:
        sheet.write("AY2", "x")), (BEYOND.format("AY2"),)),
    Case(14, "column-51-of-csv", "t.csv", lambda: csv(["x"] * 51), (
        "Row 2 has more than 50 columns. Delete the columns that are not needed.",)),
    Case(14, "dimension-that-lies", "t.xlsx", lambda: altered(
        book(ROW), SHEET, 'ref="A1:E2"', 'ref="A1:XFD1048576"')),
    Case(14, "formatted-to-the-end", "t.xlsx", lambda: book(ROW, make=lambda made, sheet:
        sheet.write_blank("A1048576", None, made.add_format({"bold": True})))),
    Case(16, "formulas", "t.xlsx", lambda: book(*[ROW] * 4, make=formula), (
        f"Row 4, column C (Due date): {FORMULA}", f"Row 5, column D (Status): {FORMULA}")),
    Case(17, "links-and-connections", "t.xlsx", lambda: added(
        "xl/externalLinks/externalLink1.xml", "xl/connections.xml", "xl/embeddings/o.bin")),
    Case(18, "hidden", "t.xlsx", lambda: book(*[ROW] * 3, make=hidden), notes=(
        "Only the sheet “Tracker” was read. Not read: “Staff” (hidden).",
        "Columns that are hidden were not read: E. Show them if they belong.",
        "Rows that are hidden were not read: 3. Show them if they belong.")),
    Case(18, "no-sheet-shows", "t.xlsx", lambda: altered(
        book(ROW), "xl/workbook.xml", "<sheet ", '<sheet state="veryHidden" '), (
        "The workbook has no sheet that shows. Show the sheet with the table.",)),
    Case(18, "hidden-column-that-is-needed", "t.xlsx", lambda: book(ROW, make=lambda made, sheet:
        sheet.set_column("D:D", 10, None, {"hidden": True})), (
        "Row 1: There is no column “Status”. Add it, or give its column that heading. Hidden "
        "columns are not read: D.",)),
    Case(18, "column-without-width", "t.xlsx", lambda: book(ROW, make=lambda made, sheet:
        sheet.set_column("E:E", 0)), notes=(
        "Columns that are hidden were not read: E. Show them if they belong.",)),
    Case(21, "error-value", "t.xlsx", lambda: with_sheet(
        f'<row>{"".join(map(cell, ROW[:3]))}<c t="e"><v>#REF!</v></c></row>'),
        in_status("", "This holds an error instead of a value. Type the value.")),
    *(
        Case(23, f"number-{value}", "t.xlsx", lambda value=value: with_sheet(
            f"<row>{''.join(map(cell, ROW[:3]))}<c><v>{value}</v></c></row>"),
            in_status("", "This holds a number that is none. Type the value anew."))
        for value in ("NaN", "Infinity", "1e400", "1_0", "٣", "1,000", "0x1F")
    ),
    *(
        typed(23, f"number-for-a-date-{value}", "due", value, in_date(value, DATE))
        for value in ("45000", "1e3", "NaN", "1.000.5")
    ),
    Case(25, "cp1252", "t.csv", lambda: csv(row(comment="“so”")).decode().encode("cp1252"), (
        "The file is not UTF-8 (byte 0x93, line 2). Save it as CSV UTF-8 and upload that.",)),
    Case(25, "cp1252-after-a-mark", "t.csv", lambda: b"\xef\xbb\xbf" + csv(
        row(comment="£5")).decode().encode("cp1252"), (
        "The file is not UTF-8 (byte 0xA3, line 2). Save it as CSV UTF-8 and upload that.",)),
    Case(25, "utf-16", "t.csv", lambda: csv(ROW, delimiter="\t").decode().encode("utf-16")),
    Case(25, "half-of-utf-16", "t.csv", lambda: csv(ROW).decode().encode("utf-16")[:-1], (
        "The file is not whole UTF-16. Save it as CSV UTF-8 and upload that.",)),
    Case(25, "utf-16-without-mark", "t.csv", lambda: csv(ROW).decode().encode("utf-16-le"), (
        "Line 1 has a forbidden character (U+0000). Remove it.",)),
    Case(26, "nul", "t.csv", lambda: csv(row(comment="a\0b")), (
        "Line 2 has a forbidden character (U+0000). Remove it.",)),
    Case(26, "control-character", "t.xlsx", lambda: book(row(comment="a\x07b")),
        in_comment("a\\x07b", FORBIDDEN.format("0007"))),
    Case(26, "half-a-letter", "t.xlsx", lambda: with_sheet(cells(*ROW[:4], "_xD800_")),
        in_comment("\\ud800", FORBIDDEN.format("D800"))),
    typed(28, "homoglyph", "reference", "SЕ-1", in_reference(
        "SЕ-1", CODE.format(2, "cyrillic capital letter ie"))),
    typed(28, "right-to-left", "reference", "SE\u202e-1", in_reference(
        "SE\\u202e-1", CODE.format(3, "right-to-left override"))),
    typed(28, "zero-width", "reference", "S\u200bE-1", in_reference(
        "S\\u200bE-1", CODE.format(2, "zero width space"))),
    typed(28, "arabic-digit", "reference", "SE-١", in_reference(
        "SE-١", CODE.format(4, "arabic-indic digit one"))),
    typed(28, "text-is-kept", "comment", "a\u202eb\u200b", ()),
    Case(30, "unclosed-quote", "t.csv", lambda: csv(row(comment='"Train'), *[ROW] * 500), (
        "A quotation mark opened on line 2 is never closed. Close it, or delete it.",)),
    Case(30, "unclosed-quote-in-the-header", "t.csv", lambda: b'"' + csv(ROW), (
        "A quotation mark opened on line 1 is never closed. Close it, or delete it.",)),
    Case(31, "stray-quote", "t.csv", lambda: csv(ROW, row(comment='"Train" them')), (
        "Line 3, character 40: something follows the quotation mark that ends a value. Type "
        "quotation marks inside a value twice.",)),
    Case(31, "inches", "t.csv", lambda: csv(row(comment='a 12" pipe'))),
    Case(32, "too-many-values", "t.csv", lambda: csv(ROW, [*ROW, "and", "all"], [*ROW, ""]), (
        "Row 3: This row has 7 values and the headings are 5. Put values that have a comma or "
        "semicolon in them in quotation marks.",)),
    Case(32, "too-few-values", "t.csv", lambda: csv(ROW[:4]), (
        "Row 2: This row has 4 values and the headings are 5. Put values that have a comma or "
        "semicolon in them in quotation marks.",)),
    Case(34, "carriage-returns", "t.csv", lambda: csv(ROW, end="\r")),
    Case(34, "mixed-line-ends", "t.csv", lambda: csv(ROW, end="\r") + csv(ROW, end="\n")[40:]),
    Case(34, "semicolons", "t.csv", lambda: csv(ROW, delimiter=";")),
    Case(34, "tabs", "t.tsv", lambda: csv(ROW, delimiter="\t")),
    Case(35, "heading-twice", "t.csv", lambda: csv(ROW).replace(b"Comment", b" DUE_date "), (
        "Row 1: Columns C and E both mean “Due date”. Keep one of them.",)),
    Case(35, "headings-missing", "t.csv", lambda: b"Reference,Cost\nSE-1,2\n", missing(
        "Force", "Due date", "Status", unknown="B (“Cost”)")),
    Case(35, "unknown-headings", "t.csv", lambda: csv([*ROW, "2", ""]).replace(
        b"Comment", b"Comment,C\xe2\x80\xaeost,"), notes=(
        "Columns that are not known were not read: F (“C\\u202eost”).",)),
    Case(35, "no-heading", "t.xlsx", lambda: book([*ROW, "x"]), notes=(
        "Columns that are not known were not read: F (no heading).",)),
    Case(35, "other-order-case-and-spaces", "t.csv", lambda: (
        "\ufeffSTATUS , due  Date:,Ref,body\nIn progress,2025-12-31,SE-1,WMP\n").encode()),
    Case(36, "line-breaks", "t.csv", lambda: csv(row(comment='"Train\nthem,\r\nall"'))),
    Case(37, "long-value", "t.csv", lambda: csv(row(comment="x" * 200_000)), in_comment(
        "x" * 40 + "…", "This is longer than 20,000 characters. Shorten it.")),
    Case(37, "longest-value", "t.csv", lambda: csv(row(comment="x" * 20_000))),
    *(typed(38, f"formula-{n}", "comment", f"{start}1+1", ()) for n, start in enumerate("=+-@")),
    typed(40, "unknown-force", "force", "WMP2", in_force("WMP2", "Type one of these: WMP, Kent.")),
    *(
        typed(41, f"date-{value.replace('/', '.')}", "due", value, in_date(value, sentence))
        for value, sentence in {
            "30/02/2025": NO_DAY, "2025-02-30": NO_DAY, "12/31/2025": NO_DAY, "29/02/2025": NO_DAY,
            "0000-00-00": YEAR, "31/12/9999": YEAR, "1999-12-31": YEAR, "2101-01-01": YEAR,
            "31/12/20026": DATE, "٣١/١٢/٢٠٢٥": DATE, "31.12.2025": DATE, "1/2/2025": DATE,
            "2025-12-31T00:00": DATE, "31 December 2025": DATE,
        }.items()
    ),
    Case(41, "date-cell", "t.xlsx", lambda: book([*ROW[:2], date(2025, 12, 31), *ROW[3:]])),
    Case(41, "date-cell-with-a-time", "t.xlsx", lambda: book(
        [*ROW[:2], HALF_PAST_NINE, *ROW[3:]]), in_date("2025-12-31 09:30:00", DATE)),
    Case(41, "date-cell-of-1900", "t.xlsx", lambda: book(
        [*ROW[:2], date(1900, 1, 5), *ROW[3:]]), in_date("", (
        "This is formatted as a date and is none. Type the date anew."))),
    typed(42, "status-outside-the-list", "status", "Finished", in_status(
        "Finished", "Type one of these: In progress, Complete.")),
    typed(42, "status-in-lower-case", "status", " in  progress ", ()),
    Case(43, "row-4999-is-bad", "t.csv", lambda: csv(*[ROW] * 4_998, row(due="soon"), ROW), (
        f"Row 5000, column C (Due date), “soon”: {DATE}",)),
    typed(46, "html", "comment", "<script>alert(1)</script>", ()),
    typed(46, "html-where-a-day-is-due", "due", "<img src=x>", in_date("<img src=x>", DATE)),
    Case(47, "one-line-of-5-MB", "t.txt", lambda: b"x" * 5 * 1024 * 1024, missing(
        *REQUIRED, unknown=f"A (“{'x' * 40}…”)")),
    Case(47, "quotes-of-5-MB", "t.csv", lambda: b'"' * 5 * 1024 * 1024, missing(
        *REQUIRED, unknown=f"A (“{chr(34) * 40}…”)")),
    Case(47, "commas-of-5-MB", "t.csv", lambda: b"," * 5 * 1024 * 1024, (
        "Row 1 has more than 50 columns. Delete the columns that are not needed.",)),
    Case(47, "100000-empty-lines", "t.csv", lambda: csv(ROW) + b"\n" * 100_000 + csv(ROW)[40:], (
        "The file has too many empty rows. Delete them and upload it again.",)),
    Case(47, "empty-rows-of-5-MB", "t.csv", lambda: csv(ROW) + b",,,,\n" * 1_000_000, (
        "The file has too many empty rows. Delete them and upload it again.",)),
    Case(48, "eicar", "t.csv", lambda: (
        b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"), missing(
        *REQUIRED, unknown="A (“X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDA…”)")),
)  # fmt: skip
