"""HTML as published: headings h1 to h6, boxes as elements or by their labels, reduced to lines."""

from collections.abc import Sequence

from lxml.html import HtmlElement

from inspection_portal.reports.prose.blocks import text_of
from inspection_portal.reports.prose.leaves import Leaf, leaves_of
from inspection_portal.reports.reading.lines import Line, Mark
from inspection_portal.reports.reading.wording import box_label, question_area

# A label, a heading and a paragraph: fewer than that may be a part of the box.
_LEAST_IN_BOX = 3


def published_lines(root: HtmlElement) -> list[Line]:
    """The lines from the page's main heading on, which is the title, without the page's footer."""
    main = next(root.iter("main"), root)
    leaves = [leaf for leaf in leaves_of(main) if not any(e.tag == "footer" for e in leaf.path)]
    title = next((place for place, leaf in enumerate(leaves) if leaf.heading_level == 1), 0)
    leaves = leaves[title:]
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
