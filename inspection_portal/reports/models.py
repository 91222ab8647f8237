"""Issues of a report: the frozen document, and the PDF made of it."""

from datetime import datetime
from typing import Self

import pgtrigger
from django.db import models
from django.db.models import Case, F, OuterRef, Q, Subquery, Value, When
from django.db.models.fields.json import KT
from django.db.models.functions import Coalesce
from django.utils import timezone

from findings.models import Finding, InspectedBody, Inspection
from findings.models.guards import REFUSE_ONCE_PUBLISHED, frozen_once_issued
from forces.models import Body, Region
from inspection_portal.core.addresses import address_of
from inspection_portal.core.history import tracked, tracked_without
from inspection_portal.core.models import Followed, Identified, User
from inspection_portal.reports.document import CountRow, Counts, Subject
from inspection_portal.reports.historic import HistoricReading

__all__ = ["HistoricReading", "Issue", "IssueQuerySet", "Source", "SourceQuerySet"]

# What an issue that was replaced said may be what must not stand: it is called as its rows are now.
_TITLE = Case(
    When(replaced_at=None, then=KT("content__title")),
    default="inspection__title",
    output_field=models.TextField(),
)
# Where the document of one cause of concern has its heading: under the region, or under a body.
_HEADING_ALONE = Case(
    When(purpose="accelerated", replaced_at__isnull=False, then="finding__heading"),
    When(
        purpose="accelerated",
        then=Coalesce(
            KT("content__regional_findings__0__heading"),
            KT("content__bodies__0__areas__0__findings__0__heading"),
        ),
    ),
    default=Value(""),
    output_field=models.TextField(),
)


