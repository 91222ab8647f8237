"""The monitoring stages of forces: Scan, and Engage for a time (domain §3.2)."""

from datetime import date
from typing import Self

import pgtrigger
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q
from django.urls import reverse

from findings.models.evidence import STORED_FILE_IS_FROZEN, StoredFile
from forces.models import Body, standing
from forces.models.bodies import DateRange, in_order
from forces.rights import Right, holds
from inspection_portal.core.addresses import address_of
from inspection_portal.core.guards import refused_unless
from inspection_portal.core.history import tracked
from inspection_portal.core.models import Followed, Identified, ListItem, User, Versioned

OF_A_FORCE = """
    EXISTS (SELECT FROM forces_body WHERE id = NEW.body_id AND kind = 'force')
"""


class MonitoringStage(models.TextChoices):
    """In which stage a force is on a day: computed from its spells, never stored."""

    SCAN = "scan", "Scan"
    ENGAGE = "engage", "Engage"


class DaysUntil(Func):
    """The days from the first expression to the one before the second; an empty end is open."""

    function = "DATERANGE"
    output_field = DateRangeField()


@tracked
class MonitoringTest(ListItem):
    """By what test HM Chief Inspector moves forces into the Engage stage, as it was published for a
    time; `description` says it in words. One test holds at a time.
    """

    class Meta(ListItem.Meta):
        constraints = [
            *ListItem.Meta.constraints,
            ExclusionConstraint(
                name="one_monitoring_test_at_a_time",
                expressions=[
                    (
                        DateRange("valid_from", in_order("valid_from", "valid_until")),
                        RangeOperators.OVERLAPS,
                    )
                ],
                violation_error_message="Another test holds in that time. End it first.",
            ),
        ]


class EngageSpellQuerySet(models.QuerySet["EngageSpell"]):
    def visible_to(self, user: User) -> Self:
        """Who reads the whole register sees them all; others those of the forces that they act for
        or oversee.
        """
        if holds(user, Right.REGISTER_READ_ALL):
            return self
        return self.filter(body__in=standing(user).answered_for)

    def lasting(self, on: date) -> Self:
        """Those in which the force was on that day; on the day it leaves it is back in Scan."""
        return self.filter(Q(left_on=None) | Q(left_on__gt=on), entered_on__lte=on)

    def open(self) -> Self:
        return self.filter(left_on=None)

    def for_list(self) -> Self:
        return self.select_related("body", "test")


@tracked
class EngageSpell(Followed, Identified, Versioned):
    """That a force was in the Engage stage from `entered_on` to the day before `left_on`; without a
    spell it is in Scan, as every force is by default.

    `test` is the one that held when it entered. `reasons` and `reasons_to_leave` are sentences.
    `link` is where the letter or report that says so can be read. `plan_wanted` says that an
    improvement plan is urgently requested.
    """

    body = models.ForeignKey(Body, models.PROTECT, related_name="engage_spells")
    test = models.ForeignKey(MonitoringTest, models.PROTECT, related_name="+")
    entered_on = models.DateField()
    reasons = ArrayField(models.TextField(), blank=True)
    link = models.URLField(blank=True, max_length=500)
    plan_wanted = models.BooleanField("improvement plan urgently requested", default=False)
    meets_regularly = models.BooleanField("regular meetings", default=False)
    left_on = models.DateField(null=True, blank=True)
    reasons_to_leave = ArrayField(models.TextField(), default=list, blank=True)

    objects = EngageSpellQuerySet.as_manager()

    class Meta:
        ordering = ["-entered_on", "-pk"]
        constraints = [
            ExclusionConstraint(
                name="force_in_engage_once_at_a_time",
                expressions=[
                    (F("body"), RangeOperators.EQUAL),
                    (
                        DaysUntil("entered_on", in_order("entered_on", "left_on")),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                violation_error_message="The force is in the Engage stage in that time already.",
            ),
            models.CheckConstraint(
                name="engage_spell_has_reasons",
                condition=Q(reasons__len__gte=1),
                violation_error_message="Give the reasons for the Engage stage.",
            ),
            models.CheckConstraint(
                name="engage_spell_left_iff_reasons_to_leave",
                condition=Q(left_on=None, reasons_to_leave=[])
                | Q(left_on__isnull=False, reasons_to_leave__len__gte=1),
                violation_error_message="Give the day on which it left the stage, and the reasons.",
            ),
            models.CheckConstraint(
                name="engage_spell_left_after_it_entered",
                condition=Q(left_on=None) | Q(left_on__gte=F("entered_on")),
                violation_error_message="The force would leave the stage before it enters it.",
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete),
            refused_unless(
                OF_A_FORCE,
                name="engage_spell_is_of_a_force",
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("body_id"),
                message="Only forces are monitored.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.body} in the Engage stage"

    def get_absolute_url(self) -> str:
        return reverse("recommendations:monitoring_force", args=[self.body.uuid])

    @property
    def is_open(self) -> bool:
        return self.left_on is None


class EngageLetterQuerySet(models.QuerySet["EngageLetter"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(spell__in=EngageSpell.objects.visible_to(user))

    def for_list(self) -> Self:
        return self.select_related("spell__body").defer("content")


@tracked
class EngageLetter(StoredFile):
    """A letter or report that tells a force that it enters or leaves the Engage stage."""

    spell = models.ForeignKey(EngageSpell, models.PROTECT, related_name="letters")

    objects = EngageLetterQuerySet.as_manager()

    class Meta(StoredFile.Meta):
        triggers = [STORED_FILE_IS_FROZEN]

    def get_absolute_url(self) -> str:
        return address_of("recommendations:engage_letter", self.uuid)
