"""Who is reminded of which deadline, when, and what came of it (domain §9)."""

from datetime import date, time, timedelta
from typing import Self

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from forces.models import standing
from forces.rights import Right, holds
from inspection_portal.core.dates import london
from inspection_portal.core.history import tracked
from inspection_portal.core.models import Identified, Message, User, Versioned
from recommendations.models.milestone import Milestone
from recommendations.models.register import RegisterEntry
from recommendations.models.response import Section55Response

FROM_HELP = "days after the date, negative before it"
# The last day on which a local policing body may answer a report.
ANSWER = "answer"


class ReminderScheduleQuerySet(models.QuerySet["ReminderSchedule"]):
    def visible_to(self, user: User) -> Self:
        """Schedules are a list of the administrators."""
        return self.all() if holds(user, Right.LISTS_EDIT) else self.none()

    def for_list(self) -> Self:
        return self


@tracked
class ReminderSchedule(Identified, Versioned):
    """On which days people are reminded of deadlines of a kind, counted from the date.

    `days` are negative before the date and rise. Who is responsible for an entry is reminded on all
    of them; the body's leads from `leads_from` on, as it gets late the people of the local policing
    body from `overseers_from` and those of the inspectorate from `inspectors_from`; None is never.
    A body's own target reminds the body alone. An answer is its office's: all people there are its
    leads, and nobody oversees it.
    """

    KINDS = (*Milestone.Kind.choices, (ANSWER, "Answer to a report under section 55"))

    kind = models.CharField(max_length=10, choices=KINDS, unique=True)
    days = ArrayField(models.SmallIntegerField())
    leads_from = models.SmallIntegerField(null=True, blank=True, help_text=FROM_HELP)
    overseers_from = models.SmallIntegerField(null=True, blank=True, help_text=FROM_HELP)
    inspectors_from = models.SmallIntegerField(null=True, blank=True, help_text=FROM_HELP)

    objects = ReminderScheduleQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="schedule_target_reminds_the_body_alone",
                condition=~Q(kind="target") | Q(overseers_from=None, inspectors_from=None),
                violation_error_message="A body’s own target reminds the body alone.",
            ),
            models.CheckConstraint(
                name="schedule_nobody_oversees_an_answer",
                condition=~Q(kind="answer") | Q(overseers_from=None),
                violation_error_message="A local policing body’s answer is overseen by nobody.",
            ),
            models.CheckConstraint(
                name="schedule_goes_up_when_late",
                condition=(Q(overseers_from=None) | Q(overseers_from__gt=0))
                & (Q(inspectors_from=None) | Q(inspectors_from__gt=0)),
                violation_error_message="Nobody above the body is reminded before it is late.",
            ),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()

    @property
    def before(self) -> list[int]:
        """How many days before the date, the most first."""
        return [-day for day in self.days if day < 0]

    @property
    def after(self) -> list[int]:
        return [day for day in self.days if day > 0]

    @property
    def leads_before(self) -> int | None:
        """From how many days before the date leads are reminded, 0 on the day; None for never."""
        return None if self.leads_from is None else max(-self.leads_from, 0)

    @property
    def on_the_day(self) -> bool:
        return 0 in self.days


@tracked
class ReminderPreference(Identified):
    """What a person wants of reminders; who has none is reminded of everything, by mail as well.

    Reminders on the date and after it can't be declined, and each is shown in the portal.
    """

    user = models.OneToOneField(User, models.CASCADE, related_name="reminder_preference")
    before_the_date = models.BooleanField(default=True)
    by_mail = models.BooleanField(default=True)

    def __str__(self) -> str:
        return f"Reminders of {self.user}"


class ReminderQuerySet(models.QuerySet["Reminder"]):
    def visible_to(self, user: User) -> Self:
        """Who was reminded is for the inspectorate, and of a body's own people and of those who
        oversee it for the body's leads. Others see none.
        """
        seen = self.filter(
            Q(entry__in=RegisterEntry.objects.visible_to(user))
            | Q(response__in=Section55Response.objects.visible_to(user))
        )
        who = standing(user)
        if who.is_inspectorate:
            return seen
        of_the_body = seen.exclude(role=Reminder.Role.INSPECTOR)
        return of_the_body.filter(
            Q(entry__body__in=who.led)
            | Q(entry__policing_body__in=who.policing_bodies)
            | Q(response__policing_body__in=who.policing_bodies)
        )

    def told(self) -> Self:
        return self.filter(state=Reminder.State.TOLD)

    def waiting(self) -> Self:
        """Those that are to be told yet."""
        return self.filter(state__in=[Reminder.State.PLANNED, Reminder.State.ATTACHED])

    def planned_between(self, first: date | None, last: date | None) -> Self:
        """Those planned from one day to another in London; None leaves that end open."""
        found = self
        if first:
            found = found.filter(planned_at__gte=london(first, time.min))
        if last:
            found = found.filter(planned_at__lt=london(last + timedelta(days=1), time.min))
        return found

    def for_list(self) -> Self:
        return self.select_related(
            *("recipient", "message", "milestone"),
            *("entry__body", "entry__policing_body", "entry__organisation"),
            *(f"response__{name}" for name in ("policing_body", "inspection", "national_report")),
        )


