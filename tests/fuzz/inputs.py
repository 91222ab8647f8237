"""Files that were good once: bytes and markup changed at random, the same for the same seed."""

import re
from collections.abc import Callable, Iterator
from random import Random

from inspection_portal.core.sheets import SheetRefused, read
from tests.core.sheet_corpus import (
    COLUMNS,
    ROW,
    book,
    cells,
    csv,
    packed,
    row,
    unpacked,
    with_sheet,
)

Make = Callable[[Random], tuple[str, bytes]]

CSVS = (
    csv(ROW, row(comment='"Train ""them"",\nall"'), ROW),
    csv(ROW, ROW, delimiter=";").decode().encode("utf-16"),
    csv(ROW, row(comment="'=1+1"), delimiter="\t", end="\r"),
)
PIECES = [
    b'"',
    b'""',
    b",",
    b";",
    b"\t",
    b"\r",
    b"\n",
    b"\0",
    b"'=",
    b"\xff\xfe",
    b"\xc3",
    b"\xe2\x80",
]
BOOKS = tuple(map(unpacked, (book(ROW, ROW), with_sheet(cells(*ROW) * 2))))
PARTS = (
    "xl/worksheets/sheet1.xml",
    "xl/workbook.xml",
    "xl/_rels/workbook.xml.rels",
    "xl/sharedStrings.xml",
    "xl/styles.xml",
)
VALUES = [
    *(b"-1", b"0", b"99999999999999999999", b"4294967295", b"1e400", b"NaN", b"A0", b"XFD1048576"),
    *(b"B2", b"", b"\xff", b"&#0;", b"&x;", b"&#xD800;", b"_xD800_", b"hidden", b"../../x", b"s"),
]
MARKUP = [
    *(b"<c/>", b"</c>", b"<v/>", b"<v>", b"<f/>", b"<row>", b"<row/>", b"</row>", b"<si>", b"<t>"),
    *(b'<c r="A9">', b' t="s"', b' t="d"', b' t="e"', b' r=""', b' s="9"', b"<!--", b"<![CDATA["),
    *(b"<!DOCTYPE a>", b"<x:c>", b'<sheet name="a"/>', b'<col min="1" max="99" hidden="1"/>'),
]
_VALUE = re.compile(rb'"[^"]*"|>[^<]+<')


def a_csv(random: Random) -> tuple[str, bytes]:
    return "t.csv", spoilt(random, random.choice(CSVS), PIECES)


def a_zip(random: Random) -> tuple[str, bytes]:
    """A workbook whose zip file is broken."""
    return "t.xlsx", spoilt(
        random, packed(random.choice(BOOKS)), [b"PK\x01\x02", b"\0\0", b"\xff" * 4]
    )


def a_workbook(random: Random) -> tuple[str, bytes]:
    """A workbook, whole as a zip file, whose XML is not what it should be."""
    parts = dict(random.choice(BOOKS))
    part = random.choice([part for part in PARTS if part in parts])
    content = parts[part]
    for _ in range(random.randint(1, 4)):
        values = list(_VALUE.finditer(content))
        if values and random.random() < 0.5:
            value = random.choice(values)
            start, end = value.start() + 1, value.end() - 1
            content = content[:start] + random.choice(VALUES) + content[end:]
        else:
            content = spoilt(random, content, MARKUP)
    return "t.xlsx", packed({**parts, part: content})


def spoilt(random: Random, content: bytes, pieces: list[bytes]) -> bytes:
    """The file with up to four places cut, filled or flipped."""
    for _ in range(random.randint(1, 4)):
        at = random.randrange(len(content) + 1)
        end = min(len(content), at + random.choice([0, 0, 1, 1, 5, 50]))
        content = content[:at] + random.choice([*pieces, random.randbytes(2)]) + content[end:]
    return content


def unexpected(make: Make, number: int, seed: int) -> Iterator[str]:
    """What comes of so many inputs besides a table, and a refusal that is safe to show."""
    for at in range(number):
        name, content = make(Random(f"{seed}-{at}"))
        try:
            said = [*read(name, content, COLUMNS).notes]
        except SheetRefused as refusal:
            said = [str(refusal), *map(str, refusal.problems)]
        except Exception as error:
            yield f"{make.__name__} {at}: {error!r}"
            continue
        if not all(sentence.isprintable() for sentence in said):
            yield f"{make.__name__} {at}: {said!r}"