class IssueQuerySet(models.QuerySet["Issue"]):
    def visible_to(self, user: User) -> Self:
        """Published issues are for everyone; a draft issue is for those who see the draft, and not
        for those who have still to grade a body of it blind.
        """
        blinded = InspectedBody.objects.graded_blind_by(user)
        drafts = self.filter(inspection__in=Inspection.objects.drafts_visible_to(user)).exclude(
            purpose=Issue.Purpose.DRAFT, inspection__in=blinded.values("inspection")
        )
        return drafts | self.out() if user.is_active else drafts

    def readable(self) -> Self:
        """Issues whose text is not closed: neither of a withdrawn report, nor replaced."""
        return self.filter(inspection__withdrawn_at=None, replaced_at=None)

    def downloadable_by(self, user: User) -> Self:
        """Issues whose text the person may have: what is closed is for those who read drafts."""
        seen = self.visible_to(user)
        drafts = Inspection.objects.drafts_visible_to(user)
        return seen.readable() | seen.filter(inspection__in=drafts)

    def published(self) -> Self:
        """Issues of the whole report, those under embargo included."""
        return self.filter(purpose=Issue.Purpose.PUBLICATION, publish_at__isnull=False)

    def issued(self) -> Self:
        """Issues of whole reports and of causes of concern alone, those under embargo included."""
        return self.filter(publish_at__isnull=False)

    def recalled(self) -> Self:
        """Issues that were to be published, and were taken back under embargo."""
        return self.filter(publish_at=None).exclude(purpose=Issue.Purpose.DRAFT)

    def out(self, at: datetime | None = None) -> Self:
        """Issues that everyone may read at that moment (default now)."""
        return self.filter(publish_at__lte=at or timezone.now())

    def accelerated_about(self, body: Body) -> Self:
        """Causes of concern of a body that were published before their report."""
        about = Finding.objects.filter(Q(chapter__body=body) | Q(also_about__body=body))
        return self.filter(finding__in=about)

    def about(self, body: Body) -> Self:
        """Reports that inspected a body, and causes of concern of it."""
        concerns = Q(pk__in=Issue.objects.accelerated_about(body).values("pk"))
        inspected = InspectedBody.objects.filter(body=body).values("inspection")
        reports = Q(purpose=Issue.Purpose.PUBLICATION, inspection__in=inspected)
        return self.filter(reports | concerns)

    def standing(self, at: datetime) -> Self:
        """Issues that are out at that moment and that no other has taken the place of, those of
        withdrawn reports included.
        """
        out = self.issued().out(at).with_succession(at)
        return out.filter(Q(latest=None) | Q(purpose=Issue.Purpose.PUBLICATION, number=F("latest")))

    def for_list(self) -> Self:
        """With the title, and of a cause of concern the heading, as the document says them: the
        rows may have been rewritten since. Of an issue that was replaced they are as the rows are.
        """
        content = self.select_related("inspection", "requested_by").defer("content", "pdf")
        return content.annotate(title=_TITLE, concern=_HEADING_ALONE)

    def with_succession(self, at: datetime) -> Self:
        """Adds what went before and what stands at that moment: `supersedes`, the UUID of the issue
        of the report before it; `latest`, `latest_uuid` and `latest_at` of that which is out last.
        """
        issues = Issue.objects.published().filter(inspection=OuterRef("inspection"))
        before = issues.filter(purpose=OuterRef("purpose"), number__lt=OuterRef("number"))
        last = issues.out(at).order_by("-number")
        return self.annotate(
            supersedes=Subquery(before.order_by("-number").values("uuid")[:1]),
            latest=Subquery(last.values("number")[:1]),
            latest_uuid=Subquery(last.values("uuid")[:1]),
            latest_at=Subquery(last.values("publish_at")[:1]),
        )

    def unannounced(self) -> Self:
        """Issues that nobody has been told of."""
        return self.filter(announced_at=None)

    def waiting_since(self, moment: datetime) -> Self:
        """Issues asked for before that moment and not yet begun: their message was lost."""
        return self.filter(state=Issue.State.QUEUED, requested_at__lt=moment)

    def made_alike(self, issue: "Issue", edition: str) -> Self:
        """Issues that say the same in the same layout, and whose PDF was made in the same way."""
        alike = self.filter(content_sha256=issue.content_sha256, template=issue.template)
        return alike.filter(state=Issue.State.READY, made_with=edition, damaged_at=None)

    def damaged(self) -> Self:
        """Issues whose PDF was found to be another one than was made."""
        return self.filter(damaged_at__isnull=False)

    def abandoned(self, moment: datetime) -> Self:
        """Issues begun before that moment and never ended: their worker was stopped."""
        return self.filter(state=Issue.State.RUNNING, started_at__lt=moment)


