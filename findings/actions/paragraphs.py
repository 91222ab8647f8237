"""The paragraphs of a finding, kept in step with its text so that what hangs on them stays."""

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from django.db.models import F

from findings.blocks import blocks
from findings.models import Finding, Paragraph
from inspection_portal.core.text import fold

# A paragraph of which less than half the words stay is another one: its evidence is looked at anew.
ALIKE = 0.5


def keep_in_step(finding: Finding) -> None:
    """Give the finding's paragraphs the places and words that its text has now.

    A paragraph is known by its words, then, while it stands in the text, by being alike. One that
    is gone keeps its row, and is found again where its words return. The caller holds the
    inspection.
    """
    wanted = blocks(finding.text)
    known = list(finding.paragraphs.order_by(F("position").asc(nulls_last=True), "pk"))
    found = _same_words(wanted, known)
    found |= _alike(wanted, known, found)
    for paragraph in known:
        paragraph.position = None
    for position, paragraph in found.items():
        paragraph.position, paragraph.text = position, wanted[position]
    Paragraph.objects.bulk_update(known, ["position", "text"])
    Paragraph.objects.bulk_create(
        Paragraph(finding=finding, position=position, text=text)
        for position, text in enumerate(wanted)
        if position not in found
    )


def _same_words(wanted: Sequence[str], known: Sequence[Paragraph]) -> dict[int, Paragraph]:
    """Paragraphs by the position of the block with their words, those that stand first."""
    by_words: dict[str, list[Paragraph]] = {}
    for paragraph in known:
        by_words.setdefault(fold(paragraph.text), []).append(paragraph)
    found = {}
    for position, text in enumerate(wanted):
        if rows := by_words.get(fold(text)):
            found[position] = rows.pop(0)
    return found


def _alike(
    wanted: Sequence[str], known: Sequence[Paragraph], taken: dict[int, Paragraph]
) -> dict[int, Paragraph]:
    """Paragraphs by the position of the block that was made of them, the most alike first."""
    blocks_left = {n: text for n, text in enumerate(wanted) if n not in taken}
    used = {paragraph.pk for paragraph in taken.values()}
    rows_left = [row for row in known if row.position is not None and row.pk not in used]
    found: dict[int, Paragraph] = {}
    for _, position, row in sorted(_pairs(blocks_left, rows_left), key=lambda pair: pair[:2]):
        if position not in found and row not in found.values():
            found[position] = row
    return found


def _pairs(
    wanted: dict[int, str], rows: Sequence[Paragraph]
) -> Iterator[tuple[float, int, Paragraph]]:
    """Each block with each paragraph that is alike, and how far from the same they are."""
    words = {row.pk: fold(row.text).split() for row in rows}
    matcher: SequenceMatcher[str] = SequenceMatcher(autojunk=False)
    for position, text in wanted.items():
        matcher.set_seq2(fold(text).split())
        for row in rows:
            matcher.set_seq1(words[row.pk])
            if matcher.quick_ratio() >= ALIKE and (ratio := matcher.ratio()) >= ALIKE:
                yield 1 - ratio, position, row
