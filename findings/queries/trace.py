"""What the paragraphs of a draft rest on, paragraph by paragraph (domain §2.4)."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from uuid import UUID

from django.db.models import Count, Exists, F, OuterRef, Prefetch, QuerySet, TextChoices

from findings.attribution import Claim, disagreements
from findings.models import (
    ClosedPassage,
    Evidence,
    EvidenceLink,
    Finding,
    InspectedBody,
    Inspection,
    Paragraph,
)
from inspection_portal.core.addresses import address_of
from inspection_portal.core.keyset import Order

NEWEST_EVIDENCE = Order((F("number"),), descending=True)
# A sub-heading claims nothing, so it rests on nothing. The same in Python and in the database.
HEADING = r"^ {0,3}#{1,6}(\s|$)"


class Show(TextChoices):
    """Which paragraphs of a trace are shown; all of them where nothing is said."""

    ALL = "", "Every paragraph"
    PROBLEMS = "problems", "Paragraphs with a problem"
    UNSUPPORTED = "unsupported", "Paragraphs without evidence"


@dataclass(frozen=True)
class Support:
    """A paragraph with the evidence it rests on, and what is wrong with that."""

    paragraph: Paragraph
    evidence: tuple[Evidence, ...]
    disagreements: tuple[Claim, ...]
    closed: tuple[ClosedPassage, ...]

    @property
    def withdrawn(self) -> tuple[Evidence, ...]:
        return tuple(each for each in self.evidence if each.is_withdrawn)

    @property
    def is_unsupported(self) -> bool:
        """No evidence stands behind it, and it is more than a sub-heading."""
        return len(self.withdrawn) == len(self.evidence) and not re.match(
            HEADING, self.paragraph.text
        )

    @property
    def has_problem(self) -> bool:
        return self.is_unsupported or bool(self.withdrawn or self.disagreements)


@dataclass(frozen=True)
class Traced:
    """A finding with its paragraphs. `closed` passages stand before the first of them, and
    `adrift` ones after a paragraph that is no longer there.
    """

    finding: Finding
    paragraphs: tuple[Support, ...]
    closed: tuple[ClosedPassage, ...]
    adrift: tuple[ClosedPassage, ...]

    def narrowed(self, show: str) -> "Traced":
        """With the paragraphs alone that are asked for."""
        match show:
            case Show.PROBLEMS:
                kept = tuple(each for each in self.paragraphs if each.has_problem)
            case Show.UNSUPPORTED:
                kept = tuple(each for each in self.paragraphs if each.is_unsupported)
            case _:
                kept = self.paragraphs
        return replace(self, paragraphs=kept)


@dataclass(frozen=True)
class Trace:
    """The findings of one body, or of the region, in the report's order; `shown` are those that the
    page was asked for, with such paragraphs alone.
    """

    findings: tuple[Traced, ...]
    shown: tuple[Traced, ...]

    @property
    def paragraphs(self) -> list[Support]:
        return [paragraph for traced in self.findings for paragraph in traced.paragraphs]

    @property
    def unsupported(self) -> list[Support]:
        return [each for each in self.paragraphs if each.is_unsupported]

    @property
    def on_withdrawn(self) -> list[Support]:
        return [each for each in self.paragraphs if each.withdrawn]

    @property
    def disagreeing(self) -> list[Support]:
        return [each for each in self.paragraphs if each.disagreements]


@dataclass(frozen=True)
class Weakness:
    """A finding with paragraphs that lack something, how many, and where that is mended."""

    heading: str
    uuid: UUID
    paragraphs: int

    @property
    def url(self) -> str:
        return address_of("findings:finding", self.uuid)


def trace(inspection: Inspection, chapter: InspectedBody | None, *, show: str = "") -> Trace:
    """What the text on one body, or on the region, rests on."""
    findings = tuple(_traced(inspection.findings.filter(chapter=chapter)))
    narrowed = (each.narrowed(show) for each in findings)
    return Trace(findings, tuple(each for each in narrowed if each.paragraphs or not show))


def trace_finding(finding: Finding) -> Traced:
    """One finding in the same way."""
    (traced,) = _traced(Finding.objects.filter(pk=finding.pk))
    return traced


def support(paragraph: Paragraph) -> Support:
    """One paragraph in the same way."""
    (found,) = _with_evidence(Paragraph.objects.filter(pk=paragraph.pk))
    return _support(found, ClosedPassage.objects.defer("text").filter(after=paragraph))


def unsupported(inspection: Inspection) -> list[Weakness]:
    """The findings with paragraphs that no evidence stands behind."""
    standing = EvidenceLink.objects.filter(paragraph=OuterRef("pk"), evidence__withdrawn_at=None)
    return _weak(inspection, _claiming().filter(~Exists(standing)))


def on_withdrawn(inspection: Inspection) -> list[Weakness]:
    """The findings with paragraphs that name evidence which was withdrawn since."""
    withdrawn = EvidenceLink.objects.filter(
        paragraph=OuterRef("pk"), evidence__withdrawn_at__isnull=False
    )
    return _weak(inspection, Paragraph.objects.standing().filter(Exists(withdrawn)))


def evidence_choices(inspection: Inspection) -> QuerySet[Evidence]:
    """What a paragraph may rest on, for whoever types a number."""
    return inspection.evidence.standing().select_related("method").order_by("number")


def links_of(evidence: Evidence) -> list[EvidenceLink]:
    """The paragraphs that rest on a piece of evidence, in the report's order."""
    links = evidence.links.filter(paragraph__position__isnull=False)
    return list(
        links.select_related("paragraph__finding__chapter__body").order_by(
            "paragraph__finding__chapter__position",
            "paragraph__finding__question_area__position",
            "paragraph__finding__position",
            "paragraph__position",
        )
    )


