"""The register: what each body must do after publication, one entry per addressee (domain §3.3)."""

from datetime import date, datetime, timedelta
from typing import Self

import pgtrigger
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import Exists, F, GeneratedField, OuterRef, Q, Value
from django.db.models.functions import Coalesce, Upper
from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.timezone import localdate

from findings.models import Finding, Inspection
from findings.models.guards import REFUSE_UNLESS, refused_unless
from forces.models import Body, RoleGrant, standing
from forces.rights import Right, holds
from inspection_portal.core.dates import LondonDay
from inspection_portal.core.history import tracked
from inspection_portal.core.models import Identified, User, Versioned
from recommendations.models.recommendation import Recommendation

DUE_SOON = timedelta(days=30)
# By deadline, what has none last.
DUE_ORDER = Coalesce("due_on", Value(date.max))

ADDRESSED = pgtrigger.Insert | pgtrigger.UpdateOf("body_id", "recommendation_id", "finding_id")
BODY_IS_INSPECTED = """
    EXISTS (
        SELECT 1 FROM findings_finding AS finding
        JOIN findings_inspectedbody AS chapter ON chapter.inspection_id = finding.inspection_id
        WHERE chapter.body_id = NEW.body_id AND finding.id = COALESCE(
            NEW.finding_id,
            (SELECT finding_id FROM recommendations_recommendation WHERE id = NEW.recommendation_id)
        )
    )
"""
OF_AN_AREA_FOR_IMPROVEMENT = """
    NEW.finding_id IS NULL OR EXISTS (
        SELECT 1 FROM findings_finding AS finding
        WHERE finding.id = NEW.finding_id AND finding.kind = 'area_for_improvement'
    )
"""

PUBLISHED_STAYS = """
    IF OLD.published_at <= clock_timestamp() THEN
        RAISE EXCEPTION 'What is published stays published.'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'published_stays_published';
    END IF;
    RETURN NULL;
"""
NOT_ISSUED_OR_BEING_CORRECTED = """
    NOT EXISTS (
        SELECT 1 FROM findings_finding AS finding
        JOIN findings_inspection AS inspection ON inspection.id = finding.inspection_id
        WHERE inspection.stage = 'issued' AND finding.id = COALESCE(
            OLD.finding_id,
            (SELECT finding_id FROM recommendations_recommendation WHERE id = OLD.recommendation_id)
        ) AND NOT EXISTS (
            SELECT 1 FROM findings_correction AS correction
            WHERE correction.inspection_id = inspection.id AND correction.closed_at IS NULL
        )
    )
"""


class Lateness(models.TextChoices):
    """How an entry stands against its deadline on a day: computed, never stored (domain §3.3)."""

    OVERDUE = "overdue", "Overdue"
    DUE_SOON = "due_soon", "Due within 30 days"
    ON_TIME = "on_time", "On time"
    NO_DEADLINE = "no_deadline", "No deadline"
    CLOSED = "closed", "Closed"

    @classmethod
    def of(cls, due_on: date | None, *, is_open: bool, on: date) -> Self:
        if not is_open:
            return cls.CLOSED
        if due_on is None:
            return cls.NO_DEADLINE
        if due_on < on:
            return cls.OVERDUE
        return cls.DUE_SOON if due_on <= on + DUE_SOON else cls.ON_TIME


def _owner_acts() -> Exists:
    held = RoleGrant.objects.current().filter(body=OuterRef("body"), user=OuterRef("owner"))
    return Exists(held.filter(user__is_active=True))


