"""What a local policing body must publish in answer to a report: Police Act 1996 s55 (§3.1)."""

from datetime import date, datetime, timedelta
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.timezone import localdate

from findings.models import Inspection
from forces.models import LocalPolicingBody, standing
from forces.rights import Right, holds
from inspection_portal.core.addresses import address_of
from inspection_portal.core.history import tracked
from inspection_portal.core.models import Followed, Identified, User, Versioned
from recommendations.models.guards import ANSWER_ITEM_TRIGGERS, ANSWER_TRIGGERS
from recommendations.models.national import NationalReport
from recommendations.models.register import RegisterEntry

# "Before the end of the period of 56 days beginning with the day on which the report is published".
DAYS_TO_ANSWER = 56
REPORTED_ON = Coalesce("inspection__published_on", "national_report__published_on")


def last_day_to_answer(published_on: date) -> date:
    """The last of the 56 days, the day of publication being the first."""
    return published_on + timedelta(days=DAYS_TO_ANSWER - 1)


def _published_by_then(due_on: date) -> date:
    """The day of publication of a report whose last day to answer is that day."""
    return due_on - timedelta(days=DAYS_TO_ANSWER - 1)


class AnswerState(models.TextChoices):
    """How far an answer is on a day: computed, never stored."""

    NOT_BEGUN = "not_begun", "Not begun"
    IN_WORK = "in_work", "In work"
    LATE = "late", "Late"
    ON_TIME = "on_time", "Published on time"
    PUBLISHED_LATE = "published_late", "Published late"
    NOT_OWED = "not_owed", "No longer owed"


class Section55ResponseQuerySet(models.QuerySet["Section55Response"]):
    def visible_to(self, user: User) -> Self:
        """Who reads the whole register sees them all; others those of the bodies that they act for
        or oversee, once the report is published.
        """
        who = standing(user)
        seen = self.published()
        if holds(user, Right.REGISTER_READ_ALL):
            return seen
        return seen.filter(
            Q(policing_body__in=who.policing_bodies) | Q(policing_body__body__in=who.bodies)
        )

    def published(self, at: datetime | None = None) -> Self:
        """Answers to what was published by that moment (default now)."""
        moment = at or timezone.now()
        return self.filter(
            Q(inspection__in=Inspection.objects.published(moment))
            | Q(national_report__published_at__lte=moment)
        )

    def with_reported_on(self) -> Self:
        """With `reported_on`, the day of publication of the report."""
        return self.annotate(reported_on=REPORTED_ON)

    def owed(self) -> Self:
        """Answers that are still to be published: those to a withdrawn report are not."""
        return self.filter(answered_on=None, inspection__withdrawn_at=None)

    def standing_at(self, state: str, on: date | None = None) -> Self:
        """Answers of that `AnswerState` on that day (default today)."""
        begins = _published_by_then(on or localdate())
        rows, last = self.with_reported_on(), timedelta(days=DAYS_TO_ANSWER - 1)
        match state:
            case AnswerState.NOT_BEGUN:
                return rows.owed().filter(reported_on__gte=begins, begun_at=None)
            case AnswerState.IN_WORK:
                return rows.owed().filter(reported_on__gte=begins, begun_at__isnull=False)
            case AnswerState.LATE:
                return rows.owed().filter(reported_on__lt=begins)
            case AnswerState.ON_TIME:
                return rows.filter(answered_on__lte=F("reported_on") + last)
            case AnswerState.PUBLISHED_LATE:
                return rows.filter(answered_on__gt=F("reported_on") + last)
        return rows.filter(answered_on=None, inspection__withdrawn_at__isnull=False)

    def soonest_first(self) -> Self:
        """By their last day."""
        return self.order_by(REPORTED_ON, "pk")

    def newest_first(self) -> Self:
        return self.order_by(REPORTED_ON.desc(), "pk")

    def for_list(self) -> Self:
        return self.select_related("inspection", "national_report", "policing_body__body")


