"""HTML as published: headings h1 to h6, boxes as elements or by their labels, reduced to lines."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from lxml.html import HtmlElement

from inspection_portal.reports.prose.blocks import Run, text_of, tidy
from inspection_portal.reports.prose.leaves import Leaf, leaves_of
from inspection_portal.reports.reading.lines import Line, Mark
from inspection_portal.reports.reading.wording import box_label, question_area

# A label, a heading and a paragraph: fewer than that may be a part of the box.
_LEAST_IN_BOX = 3
_CELLS = frozenset({"td", "th"})


def published_lines(root: HtmlElement) -> list[Line]:
    """The lines from the page's main heading on, which is the title, without the page's footer."""
    main = next(root.iter("main"), root)
    leaves = [leaf for leaf in leaves_of(main) if not any(e.tag == "footer" for e in leaf.path)]
    title = next((place for place, leaf in enumerate(leaves) if leaf.heading_level == 1), 0)
    leaves = _with_rows_whole(leaves[title:])
    has_headings = any((leaf.heading_level or 1) > 1 for leaf in leaves)
    boxes = _boxes(leaves)
    return [
        Line(
            number=leaf.line,
            runs=leaf.runs,
            mark=_mark(leaf, has_headings),
            level=leaf.heading_level,
            leaf=leaf,
            box=boxes.get(place),
        )
        for place, leaf in enumerate(leaves)
    ]


def _with_rows_whole(leaves: Sequence[Leaf]) -> list[Leaf]:
    """The leaves with each row of a table as one, its cells apart as those of a PDF are. A table
    that lays out the page, with more than a line of text in a cell, stays as it is.
    """
    told: list[Leaf] = []
    for row, group in groupby(leaves, key=_row_of):
        held = list(group)
        told += [_whole(row, held)] if row is not None and _is_of_table(held) else held
    return told


def _row_of(leaf: Leaf) -> HtmlElement | None:
    return next((element for element in reversed(leaf.path) if element.tag == "tr"), None)


def _is_of_table(leaves: Sequence[Leaf]) -> bool:
    """Whether each leaf of a row is the whole of a cell."""
    cells = [next((e for e in reversed(leaf.path) if e.tag in _CELLS), None) for leaf in leaves]
    is_plain = not any(leaf.heading_level or leaf.lists for leaf in leaves)
    return is_plain and None not in cells and len(set(cells)) == len(leaves)


def _whole(row: HtmlElement, leaves: Sequence[Leaf]) -> Leaf:
    first, *others = leaves
    runs = [*first.runs, *(run for leaf in others for run in (Run(" | "), *leaf.runs))]
    return replace(first, path=first.path[: first.path.index(row) + 1], runs=tidy(runs))


def _mark(leaf: Leaf, has_headings: bool) -> Mark:
    if leaf.heading_level:
        return Mark.HEADING
    if leaf.lists:
        return Mark.BULLET
    return Mark.PARAGRAPH if has_headings else Mark.UNMARKED


def _boxes(leaves: Sequence[Leaf]) -> dict[int, int]:
    """For each leaf that an element boxes together with its label, the number of that box."""
    boxes: dict[int, int] = {}
    for place, leaf in enumerate(leaves):
        if box_label(text_of(leaf.runs)) and not leaf.lists:
            end = _end_of_box(leaves, place)
            boxes.update(dict.fromkeys(range(place, end), place))
    return boxes


def _end_of_box(leaves: Sequence[Leaf], label: int) -> int:
    """Where the innermost element ends that begins with the label and holds a whole finding."""
    for element in reversed(leaves[label].path):
        if label and _is_in(leaves[label - 1], element):
            return label
        end = label + 1
        while end < len(leaves) and _is_in(leaves[end], element):
            end += 1
        if any(_ends_box(leaf) for leaf in leaves[label + 1 : end]):
            return label
        if end - label >= _LEAST_IN_BOX:
            return end
    return label


def _is_in(leaf: Leaf, element: HtmlElement) -> bool:
    return any(ancestor is element for ancestor in leaf.path)


def _ends_box(leaf: Leaf) -> bool:
    text = text_of(leaf.runs)
    return not leaf.lists and bool(box_label(text) or question_area(text))