@tracked_without("content", "progress", "step", "warnings")
class Issue(Followed, Identified):
    """One issue of a report. Its content never changes; a correction is a new issue that supersedes
    it. Everyone may read it from `publish_at` on; a draft, or an issue recalled under embargo, has
    none. From `replaced_at` on, when a redacted issue took its place, those who read drafts alone
    do. `template` is the layout that it is made in, now and ever. `warnings` are those of
    WeasyPrint, each with its `text` and the `place` in the report; `made_with` is the edition of
    what made the PDF; `damaged_at` is when it was first found to be another one than was made. Its
    list is followed `with_succession`: it is told again when another one takes its place.
    """

    SHOWN_FROM = ("publish_at", "inspection__changed_at", "latest_at")

    class Purpose(models.TextChoices):
        DRAFT = "draft", "Draft"
        PUBLICATION = "publication", "Publication"
        ACCELERATED = "accelerated", "Accelerated cause of concern"

    class State(models.TextChoices):
        QUEUED = "queued", "Waiting to be made"
        RUNNING = "running", "Being made"
        READY = "ready", "Ready"
        FAILED = "failed", "Failed"

    WAITED_FOR = (State.QUEUED, State.RUNNING)

    inspection = models.ForeignKey(Inspection, models.PROTECT, related_name="issues")
    finding = models.ForeignKey(
        Finding, models.PROTECT, null=True, blank=True, related_name="issues"
    )
    number = models.PositiveSmallIntegerField()
    publish_at = models.DateTimeField(null=True, blank=True, db_index=True)
    replaced_at = models.DateTimeField(null=True, blank=True)
    purpose = models.CharField(max_length=20, choices=Purpose)
    template = models.CharField(max_length=60)
    content = models.JSONField()
    content_sha256 = models.CharField(max_length=64, db_index=True)
    announced_at = models.DateTimeField(null=True, blank=True)
    requested_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    requested_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State, default=State.QUEUED)
    started_at = models.DateTimeField(null=True, blank=True)
    progress = models.PositiveSmallIntegerField(default=0)
    step = models.CharField(max_length=100, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    failure = models.TextField(blank=True)
    warnings = models.JSONField(default=list, blank=True)
    made_with = models.CharField(max_length=64, blank=True)
    damaged_at = models.DateTimeField(null=True, blank=True)
    pdf = models.BinaryField(null=True, blank=True)
    pdf_sha256 = models.CharField(max_length=64, blank=True, db_index=True)

    objects = IssueQuerySet.as_manager()

    class Meta:
        ordering = ["-requested_at", "-pk"]
        indexes = [
            models.Index(
                fields=["publish_at"],
                condition=Q(announced_at=None, publish_at__isnull=False),
                name="issue_to_announce",
            )
        ]
        constraints = [
            models.CheckConstraint(
                name="issue_purpose_is_known",
                condition=Q(purpose__in=["draft", "publication", "accelerated"]),
                violation_error_message="That is not a purpose of an issue.",
            ),
            models.CheckConstraint(
                name="issue_state_is_known",
                condition=Q(state__in=["queued", "running", "ready", "failed"]),
                violation_error_message="That is not a state of an issue.",
            ),
            models.UniqueConstraint(
                name="issue_number_once_per_purpose", fields=["inspection", "purpose", "number"]
            ),
            models.CheckConstraint(
                name="issue_of_draft_is_never_out",
                condition=~Q(purpose="draft") | Q(publish_at=None),
                violation_error_message="A draft is not published.",
            ),
            models.CheckConstraint(
                name="issue_replaced_only_once_out",
                condition=Q(replaced_at=None) | Q(publish_at__lte=F("replaced_at")),
                violation_error_message="Only what is published is replaced.",
            ),
            models.CheckConstraint(
                name="issue_accelerated_iff_of_finding",
                condition=Q(purpose="accelerated", finding__isnull=False)
                | ~Q(purpose="accelerated") & Q(finding=None),
            ),
            models.CheckConstraint(
                name="issue_ready_iff_pdf",
                condition=Q(state="ready", pdf__isnull=False) & ~Q(pdf_sha256="")
                | ~Q(state="ready") & Q(pdf=None, pdf_sha256=""),
            ),
            models.CheckConstraint(
                name="issue_waits_iff_not_started",
                condition=Q(state="queued", started_at=None)
                | ~Q(state="queued") & Q(started_at__isnull=False),
            ),
            models.CheckConstraint(
                name="issue_failed_iff_failure",
                condition=Q(state="failed") & ~Q(failure="") | ~Q(state="failed") & Q(failure=""),
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(
                name="content_is_frozen",
                fields=[
                    *("inspection", "finding", "number", "purpose", "template"),
                    *("content", "content_sha256"),
                    *("requested_by", "requested_at"),
                ],
            ),
            pgtrigger.Protect(
                name="ready_is_frozen",
                operation=pgtrigger.UpdateOf(
                    *("state", "started_at", "progress", "pdf", "pdf_sha256"),
                    *("warnings", "made_with"),
                ),
                condition=pgtrigger.Q(old__state="ready"),
            ),
            pgtrigger.Protect(
                name="replaced_stays_replaced",
                operation=pgtrigger.UpdateOf("replaced_at"),
                condition=pgtrigger.Q(old__replaced_at__isnull=False),
            ),
            pgtrigger.Trigger(
                name="published_moment_is_frozen",
                when=pgtrigger.Before,
                operation=pgtrigger.UpdateOf("publish_at"),
                condition=pgtrigger.Q(old__publish_at__isnull=False),
                func=REFUSE_ONCE_PUBLISHED,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.inspection}, {self.get_purpose_display().lower()} {self.number}"

    def get_absolute_url(self) -> str:
        return address_of("reports:issue", self.uuid)

    @property
    def is_waited_for(self) -> bool:
        return self.state in self.WAITED_FOR

    @property
    def filename(self) -> str:
        return self.file_name("pdf")

    def file_name(self, extension: str) -> str:
        """The name of a file of the issue."""
        draft = "-draft" if self.purpose == self.Purpose.DRAFT else ""
        return f"{self.inspection.slug}{draft}-{self.number}.{extension}"


class SourceQuerySet(models.QuerySet["Source"]):
    def of(self, sha256: str) -> "Source | None":
        """The source with that hash, and what was loaded from it."""
        return self.select_related("inspection__region").filter(sha256=sha256).first()

    def published(self, region: Region, publish_at: datetime) -> "Source | None":
        """The source of the report of a region that was published at that moment."""
        rows = self.select_related("inspection__region")
        return rows.filter(inspection__region=region, inspection__publish_at=publish_at).first()


@tracked
class PrintedCounts(models.Model):
    """What was counted of the bodies of an inspection, and stands in its report as a chart: only
    because somebody who works on the inspection had it printed (ADR 0043).

    `content` are its parts and rows, with as many numbers; the rest is as `document.Counts` has it.
    """

    inspection = models.ForeignKey(Inspection, models.CASCADE, related_name="printed_counts")
    subject = models.CharField(max_length=20)
    as_at = models.DateField()
    source = models.TextField()
    counted = models.TextField()
    content = models.JSONField()
    printed_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    printed_at = models.DateTimeField()

    class Meta:
        ordering = ["subject"]
        constraints = [
            models.UniqueConstraint(
                name="printed_counts_once_per_subject",
                fields=["inspection", "subject"],
                violation_error_message="The report shows these counts already.",
            ),
            models.CheckConstraint(
                name="printed_counts_subject_is_known",
                condition=Q(subject__in=["disruptions", "plans", "register"]),
                violation_error_message="That is not counted for a report.",
            ),
        ]
        triggers = [frozen_once_issued("{row}.inspection_id")]

    def __str__(self) -> str:
        return f"{self.inspection}: {self.subject}"

    @property
    def lines(self) -> list[tuple[str, list[tuple[str, int]]]]:
        """Each row's name, and its numbers by their parts."""
        parts = self.content["parts"]
        return [
            (name, list(zip(parts, numbers, strict=True))) for name, numbers in self.content["rows"]
        ]

    @property
    def as_counts(self) -> Counts:
        """As the document has them."""
        return Counts(
            Subject(self.subject),
            tuple(self.content["parts"]),
            tuple(CountRow(name, tuple(numbers)) for name, numbers in self.content["rows"]),
            self.as_at,
            self.source,
            self.counted,
        )


@tracked
class Source(models.Model):
    """The published file that an inspection was back-loaded from, known by its hash.

    `reading_sha256` is that of the document as it was read (empty where it was loaded before that
    was noted), `issue` the number of the issue that was made of it.
    """

    inspection = models.OneToOneField(Inspection, models.CASCADE, related_name="source")
    sha256 = models.CharField(max_length=64, unique=True)
    filename = models.CharField(max_length=200)
    loaded_at = models.DateTimeField()
    reading_sha256 = models.CharField(max_length=64, blank=True)
    issue = models.PositiveSmallIntegerField(default=1)

    objects = SourceQuerySet.as_manager()

    def __str__(self) -> str:
        return self.filename
