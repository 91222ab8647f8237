"""The register: what each body must do after publication, one entry per addressee (domain §3.3)."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Self

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import Exists, F, GeneratedField, OuterRef, Q, Value
from django.db.models.functions import Coalesce, Upper
from django.db.models.lookups import Exact
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.timezone import localdate

from findings.models import Finding, Inspection
from forces.models import Body, LocalPolicingBody, Organisation, RoleGrant, standing
from forces.rights import Right, holds
from inspection_portal.core.addresses import address_of
from inspection_portal.core.dates import LondonDay
from inspection_portal.core.history import tracked
from inspection_portal.core.models import Followed, Identified, User, Versioned
from recommendations import rag
from recommendations.models.guards import ENTRY_TRIGGERS
from recommendations.models.lateness import DUE_ORDER, DUE_SOON, Lateness
from recommendations.models.national import NationalRecommendation, NationalReport
from recommendations.models.recommendation import Recommendation

OF_INSPECTION = ("recommendation__finding__inspection", "finding__inspection")


def _exactly_one(*fields: str) -> Q:
    """That one of these is given, and no other."""
    found = Q()
    for name in fields:
        others = {f"{other}__isnull": True for other in fields if other != name}
        found |= Q(**{f"{name}__isnull": False}, **others)
    return found


def _owner_acts() -> Exists:
    of_addressee = Q(body=OuterRef("body")) | Q(policing_body=OuterRef("policing_body"))
    held = RoleGrant.objects.current().filter(of_addressee, user=OuterRef("owner"))
    return Exists(held.filter(user__is_active=True))


def of_report(field: str) -> Coalesce:
    """A field of the report, by whichever way leads from an entry to it."""
    return Coalesce(*(f"{path}__{field}" for path in (*OF_INSPECTION, "national__report")))


def of_historic() -> Coalesce:
    """Whether the report of an entry was published elsewhere, and loaded."""
    return Coalesce(*(f"{path}__is_historic" for path in OF_INSPECTION), Value(value=False))


class RegisterEntryQuerySet(models.QuerySet["RegisterEntry"]):
    def visible_to(self, user: User) -> Self:
        """The whole register for the inspectorate; for others the entries of the bodies that they
        act for or oversee; for nobody what is still under embargo.
        """
        seen = self.published()
        if holds(user, Right.REGISTER_READ_ALL):
            return seen
        if holds(user, Right.REGISTER_READ):
            who = standing(user)
            return seen.filter(
                Q(body__in=who.answered_for) | Q(policing_body__in=who.policing_bodies)
            )
        return seen.none()

    def published(self, at: datetime | None = None) -> Self:
        """Entries of what was published by that moment (default now)."""
        return self.filter(published_at__lte=at or timezone.now())

    def led_by(self, user: User) -> Self:
        """Entries of the bodies that the person speaks for, or of their local policing body."""
        who = standing(user)
        return self.filter(Q(body__in=who.led) | Q(policing_body__in=who.policing_bodies))

    def of(self, inspection: Inspection) -> Self:
        """What the report of that inspection asks for, of any body."""
        return self.from_findings(Finding.objects.filter(inspection=inspection))

    def from_findings(self, findings: models.QuerySet[Finding]) -> Self:
        """What those findings ask for: their recommendations, or the findings themselves."""
        return self.filter(Q(recommendation__finding__in=findings) | Q(finding__in=findings))

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

    def with_rag(self, on: date, chosen: Mapping[int, str]) -> Self:
        """With `rag`, the colour on that day by the rule sets that bodies have chosen, by key
        (`BodyRules.objects.chosen`).
        """
        return self.annotate(rag=rag.colours(chosen, on))

    def of_colour(self, colour: str, on: date, chosen: Mapping[int, str]) -> Self:
        """Entries of that colour on a day."""
        return self.filter(Exact(rag.colours(chosen, on), Value(colour)))

    def with_facts(self) -> Self:
        """With `made_up`, whether its report is a demonstration, and `owner_acts`, whether its
        owner acts for the body today.
        """
        return self.annotate(made_up=of_report("is_demonstration"), owner_acts=_owner_acts())

    def asking_for(self, words: str) -> Self:
        """Entries that ask for something in those words, whatever their case."""
        return self.filter(asked__icontains=words)

    def for_list(self) -> Self:
        """With what a row of a list shows, without the long texts behind it."""
        unread = ("text", "lead", "parts", "internal_note", "inspection__regional_introduction")
        return self.select_related(
            *("body", "organisation", "policing_body", "owner", "national__report"),
            *("recommendation__finding__inspection", "finding__inspection"),
        ).defer(
            *(
                f"{path}__{name}"
                for path in ("finding", "recommendation__finding")
                for name in unread
            )
        )

    def for_lines(self) -> Self:
        """With what a line of the register shows, and no more."""
        joined = ("body", "organisation", "policing_body", "owner")
        own = ("uuid", "finding_id", "asked", "opened_on", "closed_on", "status", "position")
        nationally = ("national__uuid", "national__number", "national__report__title")
        read = (*own, "due_on", "target_on", *(f"{each}__name" for each in joined), *nationally)
        return self.with_facts().select_related(*joined, "national__report").only(*read)


@tracked
class RegisterEntry(Followed, Identified, Versioned):
    """What one addressee must do, a body or somebody outside the bodies: a recommendation, or an
    area for improvement, until the inspectorate closes it.

    Nobody sees it before `published_at`, the moment of the report's publication. `reference` names
    it for people: its report and its number there. `asked` is a copy of the published words, so
    that a correction in the making does not show before it is published.

    `due_on` is the earliest date of its milestones that are not met, `target_on` the date that the
    body has set itself; the database keeps both so. Lateness is computed from them, never stored.
    Only the inspectorate sets `status`; `position` is what the body says itself (domain §3.3).
    """

    SHOWN_FROM = ("published_at",)

    class Status(models.TextChoices):
        AWAITING_REVIEW = "awaiting_review", "Awaiting review"
        BEING_PROGRESSED = "being_progressed", "Being progressed"
        COMPLETE = "complete", "Complete"
        NO_FURTHER_ACTION = "no_further_action", "No further action needed"
        SUPERSEDED = "superseded", "Superseded"

    class Position(models.TextChoices):
        AWAITING_ALLOCATION = "awaiting_allocation", "Awaiting allocation"
        IN_PROGRESS = "in_progress", "In progress"
        PENDING_SIGN_OFF = "pending_sign_off", "Pending sign-off"
        SUBMITTED = "submitted", "Submitted for closure"
        CLOSED_BY_BODY = "closed_by_body", "Closed by the force"
        NOT_ACCEPTED = "not_accepted", "Not accepted"
        NOT_APPLICABLE = "not_applicable", "Not applicable"
        DEPENDS = "depends", "Depends on another body"

    OPEN = (Status.AWAITING_REVIEW, Status.BEING_PROGRESSED)
    NEEDS_REASON = (Position.NOT_ACCEPTED, Position.NOT_APPLICABLE)
    # What anybody of the body may say, and what only its leads may.
    AT_WORK = (Position.IN_PROGRESS, Position.PENDING_SIGN_OFF)
    OF_LEADS = (
        Position.CLOSED_BY_BODY,
        Position.NOT_ACCEPTED,
        Position.NOT_APPLICABLE,
        Position.DEPENDS,
    )

    recommendation = models.ForeignKey(
        Recommendation, models.PROTECT, null=True, blank=True, related_name="register_entries"
    )
    finding = models.ForeignKey(
        Finding, models.PROTECT, null=True, blank=True, related_name="register_entries"
    )
    national = models.ForeignKey(
        NationalRecommendation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="register_entries",
    )
    body = models.ForeignKey(
        Body, models.PROTECT, null=True, blank=True, related_name="register_entries"
    )
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="register_entries"
    )
    policing_body = models.ForeignKey(
        LocalPolicingBody, models.PROTECT, null=True, blank=True, related_name="register_entries"
    )
    reference = models.TextField(unique=True)
    asked = models.TextField()
    status = models.CharField(max_length=20, choices=Status, default=Status.AWAITING_REVIEW)
    position = models.CharField(
        max_length=20, choices=Position, default=Position.AWAITING_ALLOCATION
    )
    position_reason = models.TextField(blank=True)
    depends_on_body = models.ForeignKey(
        Body, models.PROTECT, null=True, blank=True, related_name="awaited_entries"
    )
    depends_on_organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="awaited_entries"
    )
    published_at = models.DateTimeField(db_index=True)
    opened_on = GeneratedField(
        expression=LondonDay("published_at"), output_field=models.DateField(), db_persist=True
    )
    closed_on = models.DateField(null=True, blank=True)
    due_on = models.DateField(null=True, blank=True)
    target_on = models.DateField(null=True, blank=True)
    owner = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="owned_entries"
    )

    # Of rows read `with_facts`, and of no others.
    made_up: bool
    owner_acts: bool

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
            models.Index(
                fields=["due_on", "body"],
                include=["published_at"],
                condition=Q(closed_on=None),
                name="open_entry_by_due_on",
            ),
            # What `icontains` compares.
            GinIndex(OpClass(Upper("asked"), "gin_trgm_ops"), name="entry_by_words"),
        ]
        constraints = [
            models.CheckConstraint(
                name="entry_is_of_one_thing",
                condition=_exactly_one("recommendation", "finding", "national"),
                violation_error_message=(
                    "An entry is of one recommendation or of one area for improvement."
                ),
            ),
            models.CheckConstraint(
                name="entry_has_one_addressee",
                condition=_exactly_one("body", "organisation", "policing_body"),
                violation_error_message="An entry is addressed to one body or organisation.",
            ),
            models.UniqueConstraint(
                name="asked_once_of_each_addressee",
                fields=[
                    *("recommendation", "finding", "national"),
                    *("body", "organisation", "policing_body"),
                ],
                nulls_distinct=False,
                violation_error_message="The addressee already has an entry for this.",
            ),
            models.CheckConstraint(
                name="entry_position_says_why",
                condition=Q(
                    position__in=["not_accepted", "not_applicable"], position_reason__regex=r"\S"
                )
                | ~Q(position__in=["not_accepted", "not_applicable"]),
                violation_error_message="Say why it is not accepted, or does not apply.",
            ),
            models.CheckConstraint(
                name="entry_depends_on_one_body",
                condition=Q(position="depends")
                & _exactly_one("depends_on_body", "depends_on_organisation")
                | ~Q(position="depends") & Q(depends_on_body=None, depends_on_organisation=None),
                violation_error_message="Name the one body that it depends on.",
            ),
            models.CheckConstraint(
                name="entry_position_is_known",
                condition=Q(
                    position__in=[
                        *("awaiting_allocation", "in_progress", "pending_sign_off", "submitted"),
                        *("closed_by_body", "not_accepted", "not_applicable", "depends"),
                    ]
                ),
                violation_error_message="That is not a position of a body.",
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
        triggers = ENTRY_TRIGGERS

    def __str__(self) -> str:
        return f"{self.addressee}: {Truncator(self.asked).chars(120)}"

    def get_absolute_url(self) -> str:
        return address_of("recommendations:entry", self.uuid)

    @property
    def addressee(self) -> Body | Organisation | LocalPolicingBody:
        """Who must act."""
        return self.body or self.organisation or self.policing_body  # type: ignore[return-value]

    @property
    def source(self) -> Finding | None:
        """The area for improvement, or the cause of concern above the recommendation; None for a
        recommendation of a national report.
        """
        return self.finding or (self.recommendation.finding if self.recommendation else None)

    @property
    def report(self) -> Inspection | NationalReport:
        """What asked for it."""
        return self.source.inspection if self.source else self.national.report  # type: ignore[union-attr]

    @property
    def is_historic(self) -> bool:
        """Whether its report was published elsewhere, and loaded."""
        return bool(self.source and self.source.inspection.is_historic)

    @property
    def kind(self) -> str:
        """What it is of, in the words of the register."""
        return "Area for improvement" if self.finding_id else "Recommendation"

    @property
    def depends_on(self) -> Body | Organisation | None:
        """Whom the body waits for, where that is its position."""
        return self.depends_on_body or self.depends_on_organisation

    @property
    def is_open(self) -> bool:
        return self.status in self.OPEN

    def is_overdue(self, on: date | None = None) -> bool:
        return self.lateness(on) == Lateness.OVERDUE

    def lateness(self, on: date | None = None) -> Lateness:
        """How it stands against its deadline on that day (default today)."""
        return Lateness.of(self.due_on, is_open=self.is_open, on=on or localdate())
