"""The XML in a workbook, read piece by piece and within bounds: no entities, nothing fetched."""

from collections.abc import Callable, Iterable, Iterator
from xml.parsers import expat

from inspection_portal.core.sheets.archive import CHUNK, DAMAGED
from inspection_portal.core.sheets.problems import SheetRefused, refuse
from inspection_portal.core.sheets.raw import Limits

Attributes = dict[str, str]

DEEPEST = 64
# A tag that is longer is no spreadsheet's; expat would hold all of it.
_LONGEST_TAG = 2 * CHUNK
# A character is written with as many at most: _x000D_ is a carriage return.
_WRITTEN_WITH = 7
_TOO_MUCH = "The workbook has far more cells than rows that are read."


class Reader:
    """Reads one part: subclasses say what they do where an element starts and ends.

    Names are without their prefix. A text is taken down from `begin` on, in the elements between
    `collect` and `pause`; of one that is too long for a cell no more is held than shows it.
    """

    starts: dict[str, Callable[[Attributes], None]]
    ends: dict[str, Callable[[], None]]

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.starts, self.ends = {}, {}
        self.characters = 0
        self._pieces: list[str] = []
        self._room, self._is_collecting = 0, False
        self._elements = self._depth = 0

    def read(self, chunks: Iterable[bytes]) -> None:
        """Raises SheetRefused for what is no XML, has a document type, or is out of bounds."""
        for _ in self.read_on(chunks):
            pass

    def read_on(self, chunks: Iterable[bytes]) -> Iterator[None]:
        """The same, with a pause after each chunk in which what was read can be taken away."""
        parser = expat.ParserCreate("utf-8")
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = _refuse_doctype
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        try:
            yield from _feed(parser, chunks)
        except expat.ExpatError:
            raise refuse(DAMAGED) from None

    def begin(self) -> None:
        """Begin a text, which may stand in several elements."""
        self._pieces, self._room = [], _WRITTEN_WITH * self.limits.characters + 1

    def collect(self, attributes: Attributes) -> None:
        """Take down the text from here to the end of the element."""
        self._is_collecting = True

    def pause(self) -> None:
        self._is_collecting = False

    def collected(self) -> str:
        """The text since it was begun."""
        return "".join(self._pieces)

    def too_much(self) -> SheetRefused:
        return refuse(f"{_TOO_MUCH} {self.limits.instead}")

    def count(self, text: str) -> None:
        """Add to the text that is held or handed on, within its bounds."""
        self.characters += len(text)
        if self.characters > self.limits.text:
            raise self.too_much()

    def _start(self, tag: str, attributes: Attributes) -> None:
        self._elements += 1
        self._depth += 1
        if self._elements > self.limits.elements:
            raise self.too_much()
        if self._depth > DEEPEST:
            raise refuse(DAMAGED)
        handle = self.starts.get(_bare(tag) if ":" in tag else tag)
        if handle is not None:
            handle(attributes)

    def _end(self, tag: str) -> None:
        self._depth -= 1
        handle = self.ends.get(_bare(tag) if ":" in tag else tag)
        if handle is not None:
            handle()

    def _text(self, text: str) -> None:
        if not self._is_collecting:
            return
        self.count(text)
        if self._room > 0:
            self._pieces.append(text[: self._room])
            self._room -= len(text)


def _feed(parser: expat.XMLParserType, chunks: Iterable[bytes]) -> Iterator[None]:
    fed = 0
    for chunk in chunks:
        parser.Parse(chunk)
        fed += len(chunk)
        if fed - parser.CurrentByteIndex > _LONGEST_TAG:
            raise refuse(DAMAGED)
        yield
    parser.Parse(b"", True)
    yield


def attribute(attributes: Attributes, name: str) -> str:
    """The attribute of that name, whatever its prefix; "" without."""
    return next((attributes[at] for at in attributes if _bare(at) == name), "")


def _bare(name: str) -> str:
    return name.rpartition(":")[2]


def is_true(value: str) -> bool:
    return value in ("1", "true", "on")


def _refuse_doctype(*declared: object) -> None:
    raise refuse(
        "The workbook holds a document type declaration, which no spreadsheet writes. "
        "Save it anew in Excel and upload that."
    )
