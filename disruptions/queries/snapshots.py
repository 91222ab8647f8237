"""What a snapshot tells: its figures, the list behind each, its hash, and what changed since."""

import csv
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from io import StringIO
from itertools import accumulate
from typing import Any

from django.core.paginator import Paginator
from django.utils.timezone import localdate

from disruptions.models import Snapshot, SnapshotPart, SnapshotPartQuerySet
from disruptions.permissions import can_compare_bodies
from disruptions.queries.filtering import kept_by, rows_of
from disruptions.queries.listing import Layout, layout_of, listed
from forces.models import Body
from inspection_portal.core.models import User
from inspection_portal.core.tables import Stamp, as_typed, plain

ON_A_PAGE = 50
# Up to so many rows, a list is checked against its hash whenever it is opened.
MOST_CHECKED_UNASKED = 20_000
# Lists are compared with today up to so many rows of a body, and so many differences are shown.
MOST_COMPARED, MOST_SHOWN = 50_000, 200
OLDER = (
    "The latest data extract was taken on {extract:%-d %B %Y}, and the snapshot on "
    "{taken:%-d %B %Y}. What came by the extract is as it was on the earlier day."
)
OTHER_DAY = (
    "The filter set was laid down for lists of {laid_down:%-d %B %Y}, and these records are as at "
    "{of:%-d %B %Y}. Check that its days are the ones you mean."
)
Texts = tuple[str, ...]


@dataclass(frozen=True)
class Cell:
    """One figure: its code, the same in words, and how many rows it counts."""

    figure: str
    told: str
    number: int


@dataclass(frozen=True)
class OfBody:
    """The figures of one body in the order of the columns."""

    body: Body
    cells: Sequence[Cell]

    @property
    def total(self) -> int:
        return sum(each.number for each in self.cells)


@dataclass(frozen=True)
class Figures:
    """The figures of a snapshot by body, and of all the bodies shown, in the order of `columns`."""

    columns: Sequence[str]
    bodies: Sequence[OfBody]
    totals: Sequence[Cell]

    @property
    def total(self) -> int:
        return sum(each.total for each in self.bodies)


def figures_of(snapshot: Snapshot, user: User) -> Figures:
    """The figures of the bodies that the person sees, in two queries; the list is not read."""
    counted = parts_of(snapshot, user).totals()
    bodies = Body.objects.in_bulk({body for body, _, _ in counted})
    numbers = {(body, figure): rows for body, figure, rows in counted}
    layout = layout_of(snapshot.filter_set.kind)
    found = {figure for _, figure, _ in counted}
    columns = [each for each in layout.figures if each in found]
    told = {each: layout.told(each) for each in columns}
    of_bodies = [
        OfBody(bodies[key], [Cell(each, told[each], numbers.get((key, each), 0)) for each in told])
        for key in dict.fromkeys(body for body, _, _ in counted)
    ]
    totals = Counter[str]()
    for _, figure, rows in counted:
        totals[figure] += rows
    together = [Cell(each, told[each], totals[each]) for each in told]
    return Figures(list(told.values()), of_bodies, together)


def parts_of(
    snapshot: Snapshot, user: User, body: Body | None = None, figure: str = ""
) -> SnapshotPartQuerySet:
    """The parts of the list that the person sees: all, those of a body, or behind a figure."""
    parts = SnapshotPart.objects.visible_to(user).filter(snapshot=snapshot).order_by("position")
    parts = parts.filter(body=body) if body else parts
    return parts.filter(figure=figure) if figure else parts


@dataclass(frozen=True)
class ListPage:
    """Rows of a frozen list, each cell with its heading. `previous` and `next` are numbers of
    pages, None where there is none.
    """

    headings: Sequence[str]
    rows: Sequence[Sequence[tuple[str, str]]]
    total: int
    previous: int | None
    next: int | None


