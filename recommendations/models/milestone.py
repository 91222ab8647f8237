"""When an entry is due, and how that came to move (domain §3.3, §9)."""

from datetime import date
from typing import Self

import pgtrigger
from django.db import models
from django.db.models import Count, F, GeneratedField, Q
from django.db.models.functions import Coalesce

from inspection_portal.core.history import tracked
from inspection_portal.core.models import Followed, Identified, User, Versioned
from recommendations.deadlines import DueKind
from recommendations.models.guards import MILESTONE_TRIGGERS
from recommendations.models.register import RegisterEntry

TARGET = 0
ADDRESSEES = ("body", "organisation", "policing_body")


class MilestoneQuerySet(models.QuerySet["Milestone"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(entry__in=RegisterEntry.objects.visible_to(user))

    def unmet(self) -> Self:
        """Those that nobody has found met, of open entries."""
        return self.filter(met_on=None, entry__closed_on=None)

    def of_the_inspectorate(self) -> Self:
        """Deadlines, without the targets that bodies set themselves."""
        return self.exclude(kind=Milestone.Kind.TARGET)

    def with_moves(self) -> Self:
        """With `moves`: how often the inspectorate has agreed to another date."""
        agreed = Q(changes__decision=DeadlineChange.Decision.AGREED)
        return self.annotate(moves=Count("changes", filter=agreed))

    def for_list(self) -> Self:
        return self.select_related(*(f"entry__{name}" for name in ADDRESSEES))


@tracked
class Milestone(Followed, Identified, Versioned):
    """A date by which an entry, or its first part, must be done; most entries have one.

    `words` are those of the deadline in the report ("by 1 March 2025"). `original_on` is the date
    that they name, None where none can be computed: what waits for an event has no date before
    `happened_on`. `agreed_on` is the latest date that the inspectorate has agreed to instead, and
    `current_on` the one that counts. A target, at position 0, is the body's own and binds nobody
    else; it has no date once it is dropped. `met_on` is the day on which the inspectorate found it
    met.
    """

    SHOWN_FROM = ("entry__published_at",)

    class Kind(models.TextChoices):
        IMMEDIATE = DueKind.IMMEDIATE.value, DueKind.IMMEDIATE.label
        DATE = DueKind.DATE.value, DueKind.DATE.label
        MONTH = DueKind.MONTH.value, DueKind.MONTH.label
        RELATIVE = DueKind.RELATIVE.value, DueKind.RELATIVE.label
        EVENT = DueKind.EVENT.value, DueKind.EVENT.label
        TARGET = "target", "The body’s own target"

    entry = models.ForeignKey(RegisterEntry, models.CASCADE, related_name="milestones")
    position = models.PositiveSmallIntegerField(default=1)
    kind = models.CharField(max_length=10, choices=Kind)
    words = models.TextField(blank=True)
    original_on = models.DateField(null=True, blank=True)
    agreed_on = models.DateField(null=True, blank=True)
    happened_on = models.DateField(null=True, blank=True)
    current_on = GeneratedField(
        expression=Coalesce("agreed_on", "original_on"),
        output_field=models.DateField(null=True),
        db_persist=True,
    )
    met_on = models.DateField(null=True, blank=True)

    objects = MilestoneQuerySet.as_manager()

    class Meta:
        ordering = ["entry", "position"]
        indexes = [
            models.Index(
                fields=["current_on", "id"], condition=Q(met_on=None), name="milestone_unmet"
            ),
            models.Index(
                fields=["kind", "current_on"],
                condition=Q(met_on=None),
                name="milestone_unmet_of_kind",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                name="milestone_position_once",
                fields=["entry", "position"],
                violation_error_message="The entry has a milestone at this place already.",
            ),
            models.CheckConstraint(
                name="milestone_kind_is_known",
                condition=Q(kind__in=["immediate", "date", "month", "relative", "event", "target"]),
                violation_error_message="That is not a kind of deadline.",
            ),
            models.CheckConstraint(
                name="milestone_target_stands_first",
                condition=Q(kind="target", position=TARGET)
                | ~Q(kind="target") & Q(position__gt=TARGET),
                violation_error_message="A target stands before the deadlines.",
            ),
            models.CheckConstraint(
                name="milestone_event_has_no_date_of_its_own",
                condition=Q(kind="event", original_on=None)
                | ~Q(kind="event") & Q(happened_on=None),
                violation_error_message="Only what waits for an event has the date of one.",
            ),
        ]
        triggers = MILESTONE_TRIGGERS

    def __str__(self) -> str:
        return f"{self.entry.reference}: {self.words or self.get_kind_display()}"

    @property
    def is_target(self) -> bool:
        return self.kind == self.Kind.TARGET

    @property
    def is_moved(self) -> bool:
        """Whether another date counts than the one that was published."""
        return self.agreed_on is not None and self.agreed_on != self.original_on

    def is_late(self, on: date) -> bool:
        """Whether its date has passed by that day, and it is not met."""
        return self.met_on is None and self.current_on is not None and self.current_on < on


class DeadlineChangeQuerySet(models.QuerySet["DeadlineChange"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(milestone__entry__in=RegisterEntry.objects.visible_to(user))

    def waiting(self) -> Self:
        """Asked for, and not decided."""
        return self.filter(decision="")

    def for_list(self) -> Self:
        addressees = (f"milestone__entry__{name}" for name in ADDRESSEES)
        return self.select_related(*addressees, "requested_by", "decided_by")


@tracked
class DeadlineChange(Followed, Identified, Versioned):
    """That a body asks for another date, why, and what the inspectorate decides.

    `from_on` is the date that counted when it was asked for.
    """

    class Decision(models.TextChoices):
        AGREED = "agreed", "Agreed"
        REFUSED = "refused", "Refused"
        WITHDRAWN = "withdrawn", "Withdrawn"

    milestone = models.ForeignKey(Milestone, models.PROTECT, related_name="changes")
    from_on = models.DateField(null=True, blank=True)
    to_on = models.DateField()
    reason = models.TextField()
    requested_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    requested_at = models.DateTimeField()
    decision = models.CharField(max_length=10, choices=Decision, blank=True)
    decision_reason = models.TextField(blank=True)
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)

    objects = DeadlineChangeQuerySet.as_manager()

    class Meta:
        ordering = ["-requested_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                name="deadline_change_asked_for_once_at_a_time",
                fields=["milestone"],
                condition=Q(decision=""),
                violation_error_message="Another date has been asked for and is not decided yet.",
            ),
            models.CheckConstraint(
                name="deadline_change_says_why",
                condition=Q(reason__regex=r"\S"),
                violation_error_message="Say why the date should move.",
            ),
            models.CheckConstraint(
                name="deadline_change_moves_the_date",
                condition=Q(from_on=None) | ~Q(to_on=F("from_on")),
                violation_error_message="That is the date already. Choose another one.",
            ),
            models.CheckConstraint(
                name="deadline_change_decided_by_someone",
                condition=Q(decision="", decided_by=None, decided_at=None)
                | Q(
                    decision__in=["agreed", "refused", "withdrawn"],
                    decided_by__isnull=False,
                    decided_at__isnull=False,
                ),
            ),
            models.CheckConstraint(
                name="deadline_change_refused_with_reason",
                condition=~Q(decision="refused") | Q(decision_reason__regex=r"\S"),
                violation_error_message="Say why the date stays as it is.",
            ),
            models.CheckConstraint(
                name="deadline_change_decided_by_a_second_person",
                condition=Q(decision__in=["", "withdrawn"]) | ~Q(decided_by=F("requested_by")),
                violation_error_message=(
                    "You asked for this date, so somebody else must decide on it."
                ),
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(
                name="request_is_frozen",
                fields=["milestone", "from_on", "to_on", "reason", "requested_by", "requested_at"],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.milestone}: {self.to_on.isoformat()}"

    @property
    def is_waiting(self) -> bool:
        """Whether it is not decided yet."""
        return not self.decision