class RegisterEntryQuerySet(models.QuerySet["RegisterEntry"]):
    def visible_to(self, user: User) -> Self:
        """The whole register for the inspectorate; for others the entries of the bodies that they
        act for or oversee; for nobody what is still under embargo.
        """
        seen = self.published()
        if holds(user, Right.REGISTER_READ_ALL):
            return seen
        if holds(user, Right.REGISTER_READ):
            return seen.filter(body__in=standing(user).answered_for)
        return seen.none()

    def published(self, at: datetime | None = None) -> Self:
        """Entries of what was published by that moment (default now)."""
        return self.filter(published_at__lte=at or timezone.now())

    def of(self, inspection: Inspection) -> Self:
        """What the report of that inspection asks for, of any body."""
        return self.filter(
            Q(recommendation__finding__inspection=inspection) | Q(finding__inspection=inspection)
        )

    def open(self) -> Self:
        """Entries that are not closed: those without `closed_on`, as a constraint says."""
        return self.filter(closed_on=None)

    def closed(self) -> Self:
        return self.filter(closed_on__isnull=False)

    def owned(self) -> Self:
        """Entries with an owner who acts for the body today."""
        return self.filter(_owner_acts())

    def without_owner(self) -> Self:
        """Entries that have no owner, or one who no longer acts for the body."""
        return self.filter(~_owner_acts())

    def overdue(self, on: date | None = None) -> Self:
        """Open entries whose deadline is before that day (default today); one without a date is
        never overdue.
        """
        return self.open().filter(due_on__lt=on or localdate())

    def due_within(self, days: int, on: date | None = None) -> Self:
        """Open entries that fall due on that day (default today) or at most `days` after it."""
        first = on or localdate()
        return self.open().filter(due_on__range=(first, first + timedelta(days=days)))

    def standing_at(self, lateness: str, on: date | None = None) -> Self:
        """Entries of that `Lateness` on that day (default today)."""
        match lateness:
            case Lateness.OVERDUE:
                return self.overdue(on)
            case Lateness.DUE_SOON:
                return self.due_within(DUE_SOON.days, on)
            case Lateness.ON_TIME:
                return self.open().filter(due_on__gt=(on or localdate()) + DUE_SOON)
            case Lateness.NO_DEADLINE:
                return self.open().filter(due_on=None)
        return self.closed()

    def asking_for(self, words: str) -> Self:
        """Entries that ask for something in those words, whatever their case."""
        return self.filter(asked__icontains=words)

    def for_list(self) -> Self:
        """With what a row of a list shows, without the long texts behind it."""
        unread = ("text", "lead", "parts", "internal_note", "inspection__regional_introduction")
        return self.select_related(
            "body", "owner", "recommendation__finding__inspection", "finding__inspection"
        ).defer(
            *(
                f"{path}__{name}"
                for path in ("finding", "recommendation__finding")
                for name in unread
            )
        )