def page_of_list(snapshot: Snapshot, parts: SnapshotPartQuerySet, number: str) -> ListPage:
    """The page of those parts that an address names, the first where it names none; only the parts
    that hold its rows are unpacked.
    """
    sizes = list(parts.values_list("pk", "rows"))
    total = sum(rows for _, rows in sizes)
    page = Paginator(range(total), ON_A_PAGE).get_page(number)
    first = (page.number - 1) * ON_A_PAGE
    wanted, before = _holding(sizes, first, first + ON_A_PAGE)
    held = [row for part in parts.filter(pk__in=wanted) for row in rows_in(part.text)]
    skipped = first - before
    headings = headings_of(snapshot)
    return ListPage(
        headings,
        [list(zip(headings, row, strict=True)) for row in held[skipped : skipped + ON_A_PAGE]],
        total,
        previous=page.previous_page_number() if page.has_previous() else None,
        next=page.next_page_number() if page.has_next() else None,
    )


def _holding(sizes: Sequence[tuple[int, int]], first: int, after: int) -> tuple[list[int], int]:
    """The parts, by key, that hold the rows from the first to before the last, and how many rows
    stand before them.
    """
    ends = accumulate(rows for _, rows in sizes)
    spans = [(pk, end - rows, end) for (pk, rows), end in zip(sizes, ends, strict=True)]
    held = [(pk, start) for pk, start, end in spans if start < after and first < end]
    return [pk for pk, _ in held], held[0][1] if held else 0


def headings_of(snapshot: Snapshot) -> Texts:
    """As they stand in its list, but for the stamp."""
    [names] = rows_in(snapshot.head.removeprefix("\ufeff"))
    return names


def rows_in(text: str) -> list[Texts]:
    """The rows of a part as they were before a spreadsheet was thought of, without the stamp."""
    stamp = len(Stamp.headings)
    return [tuple(map(as_typed, row[:-stamp])) for row in csv.reader(StringIO(text))]


def list_as_csv(snapshot: Snapshot, parts: SnapshotPartQuerySet) -> Iterator[str]:
    """The list as it was hashed, piece by piece, or those parts of it."""
    yield snapshot.head
    for part in parts.iterator(chunk_size=20):
        yield part.text


def hash_of(snapshot: Snapshot, parts: SnapshotPartQuerySet) -> str:
    """The SHA-256 of the file that holds those parts of the list alone, as it is downloaded."""
    hashed = sha256()
    for piece in list_as_csv(snapshot, parts):
        hashed.update(piece.encode())
    return hashed.hexdigest()


def has_its_hash(snapshot: Snapshot) -> bool:
    """Whether the stored list is, byte for byte, the one that was frozen, and whether each part of
    it has as many rows as are counted.
    """
    hashed, counted = sha256(snapshot.head.encode()), 0
    try:
        for part in snapshot.parts.order_by("position").iterator(chunk_size=20):
            text = part.text
            if len(rows_in(text)) != part.rows:
                return False
            hashed.update(text.encode())
            counted += part.rows
    except (zlib.error, UnicodeDecodeError, csv.Error):
        return False
    return (counted, hashed.hexdigest()) == (snapshot.rows, snapshot.sha256)


@dataclass(frozen=True)
class Seal:
    """What a person can hold against a list: the hash of what they see of it, and whether the whole
    of it still has its own. None where that was not worked out, as the list is long.
    """

    sha256: str | None
    holds: bool | None


def seal_of(snapshot: Snapshot, user: User, *, is_asked: bool) -> Seal:
    """Who sees all of the list has the hash of the whole; others that of the rows of their bodies.
    By the hash of the whole they could try out what the rows of others may be.

    A long list is read only where it is asked for.
    """
    is_worked_out = is_asked or snapshot.rows <= MOST_CHECKED_UNASKED
    holds = has_its_hash(snapshot) if is_worked_out else None
    if can_compare_bodies(user):
        return Seal(snapshot.sha256, holds)
    return Seal(hash_of(snapshot, parts_of(snapshot, user)) if holds else None, holds)