class Reminder(models.Model):
    """That one person is to be reminded of one date of a deadline, so many days from it: a line of
    the ledger, there once however many sweeps look. It is of an entry, or of an answer that is owed
    to a report.

    It is planned, attached to the message that will tell it, and told when that gets its words; or
    it is passed over where a later one tells more, or cancelled with a reason: what applies again
    after that has another line. `milestone` is None of an answer, and once a correction has taken
    it away. `days` are negative before `due_on`. `role` says why this
    person. `told_at` is when the words were said: from then on they stand in the portal, and the
    message knows how far the mail got.
    """

    class State(models.TextChoices):
        PLANNED = "planned", "To be told"
        ATTACHED = "attached", "In the next message"
        TOLD = "told", "Told"
        PASSED_OVER = "passed_over", "Passed over for a later one"
        CANCELLED = "cancelled", "Not told"

    class Role(models.TextChoices):
        OWNER = "owner", "Responsible"
        LEAD = "lead", "Lead of the body"
        OVERSEER = "overseer", "Local policing body"
        INSPECTOR = "inspector", "Inspectorate"

    entry = models.ForeignKey(
        RegisterEntry, models.PROTECT, null=True, blank=True, related_name="reminders"
    )
    response = models.ForeignKey(
        Section55Response,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="reminders",
        db_index=False,
    )
    milestone = models.ForeignKey(
        Milestone, models.SET_NULL, null=True, related_name="reminders", db_index=False
    )
    due_on = models.DateField()
    days = models.SmallIntegerField()
    recipient = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)
    role = models.CharField(max_length=10, choices=Role)
    state = models.CharField(max_length=12, choices=State)
    reason = models.TextField(blank=True)
    message = models.ForeignKey(
        Message, models.PROTECT, null=True, related_name="reminders", db_index=False
    )
    planned_at = models.DateTimeField()
    told_at = models.DateTimeField(null=True)

    objects = ReminderQuerySet.as_manager()

    class Meta:
        ordering = ["-planned_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                name="reminder_once",
                fields=["milestone", "due_on", "days", "recipient"],
                condition=Q(milestone__isnull=False) & ~Q(state="cancelled"),
            ),
            models.UniqueConstraint(
                name="reminder_of_answer_once",
                fields=["response", "due_on", "days", "recipient"],
                condition=Q(response__isnull=False) & ~Q(state="cancelled"),
            ),
            models.CheckConstraint(
                name="reminder_of_one_thing",
                condition=Q(entry__isnull=False, response=None)
                | Q(entry=None, milestone=None, response__isnull=False),
            ),
            models.CheckConstraint(
                name="reminder_state_is_known",
                condition=Q(state__in=["planned", "attached", "told", "passed_over", "cancelled"]),
            ),
            models.CheckConstraint(
                name="reminder_role_is_known",
                condition=Q(role__in=["owner", "lead", "overseer", "inspector"]),
            ),
            models.CheckConstraint(
                name="reminder_message_iff_in_one",
                condition=Q(state__in=["attached", "told"], message__isnull=False)
                | ~Q(state__in=["attached", "told"]) & Q(message=None),
            ),
            models.CheckConstraint(
                name="reminder_told_iff_told_at",
                condition=Q(state="told", told_at__isnull=False)
                | ~Q(state="told") & Q(told_at=None),
            ),
            models.CheckConstraint(
                name="reminder_cancelled_says_why",
                condition=Q(state="cancelled", reason__regex=r"\S")
                | ~Q(state="cancelled") & Q(reason=""),
            ),
        ]
        indexes = [
            models.Index(
                fields=["recipient", "due_on", "days"],
                condition=Q(state="cancelled"),
                name="reminder_cancelled",
            ),
            models.Index(
                fields=["response"],
                condition=Q(response__isnull=False),
                name="reminder_of_answer",
            ),
            models.Index(fields=["recipient"], condition=Q(state="planned"), name="reminder_due"),
            models.Index(
                fields=["message"], condition=Q(message__isnull=False), name="reminder_by_message"
            ),
            models.Index(
                fields=["recipient", "told_at"],
                condition=Q(state="told"),
                name="reminder_told_to",
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(
                name="what_it_is_of_is_frozen",
                fields=[
                    *("entry", "response", "due_on", "days"),
                    *("recipient", "role", "planned_at"),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reference}, {self.due_on.isoformat()}, {self.days} days"

    @property
    def of(self) -> RegisterEntry | Section55Response:
        """What is due on that date."""
        return self.entry or self.response  # type: ignore[return-value]

    @property
    def addressee(self) -> str:
        """Who must do it."""
        return str(self.entry.addressee if self.entry else self.of.policing_body)

    @property
    def reference(self) -> str:
        """The reference of the entry, or the report that is to be answered."""
        return self.entry.reference if self.entry else f"Answer to “{self.of.report}”"

    @property
    def kind(self) -> str:
        return self.entry.kind if self.entry else "Answer under section 55"
