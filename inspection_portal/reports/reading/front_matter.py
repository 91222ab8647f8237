"""What stands round a published report: its title and date, and the furniture of the page."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain

from inspection_portal.core.text import fold
from inspection_portal.reports.reading.kinds import LineKind
from inspection_portal.reports.reading.lines import Line
from inspection_portal.reports.reading.results import Problem, ReadingError
from inspection_portal.reports.reading.wording import label_of, region_in_title
from recommendations.deadlines import DeadlineError, read_day

_FURNITURE = re.compile(
    r"contents|table of contents|(?:print|download|share|save) this (?:document|page|report)"
    r"|back to (?:publication|top|contents|the top)|get the report|skip to (?:main )?content"
    r"|page \d+(?: of \d+)?|(?:last )?updated(?: on)?:? .{0,40}"
)
_PUBLISHED = re.compile(
    r"(?:first )?(?:published|publication date|date published|date of publication)(?: on)?:?"
    r"(?:(?: \|)? (?P<day>.+?))?\.?"
)
# A site's name or the way to the page may be copied along with the report.
_LINES_ABOVE_TITLE = 8
_PAGE_NUMBERS = re.compile(r"^\d+[ |]+"), re.compile(r"[ .…|]*\d+$")


@dataclass(frozen=True)
class FrontMatter:
    """The title's line, the publication date if the text says it, and the lines of the report."""

    title: Line
    published_on: date | None
    lines: list[Line]


def strip_front_matter(lines: Sequence[Line], problems: list[Problem]) -> FrontMatter:
    """Set apart what is not the report's own text; the title is the line that names the region.

    Raises `ReadingError` where there is no text.
    """
    text = [place for place, line in enumerate(lines) if not _is_furniture(line)]
    if not text:
        raise ReadingError([Problem(1, "the file holds no text; choose the text of a report.")])
    head = text[:_LINES_ABOVE_TITLE]
    told = (place for place in text if lines[place].told is LineKind.TITLE)
    named = (place for place in head if region_in_title(lines[place].text))
    start = next(chain(told, named), text[0])
    title, body = lines[start], _without_contents(lines[start + 1 :])
    same_title = label_of(title.text)
    kept = [n for n in body if n.told or not (_is_furniture(n) or label_of(n.text) == same_title)]
    return FrontMatter(title, *_published(kept, problems))


def _is_furniture(line: Line) -> bool:
    return not line.told and bool(_FURNITURE.fullmatch(label_of(line.text)))


def _without_contents(lines: Sequence[Line]) -> list[Line]:
    """The lines without the list after "Contents", whose entries all stand again further on, or, as
    a foreword may, above it. What a person says of a line keeps it.
    """
    places = (n for n, line in enumerate(lines) if label_of(line.text) == "contents")
    start = next((n for n in places if not lines[n].told), None)
    if start is None:
        return list(lines)
    last = {fold(line.text): place for place, line in enumerate(lines)}
    above = {fold(line.text) for line in lines[:start]}
    end = start + 1
    while end < len(lines) and (
        _is_furniture(lines[end])
        or any(words in above or last.get(words, 0) > end for words in _without_page(lines[end]))
    ):
        end += 1
    told = (line for line in lines[start:end] if line.told)
    return [*lines[:start], *told, *lines[end:]]


def _without_page(line: Line) -> list[str]:
    """What an entry of the contents may say: all of the line, or that less a number at one end."""
    words = fold(line.text)
    return [words, *(number.sub("", words) for number in _PAGE_NUMBERS)]


def _published(lines: list[Line], problems: list[Problem]) -> tuple[date | None, list[Line]]:
    """The date on a line that says nothing else, and the other lines.

    It says that it is the publication's, follows a line that says so, or stands below the title.
    """
    published_on, label = None, False
    kept: list[Line] = []
    for line in lines:
        if line.told:
            kept.append(line)
            continue
        match = _PUBLISHED.fullmatch(fold(line.text))
        words = (match["day"] or "") if match else line.text if label or not kept else ""
        day = _day(line, words, problems)
        published_on = published_on or day
        label = bool(match and not match["day"])
        if not day and not label:
            kept.append(line)
    return published_on, kept


def _day(line: Line, words: str, problems: list[Problem]) -> date | None:
    try:
        return read_day(words)
    except DeadlineError as error:
        problems.append(
            Problem(line.number, f"{error}; correct the day of publication in the file.")
        )
        return None