def days_apart(snapshot: Snapshot) -> list[str]:
    """What to bear in mind of the days of a list: of the extract that it rests on, of the list
    itself, and of the lists that its filter set was laid down for.
    """
    taken, laid_down = localdate(snapshot.as_at), snapshot.filter_set.dated_on
    extract = snapshot.extract.taken_on if snapshot.extract else None
    words = []
    if extract and extract != taken:
        words.append(OLDER.format(extract=extract, taken=taken))
    if laid_down != (of := extract or taken):
        words.append(OTHER_DAY.format(laid_down=laid_down, of=of))
    return words


@dataclass(frozen=True)
class Moved:
    """A row of the list or of today, and what is to be said of it: what it holds, what has changed,
    or why it is gone.
    """

    reference: str
    why: str


@dataclass(frozen=True)
class Since:
    """How the rows of a body have changed since the snapshot: how many, and the first of each."""

    changed: int
    added: int
    gone: int
    shown: Mapping[str, Sequence[Moved]]

    @property
    def is_same(self) -> bool:
        return not (self.changed or self.added or self.gone)


def since(snapshot: Snapshot, body: Body, *, on: date) -> Since | None:
    """What the filter set keeps of the body today beside what it kept; None where either list is
    too long to compare here.
    """
    parts = snapshot.parts.filter(body=body).order_by("position")
    today = kept_by(snapshot.filter_set, on=on).filter(body=body).order_by()
    is_long = sum(parts.values_list("rows", flat=True)) > MOST_COMPARED
    if is_long or today[: MOST_COMPARED + 1].count() > MOST_COMPARED:
        return None
    layout = layout_of(snapshot.filter_set.kind)
    frozen = {_key(layout, row): row for part in parts for row in rows_in(part.text)}
    changed, added, counted = [], [], 0
    for row in listed(snapshot.filter_set, [body], on=on):
        cells = tuple(as_typed(plain(each)) for each in row.cells)
        before = frozen.pop(_key(layout, cells), None)
        if before is None:
            counted += 1
            added += [Moved(cells[0], _held(layout, cells))] if counted <= MOST_SHOWN else []
        elif layout.compared(before) != layout.compared(cells):
            changed.append(Moved(cells[0], _difference(layout, before, cells)))
    gone = _why_gone(snapshot, layout, body, list(frozen.values())[:MOST_SHOWN], on)
    shown = {"changed": changed[:MOST_SHOWN], "added": added, "gone": gone}
    return Since(len(changed), counted, len(frozen), shown)


def _key(layout: Layout, cells: Texts) -> Texts:
    return tuple(cells[each] for each in layout.key)


def _held(layout: Layout, cells: Texts) -> str:
    pairs = list(zip(layout.headings, cells, strict=True))[1:]
    return "; ".join(f"{heading} {held}" for heading, held in pairs if held)


def _difference(layout: Layout, before: Texts, after: Texts) -> str:
    pairs = zip(*map(layout.compared, (layout.headings, before, after)), strict=True)
    return "; ".join(
        f"{heading} was {was or 'blank'}, is {now or 'blank'}"
        for heading, was, now in pairs
        if was != now
    )


def _why_gone(
    snapshot: Snapshot, layout: Layout, body: Body, gone: Sequence[Texts], on: date
) -> list[Moved]:
    """Each row with the rules that it fails today."""
    filter_set = snapshot.filter_set
    names = [layout.fields[each].name for each in layout.key]
    asked = {each.column.field for each in filter_set.asked}
    rows: Any = rows_of(filter_set, on=on).filter(body=body, reference__in=[row[0] for row in gone])
    failed = {
        tuple(as_typed(plain(layout.fields[at].cell(row[name])))
              for at, name in zip(layout.key, names, strict=True)): filter_set.failed(row)
        for row in rows.values(*{*names, *asked})
    }  # fmt: skip
    return [Moved(row[0], _told(failed.get(_key(layout, row)))) for row in gone]


def _told(failed: Iterable[Any] | None) -> str:
    if failed is None:
        return "There is no such record of this body any more."
    return "It no longer passes: " + "; ".join(each.told for each in failed) + "."