def _claiming() -> QuerySet[Paragraph]:
    return Paragraph.objects.standing().exclude(text__regex=HEADING)


def _weak(inspection: Inspection, paragraphs: QuerySet[Paragraph]) -> list[Weakness]:
    found = inspection.findings.filter(paragraphs__in=paragraphs)
    rows = found.annotate(weak=Count("paragraphs")).values_list("heading", "uuid", "weak")
    return [Weakness(*row) for row in rows]


def _with_evidence(paragraphs: QuerySet[Paragraph]) -> QuerySet[Paragraph]:
    links = EvidenceLink.objects.select_related("evidence__method", "evidence__chapter__body")
    return paragraphs.prefetch_related(Prefetch("evidence_links", links))


def _traced(findings: QuerySet[Finding]) -> list[Traced]:
    paragraphs = _with_evidence(Paragraph.objects.standing().order_by("position"))
    passages = ClosedPassage.objects.defer("text").select_related("after").order_by("pk")
    read = findings.select_related("question_area", "chapter__body").prefetch_related(
        Prefetch("paragraphs", paragraphs, to_attr="standing"),
        Prefetch("closed_passages", passages),
    )
    return [_of_finding(finding) for finding in read]


def _of_finding(finding: Finding) -> Traced:
    passages = list(finding.closed_passages.all())
    standing: list[Paragraph] = finding.standing  # type: ignore[attr-defined]
    return Traced(
        finding,
        tuple(
            _support(each, (one for one in passages if one.after_id == each.pk))
            for each in standing
        ),
        tuple(one for one in passages if one.after is None),
        tuple(one for one in passages if one.after and one.after.position is None),
    )


def _support(paragraph: Paragraph, closed: Iterable[ClosedPassage]) -> Support:
    evidence = tuple(link.evidence for link in paragraph.evidence_links.all())
    kinds = {each.method.attribution for each in evidence if not each.is_withdrawn}
    return Support(paragraph, evidence, tuple(disagreements(paragraph.text, kinds)), tuple(closed))
