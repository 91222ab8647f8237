"""A finding as the team reads it: block by block, each with what is said about it."""

from collections import defaultdict
from dataclasses import dataclass

from findings.blocks import blocks
from findings.models import Comment, Finding, Paragraph


@dataclass(frozen=True)
class Passage:
    """A block of the text, the paragraph that it is known as, and the comments on that.

    A text that was loaded past the actions may have blocks without a paragraph.
    """

    text: str
    paragraph: Paragraph | None
    comments: tuple[Comment, ...]


@dataclass(frozen=True)
class Discussed:
    """The text of a finding in passages, and the comments on all of it, or on what was removed."""

    passages: tuple[Passage, ...]
    comments: tuple[Comment, ...]


def discussed(finding: Finding) -> Discussed:
    by_paragraph: dict[int | None, list[Comment]] = defaultdict(list)
    for comment in finding.comments.select_related("by", "resolved_by", "paragraph"):
        by_paragraph[comment.paragraph_id].append(comment)
    standing = {each.position: each for each in finding.paragraphs.standing()}  # type: ignore[attr-defined]
    passages = tuple(
        Passage(text, paragraph, tuple(by_paragraph.pop(paragraph.pk, ())) if paragraph else ())
        for text, paragraph in (
            (text, standing.get(position)) for position, text in enumerate(blocks(finding.text))
        )
    )
    left = sorted((each for rows in by_paragraph.values() for each in rows), key=lambda c: c.at)
    return Discussed(passages, tuple(left))
