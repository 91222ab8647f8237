"""What a person says that lines are, put over what reading makes of them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from inspection_portal.reports.reading.kinds import LineKind
from inspection_portal.reports.reading.lines import Line, Mark
from inspection_portal.reports.reading.results import Problem

_MARKS = {LineKind.TEXT: Mark.PARAGRAPH, LineKind.BULLET: Mark.BULLET}


@dataclass(frozen=True)
class Correction:
    """What the line at `place` (from 0, of those that are not blank) is. `text` is what it says, so
    that a correction is never put on another line.
    """

    place: int
    text: str
    kind: LineKind


def corrected(
    lines: Sequence[Line], corrections: Iterable[Correction], problems: list[Problem]
) -> list[Line]:
    """The lines as they are told to be, without those to be ignored."""
    told: dict[int, LineKind] = {}
    for each in corrections:
        if each.place < len(lines) and lines[each.place].text == each.text:
            told[each.place] = each.kind
        else:
            sentence = f"the correction of “{each.text[:80]}” fits no line any more; make it again."
            problems.append(Problem(1, sentence))
    return [
        _told(line, told[place]) if place in told else line
        for place, line in enumerate(lines)
        if told.get(place) is not LineKind.IGNORED
    ]


def _told(line: Line, kind: LineKind) -> Line:
    """The line as that kind; its own element says nothing of it any more. A recommendation may be
    one of several bullets.
    """
    mark = line.mark if kind is LineKind.RECOMMENDATION else _MARKS.get(kind, Mark.HEADING)
    return replace(line, told=kind, mark=mark, leaf=None, box=None)
