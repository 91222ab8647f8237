"""Evidence: what was seen, heard and read, and the paragraphs that rest on it (domain §2.4, §8)."""

from hashlib import sha256
from typing import Self

import pgtrigger
from django.db import models
from django.db.models import Count, Exists, OuterRef, Q

from findings.models.chapter import InspectedBody
from findings.models.inspection import Inspection, QuestionArea
from findings.models.lists import EvidenceMethod, HandlingInstruction
from findings.models.paragraph import Paragraph
from inspection_portal.core.addresses import address_of
from inspection_portal.core.guards import refused_unless
from inspection_portal.core.history import tracked
from inspection_portal.core.models import Followed, Identified, User, Versioned

OF_THE_SAME_INSPECTION = """
    NEW.chapter_id IS NULL OR EXISTS (
        SELECT 1 FROM findings_inspectedbody AS chapter
        WHERE chapter.id = NEW.chapter_id AND chapter.inspection_id = NEW.inspection_id
    )
"""
LINKED_INSIDE_THE_INSPECTION = """
    EXISTS (
        SELECT 1 FROM findings_paragraph AS paragraph
        JOIN findings_finding AS finding ON finding.id = paragraph.finding_id
        JOIN findings_evidence AS evidence ON evidence.inspection_id = finding.inspection_id
        WHERE paragraph.id = NEW.paragraph_id AND evidence.id = NEW.evidence_id
    )
"""


class EvidenceQuerySet(models.QuerySet["Evidence"]):
    def visible_to(self, user: User) -> Self:
        """Evidence never leaves the inspectorate: it is for those who read the drafts."""
        return self.filter(inspection__in=Inspection.objects.drafts_visible_to(user))

    def standing(self) -> Self:
        """What has not been withdrawn."""
        return self.filter(withdrawn_at=None)

    def withdrawn(self) -> Self:
        return self.exclude(withdrawn_at=None)

    def unused(self) -> Self:
        """What no paragraph rests on that is still in a text."""
        standing = EvidenceLink.objects.filter(
            evidence=OuterRef("pk"), paragraph__position__isnull=False
        )
        return self.filter(~Exists(standing))

    def with_uses(self) -> Self:
        """With `uses`: how many paragraphs of the texts rest on it."""
        standing = Q(links__paragraph__position__isnull=False)
        return self.annotate(uses=Count("links", filter=standing))

    def about(self, words: str) -> Self:
        """What bears those words, whatever their case, or that number ("E12")."""
        found = Q(summary__icontains=words) | Q(place__icontains=words)
        found |= Q(source_role__icontains=words)
        number = words.strip().removeprefix("E").removeprefix("e")
        if number.isascii() and number.isdigit() and len(number) < 10:
            found |= Q(number=int(number))
        return self.filter(found)

    def for_list(self) -> Self:
        return self.select_related(
            "inspection__region", "chapter__body", "question_area", "method", "added_by"
        )