@tracked
class Section55Response(Followed, Identified, Versioned):
    """The answer that a local policing body owes to a report; its clock runs from the day of
    publication.

    It is written from `begun_at` on, and is the office's own until `answered_on`, the day on which
    it was published at `link`. `comments` are the office's, `chief_comments` those that it invited
    the chief officer to make by `comments_wanted_by`, `reply` what it says to those.
    """

    SHOWN_FROM = (
        "inspection__changed_at",
        "inspection__publish_at",
        "national_report__published_at",
    )

    inspection = models.ForeignKey(
        Inspection,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="section_55_responses",
    )
    national_report = models.ForeignKey(
        NationalReport,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="section_55_responses",
    )
    policing_body = models.ForeignKey(
        LocalPolicingBody, models.PROTECT, related_name="section_55_responses"
    )
    comments_wanted_by = models.DateField(null=True, blank=True)
    begun_at = models.DateTimeField(null=True, blank=True)
    comments = models.TextField(blank=True)
    chief_comments = models.TextField(blank=True)
    reply = models.TextField(blank=True)
    answered_on = models.DateField(null=True, blank=True)
    link = models.URLField(blank=True, max_length=500)
    sent_to_inspectors_on = models.DateField(null=True, blank=True)
    sent_to_home_secretary_on = models.DateField(null=True, blank=True)

    objects = Section55ResponseQuerySet.as_manager()

    class Meta:
        ordering = ["inspection", "national_report", "policing_body__name"]
        constraints = [
            models.CheckConstraint(
                name="section_55_response_is_to_one_report",
                condition=Q(inspection__isnull=False, national_report=None)
                | Q(inspection=None, national_report__isnull=False),
                violation_error_message="An answer is to one report.",
            ),
            models.UniqueConstraint(
                name="section_55_response_once",
                fields=["inspection", "policing_body"],
                violation_error_message="This body’s answer to the report is on the list already.",
            ),
            models.UniqueConstraint(
                name="section_55_response_once_to_national",
                fields=["national_report", "policing_body"],
                violation_error_message="This body’s answer to the report is on the list already.",
            ),
            models.CheckConstraint(
                name="section_55_response_answered_iff_link",
                condition=Q(answered_on=None, link="") | Q(answered_on__isnull=False) & ~Q(link=""),
                violation_error_message="Give the day of publication, and where it can be read.",
            ),
            models.CheckConstraint(
                name="section_55_response_copies_of_what_is_published",
                condition=Q(answered_on__isnull=False)
                | Q(sent_to_inspectors_on=None, sent_to_home_secretary_on=None),
                violation_error_message="Copies are sent of what is published.",
            ),
        ]
        triggers = ANSWER_TRIGGERS

    def __str__(self) -> str:
        return f"{self.policing_body}: {self.report}"

    def get_absolute_url(self) -> str:
        return address_of("recommendations:answer", self.uuid)

    @property
    def report(self) -> Inspection | NationalReport:
        """What is answered."""
        return self.inspection or self.national_report  # type: ignore[return-value]

    @property
    def due_on(self) -> date | None:
        """The last day to answer; None while the report has no moment of publication."""
        published_on = self.report.published_on
        return last_day_to_answer(published_on) if published_on else None

    @property
    def is_published(self) -> bool:
        return self.answered_on is not None

    @property
    def is_modified(self) -> bool:
        """Whether section 55 applies with modifications: to the authority of the British Transport
        Police.
        """
        return self.policing_body.kind == LocalPolicingBody.Kind.BTP_AUTHORITY

    @property
    def is_owed(self) -> bool:
        """Whether it is still to be published: not to a report that was withdrawn."""
        return not self.is_published and not self._is_withdrawn

    def state(self, on: date | None = None) -> AnswerState:
        """How far it is on that day (default today)."""
        due_on = self.due_on
        if self.answered_on:
            late = due_on is not None and self.answered_on > due_on
            return AnswerState.PUBLISHED_LATE if late else AnswerState.ON_TIME
        if self._is_withdrawn:
            return AnswerState.NOT_OWED
        if due_on and due_on < (on or localdate()):
            return AnswerState.LATE
        return AnswerState.IN_WORK if self.begun_at else AnswerState.NOT_BEGUN

    @property
    def _is_withdrawn(self) -> bool:
        return self.inspection is not None and self.inspection.withdrawn_at is not None


@tracked
class Section55Item(Identified):
    """What an answer says to one entry of the register: what is done about it, or why nothing is.

    Each recommendation that is asked of the force needs one; an area for improvement may have one.
    Until the answer is published `action` and `text` may be empty.
    """

    class Action(models.TextChoices):
        TAKEN = "taken", "Action has been taken"
        PROPOSED = "proposed", "Action is proposed"
        NONE = "none", "No action"

    response = models.ForeignKey(Section55Response, models.PROTECT, related_name="items")
    entry = models.ForeignKey(RegisterEntry, models.PROTECT, related_name="answers")
    action = models.CharField(max_length=10, choices=Action, blank=True)
    text = models.TextField(blank=True)

    class Meta:
        ordering = ["response", "entry"]
        constraints = [
            models.UniqueConstraint(
                name="section_55_item_once",
                fields=["response", "entry"],
                violation_error_message="This is answered already.",
            ),
            models.CheckConstraint(
                name="section_55_item_action_is_known",
                condition=Q(action__in=["", "taken", "proposed", "none"]),
                violation_error_message="Say whether action is taken, proposed, or neither.",
            ),
        ]
        triggers = ANSWER_ITEM_TRIGGERS

    def __str__(self) -> str:
        return f"Answer to {self.entry.reference}"

    @property
    def is_complete(self) -> bool:
        """Whether it says what is done, or why nothing is."""
        return bool(self.action and self.text.strip())
