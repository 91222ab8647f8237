"""Which plans share words: what triggers take from entries, and what a sweep finds (ADR 0030)."""

from django.db import models
from django.db.models import F, Q

from disruptions.models.plan import Plan, PlanEntry
from forces.models import Body


class PlanShingle(models.Model):
    """Five words of an entry of a plan, as a number. A trigger keeps them with the text, and by the
    entry everything else here is known.
    """

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="+", db_constraint=False)
    entry = models.ForeignKey(PlanEntry, models.CASCADE, related_name="+")
    body = models.ForeignKey(
        Body, models.CASCADE, related_name="+", db_constraint=False, db_index=False
    )
    hash = models.BigIntegerField()

    class Meta:
        indexes = [
            models.Index(name="plan_shingle_by_hash", fields=["hash"], include=["plan", "body"])
        ]

    def __str__(self) -> str:
        return f"{self.hash}"


class PlanToCompare(models.Model):
    """That the text of a plan was written since it was last compared with the others."""

    plan = models.OneToOneField(Plan, models.CASCADE, primary_key=True, related_name="+")

    def __str__(self) -> str:
        return f"{self.plan}"


class PlanCopy(models.Model):
    """That a share of a plan's own words stands in an earlier plan; a sweep finds it."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="copies")
    source = models.ForeignKey(Plan, models.CASCADE, related_name="+")
    share = models.FloatField()

    class Meta:
        ordering = ["-share", "pk"]
        verbose_name_plural = "plan copies"
        constraints = [
            models.UniqueConstraint(
                name="plan_copied_once_from_each",
                fields=["plan", "source"],
                violation_error_message="That the plan was copied from the other is known.",
            ),
            models.CheckConstraint(
                name="plan_copy_share_is_a_part",
                condition=Q(share__gt=0, share__lte=1) & ~Q(plan=F("source")),
                violation_error_message="A plan shares a part of its words with another plan.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.share:.0%} of {self.plan}"