@tracked
class Evidence(Followed, Identified, Versioned):
    """One piece of evidence of an inspection, known by its `number` there ("E12").

    `chapter` is the body it is about, None for the region. `source_role` tells what kind of person
    said it, never who. `is_after_fieldwork` marks what a body stated later, dated apart. Nothing
    above OFFICIAL-SENSITIVE is kept here.
    """

    class Marking(models.TextChoices):
        OFFICIAL = "official", "OFFICIAL"
        OFFICIAL_SENSITIVE = "official_sensitive", "OFFICIAL-SENSITIVE"

    inspection = models.ForeignKey(Inspection, models.PROTECT, related_name="evidence")
    number = models.PositiveIntegerField()
    chapter = models.ForeignKey(
        InspectedBody, models.PROTECT, null=True, blank=True, related_name="evidence"
    )
    question_area = models.ForeignKey(
        QuestionArea, models.PROTECT, null=True, blank=True, related_name="+"
    )
    method = models.ForeignKey(EvidenceMethod, models.PROTECT, related_name="+")
    place = models.CharField(max_length=200, blank=True)
    gathered_on = models.DateField()
    is_after_fieldwork = models.BooleanField(default=False)
    source_role = models.CharField(max_length=200, blank=True)
    sources = models.PositiveSmallIntegerField(default=1)
    summary = models.TextField()
    marking = models.CharField(max_length=20, choices=Marking, default=Marking.OFFICIAL)
    handling = models.ManyToManyField(HandlingInstruction, related_name="+", blank=True)
    added_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    withdrawn_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawal_reason = models.TextField(blank=True)

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        ordering = ["inspection", "number"]
        verbose_name_plural = "evidence"
        constraints = [
            models.UniqueConstraint(name="evidence_number_once", fields=["inspection", "number"]),
            models.CheckConstraint(
                name="evidence_marking_is_allowed",
                condition=Q(marking__in=["official", "official_sensitive"]),
                violation_error_message=(
                    "The portal keeps OFFICIAL and OFFICIAL-SENSITIVE only. Leave this out of it."
                ),
            ),
            models.CheckConstraint(
                name="evidence_has_summary",
                condition=Q(summary__regex=r"\S"),
                violation_error_message="Say what the evidence shows.",
            ),
            models.CheckConstraint(
                name="evidence_has_a_source",
                condition=Q(sources__gte=1),
                violation_error_message="Evidence has at least one source.",
            ),
            models.CheckConstraint(
                name="evidence_withdrawn_by_someone_with_reason",
                condition=Q(withdrawn_at=None, withdrawn_by=None, withdrawal_reason="")
                | Q(
                    withdrawn_at__isnull=False,
                    withdrawn_by__isnull=False,
                    withdrawal_reason__regex=r"\S",
                ),
                violation_error_message="Say why the evidence is withdrawn.",
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete),
            refused_unless(
                OF_THE_SAME_INSPECTION,
                name="evidence_is_of_the_inspection",
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("inspection_id", "chapter_id"),
                message="The body is not in this inspection.",
            ),
        ]

    def __str__(self) -> str:
        return f"E{self.number}"

    def get_absolute_url(self) -> str:
        return address_of("findings:evidence_item", self.uuid)

    @property
    def is_withdrawn(self) -> bool:
        return self.withdrawn_at is not None


class DamagedFile(Exception):
    """The bytes of a stored file are not those that were handed in."""


class StoredFile(Identified):
    """A file as it was handed in: its bytes, and the hash by which they are known for good."""

    name = models.CharField(max_length=200)
    content_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    content = models.BinaryField()
    added_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    added_at = models.DateTimeField()

    class Meta:
        abstract = True
        ordering = ["added_at", "pk"]

    def __str__(self) -> str:
        return self.name

    def intact_content(self) -> bytes:
        """The bytes that were handed in. Raises DamagedFile where they are no longer the same."""
        content = bytes(self.content)
        if sha256(content).hexdigest() != self.sha256:
            raise DamagedFile(f"File {self.uuid} does not have its hash.")
        return content


STORED_FILE_IS_FROZEN = pgtrigger.Protect(
    name="stored_file_is_frozen", operation=pgtrigger.Update | pgtrigger.Delete
)


class EvidenceFileQuerySet(models.QuerySet["EvidenceFile"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(evidence__in=Evidence.objects.visible_to(user))

    def for_list(self) -> Self:
        return self.select_related("added_by").defer("content")


@tracked
class EvidenceFile(StoredFile):
    """A document behind a piece of evidence."""

    evidence = models.ForeignKey(Evidence, models.PROTECT, related_name="files")

    objects = EvidenceFileQuerySet.as_manager()

    class Meta(StoredFile.Meta):
        triggers = [STORED_FILE_IS_FROZEN]

    def get_absolute_url(self) -> str:
        return address_of("findings:evidence_file", self.uuid)


@tracked
class EvidenceLink(models.Model):
    """That a paragraph rests on a piece of evidence."""

    paragraph = models.ForeignKey(Paragraph, models.CASCADE, related_name="evidence_links")
    evidence = models.ForeignKey(Evidence, models.PROTECT, related_name="links")
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["evidence__number"]
        constraints = [
            models.UniqueConstraint(
                name="evidence_linked_once",
                fields=["paragraph", "evidence"],
                violation_error_message="The paragraph rests on this evidence already.",
            )
        ]
        triggers = [
            refused_unless(
                LINKED_INSIDE_THE_INSPECTION,
                name="evidence_linked_inside_the_inspection",
                operation=pgtrigger.Insert | pgtrigger.Update,
                message="The evidence is of another inspection.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.evidence} for {self.paragraph}"