@tracked
class RegisterEntry(Identified, Versioned):
    """What one body must do: a recommendation, or an area for improvement, until the inspectorate
    closes it.

    Nobody sees it before `published_at`, the moment of the report's publication. `asked` is a copy
    of the published words, so that a correction in the making does not show
    before it is published. Lateness is computed from `due_on`, never stored; only the inspectorate
    sets `status` (domain §3.3).
    """

    class Status(models.TextChoices):
        AWAITING_REVIEW = "awaiting_review", "Awaiting review"
        BEING_PROGRESSED = "being_progressed", "Being progressed"
        COMPLETE = "complete", "Complete"
        NO_FURTHER_ACTION = "no_further_action", "No further action needed"
        SUPERSEDED = "superseded", "Superseded"

    OPEN = (Status.AWAITING_REVIEW, Status.BEING_PROGRESSED)

    recommendation = models.ForeignKey(
        Recommendation, models.PROTECT, null=True, blank=True, related_name="register_entries"
    )
    finding = models.ForeignKey(
        Finding, models.PROTECT, null=True, blank=True, related_name="register_entries"
    )
    body = models.ForeignKey(Body, models.PROTECT, related_name="register_entries")
    asked = models.TextField()
    status = models.CharField(max_length=20, choices=Status, default=Status.AWAITING_REVIEW)
    published_at = models.DateTimeField(db_index=True)
    opened_on = GeneratedField(
        expression=LondonDay("published_at"), output_field=models.DateField(), db_persist=True
    )
    closed_on = models.DateField(null=True, blank=True)
    due_on = models.DateField(null=True, blank=True)
    owner = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="owned_entries"
    )

    objects = RegisterEntryQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "pk"]
        verbose_name_plural = "register entries"
        indexes = [
            models.Index(DUE_ORDER, "id", name="entry_by_due_date"),
            models.Index("body", DUE_ORDER, "id", name="entry_by_body"),
            models.Index("status", DUE_ORDER, "id", name="entry_by_status"),
            models.Index(
                DUE_ORDER, "id", condition=Q(closed_on=None), name="open_entry_by_due_date"
            ),
            # What `icontains` compares.
            GinIndex(OpClass(Upper("asked"), "gin_trgm_ops"), name="entry_by_words"),
        ]
        constraints = [
            models.CheckConstraint(
                name="entry_is_of_recommendation_or_finding",
                condition=Q(recommendation__isnull=False, finding=None)
                | Q(recommendation=None, finding__isnull=False),
                violation_error_message=(
                    "An entry is of one recommendation or of one area for improvement."
                ),
            ),
            models.UniqueConstraint(
                name="recommendation_once_per_body",
                fields=["recommendation", "body"],
                violation_error_message="The body already has an entry for this recommendation.",
            ),
            models.UniqueConstraint(
                name="area_for_improvement_once_per_body",
                fields=["finding", "body"],
                violation_error_message=(
                    "The body already has an entry for this area for improvement."
                ),
            ),
            models.CheckConstraint(
                name="entry_closed_iff_closed_on",
                condition=Q(status__in=["awaiting_review", "being_progressed"], closed_on=None)
                | Q(
                    status__in=["complete", "no_further_action", "superseded"],
                    closed_on__isnull=False,
                ),
                violation_error_message=(
                    "A closed entry needs the date it was closed, an open one has none."
                ),
            ),
            models.CheckConstraint(
                name="entry_closes_after_it_opens",
                condition=Q(closed_on=None) | Q(closed_on__gte=F("opened_on")),
                violation_error_message="The entry would be closed before it was opened.",
            ),
        ]
        triggers = [
            refused_unless(
                BODY_IS_INSPECTED,
                name="entry_body_is_in_the_inspection",
                operation=ADDRESSED,
                message="The body is not in the inspection that the entry is from.",
            ),
            # Asked once: the entry stays as it was when a correction makes the finding another.
            refused_unless(
                OF_AN_AREA_FOR_IMPROVEMENT,
                name="entry_finding_is_area_for_improvement",
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("finding_id"),
                message="Only an area for improvement enters the register by itself.",
            ),
            pgtrigger.Trigger(
                name="published_is_never_deleted",
                when=pgtrigger.After,
                operation=pgtrigger.Delete,
                func=PUBLISHED_STAYS,
            ),
            pgtrigger.Trigger(
                name="published_stays_addressed",
                when=pgtrigger.After,
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange("recommendation", "finding", "body", "published_at"),
                func=PUBLISHED_STAYS,
            ),
            pgtrigger.Trigger(
                name="asked_changes_only_by_correction",
                when=pgtrigger.After,
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange("asked", "due_on"),
                func=REFUSE_UNLESS.format(
                    condition=NOT_ISSUED_OR_BEING_CORRECTED,
                    name="published_changes_only_by_correction",
                    message="What is published changes only through a correction.",
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.body}: {Truncator(self.asked).chars(120)}"

    def get_absolute_url(self) -> str:
        return reverse("recommendations:entry", args=[self.uuid])

    @property
    def source(self) -> Finding:
        """The area for improvement, or the cause of concern above the recommendation."""
        return self.finding or self.recommendation.finding  # type: ignore[union-attr]

    @property
    def kind(self) -> str:
        """What it is of, in the words of the register."""
        return "Recommendation" if self.recommendation_id else "Area for improvement"

    @property
    def is_open(self) -> bool:
        return self.status in self.OPEN

    def is_overdue(self, on: date | None = None) -> bool:
        return self.lateness(on) == Lateness.OVERDUE

    def lateness(self, on: date | None = None) -> Lateness:
        """How it stands against its deadline on that day (default today)."""
        return Lateness.of(self.due_on, is_open=self.is_open, on=on or localdate())


class StatusChange(models.Model):
    """One status that the inspectorate gave an entry, and why: the register's public log (domain
    §3.3).

    `narrative` is read by the body; it names no person. Who acted is for the inspectorate alone.
    """

    entry = models.ForeignKey(RegisterEntry, models.CASCADE, related_name="status_changes")
    status = models.CharField(max_length=20, choices=RegisterEntry.Status)
    narrative = models.TextField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="status_change_says_why",
                condition=Q(narrative__regex=r"\S"),
                violation_error_message="Say why the status changes.",
            ),
            models.CheckConstraint(
                name="status_change_status_is_known",
                condition=Q(
                    status__in=[
                        "awaiting_review",
                        "being_progressed",
                        "complete",
                        "no_further_action",
                        "superseded",
                    ]
                ),
                violation_error_message="That is not a status of the register.",
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return self.get_status_display()
