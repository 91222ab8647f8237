"""A finding as the team reads it: block by block, each with its evidence and its comments."""

from collections import defaultdict
from dataclasses import dataclass

from findings.blocks import blocks
from findings.models import ClosedPassage, Comment, Finding
from findings.queries.trace import Support, trace_finding


@dataclass(frozen=True)
class Passage:
    """A block of the text, what its paragraph rests on, and the comments on that.

    A text that was loaded past the actions may have blocks without a paragraph.
    """

    text: str
    support: Support | None
    comments: tuple[Comment, ...]


@dataclass(frozen=True)
class Discussed:
    """The text of a finding in passages. Closed text is `withheld` before the first of them, or
    after one that is no longer there; the comments are on all of it, or on what was removed.
    """

    passages: tuple[Passage, ...]
    withheld: tuple[ClosedPassage, ...]
    comments: tuple[Comment, ...]


def discussed(finding: Finding) -> Discussed:
    by_paragraph: dict[int | None, list[Comment]] = defaultdict(list)
    for comment in finding.comments.select_related("by", "resolved_by", "paragraph"):
        by_paragraph[comment.paragraph_id].append(comment)
    traced = trace_finding(finding)
    supports = {each.paragraph.position: each for each in traced.paragraphs}
    passages = []
    for position, text in enumerate(blocks(finding.text)):
        support = supports.get(position)
        comments = by_paragraph.pop(support.paragraph.pk, []) if support else []
        passages.append(Passage(text, support, tuple(comments)))
    left = sorted((each for rows in by_paragraph.values() for each in rows), key=_when)
    return Discussed(tuple(passages), (*traced.closed, *traced.adrift), tuple(left))


def _when(comment: Comment) -> tuple[object, int]:
    return comment.at, comment.pk
