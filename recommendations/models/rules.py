"""By which rules a body colours what is asked of it, and since when (domain §9)."""

from datetime import date
from typing import Self

import pgtrigger
from django.db import models
from django.db.models import Q

from forces.models import Body, standing
from forces.rights import Right, holds
from inspection_portal.core.models import Identified, User
from recommendations.rag import RuleSet


class BodyRulesQuerySet(models.QuerySet["BodyRules"]):
    def visible_to(self, user: User) -> Self:
        """Those of the bodies whose entries the person sees."""
        if holds(user, Right.REGISTER_READ_ALL):
            return self
        return self.filter(body__in=standing(user).answered_for)

    def for_list(self) -> Self:
        return self.select_related("body", "chosen_by")

    def chosen(self, on: date) -> dict[int, RuleSet]:
        """The rule set in force on that day of each body that has chosen one, by its key."""
        rows = self.filter(valid_from__lte=on).order_by("valid_from", "pk")
        return {body: RuleSet(each) for body, each in rows.values_list("body", "rule_set")}


class BodyRules(Identified):
    """That a body colours its entries by a rule set from a day on; the latest choice holds.

    Only ever added to, so that a colour of the past can be worked out again.
    """

    body = models.ForeignKey(Body, models.PROTECT, related_name="rules")
    rule_set = models.CharField(max_length=20, choices=RuleSet)
    valid_from = models.DateField()
    chosen_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    chosen_at = models.DateTimeField()

    objects = BodyRulesQuerySet.as_manager()

    class Meta:
        ordering = ["-valid_from", "-pk"]
        verbose_name_plural = "body rules"
        constraints = [
            models.CheckConstraint(
                name="body_rules_are_known",
                condition=Q(rule_set__in=["deadlines", "committee", "audit", "working_days"]),
                violation_error_message="That is not a rule set.",
            )
        ]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return f"{self.get_rule_set_display()}, {self.body}"
