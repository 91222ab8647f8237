"""By what a body’s plans are checked, and since when (domain §4)."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Self

from django.db import models
from django.db.models import Case, DateField, Q, Value, When

from disruptions.models.guards import APPEND_ONLY
from disruptions.models.reading import OfBodyQuerySet
from forces.models import Body
from inspection_portal.core.models import Followed, Identified, User


class PlanSettingsQuerySet(OfBodyQuerySet):
    def in_force(self, on: date) -> "dict[int, PlanSettings]":
        """The settings of each body that has chosen any by that day, by its key. For other bodies
        the defaults hold: `PlanSettings(body=body)`.
        """
        rows = self.filter(valid_from__lte=on).order_by("valid_from", "pk")
        return {row.body_id: row for row in rows}

    def for_list(self) -> Self:
        return self.select_related("body", "set_by")


class PlanSettings(Followed, Identified):
    """By what a body's threats and plans are checked from a day on; the latest that has begun hold.

    Only ever added to, so that a check of the past can be worked out again. A body that has chosen
    none is checked by the defaults of the fields, which no guidance lays down: each body sets its
    own. An empty `template_version` accepts any.
    """

    body = models.ForeignKey(Body, models.PROTECT, related_name="plan_settings")
    valid_from = models.DateField()
    days_to_plan = models.PositiveSmallIntegerField("days until a threat needs a plan", default=28)
    review_days = models.PositiveSmallIntegerField("days between reviews", default=92)
    most_threats = models.PositiveSmallIntegerField(
        "most threats of a lead responsible officer", default=3
    )
    stale_days = models.PositiveSmallIntegerField("days until an assessment is stale", default=365)
    expiry_days = models.PositiveSmallIntegerField(
        "days before the end of an order in which it is expiring", default=92
    )
    template_version = models.CharField("current template", max_length=40, blank=True)
    allows_several_plans = models.BooleanField("a threat may have several plans", default=False)
    set_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    set_at = models.DateTimeField()

    objects = PlanSettingsQuerySet.as_manager()

    class Meta:
        ordering = ["-valid_from", "-pk"]
        verbose_name_plural = "plan settings"
        constraints = [
            models.CheckConstraint(
                name="plan_settings_count_from_one",
                condition=Q(
                    days_to_plan__gte=1,
                    review_days__gte=1,
                    most_threats__gte=1,
                    stale_days__gte=1,
                    expiry_days__gte=1,
                ),
                violation_error_message="Give whole numbers from 1 upwards.",
            )
        ]
        triggers = [APPEND_ONLY]

    def __str__(self) -> str:
        return f"Settings of {self.body} from {self.valid_from:%-d %B %Y}"


def chosen(settings: Mapping[int, PlanSettings], body: int) -> PlanSettings:
    """What holds for a body, by its key: what it has set, else the defaults."""
    return settings.get(body) or PlanSettings()


def day_by_body(
    on: date, name: str, settings: Mapping[int, PlanSettings], *, body: str, ahead: bool
) -> Case:
    """The day that lies before or ahead of another by the days that each body has set under that
    name; `body` is the way to it from a row.
    """

    def day(each: PlanSettings) -> Value:
        days = timedelta(days=getattr(each, name))
        return Value(on + days if ahead else on - days)

    cases = [When(**{body: key}, then=day(each)) for key, each in settings.items()]
    return Case(*cases, default=day(PlanSettings()), output_field=DateField())
