"""By which national minimum standards disruptions are judged, and since when (domain §5)."""

from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.urls import reverse

from disruptions.models.guards import APPEND_ONLY
from disruptions.models.threat import Threat
from forces.rights import Right, holds
from inspection_portal.core.history import tracked
from inspection_portal.core.models import Followed, Identified, ListItem, User


class Needed(models.TextChoices):
    """What a standard can ask a record to say."""

    STRAND = "strand", "P strand"
    NARRATIVE = "narrative", "Narrative"
    EVIDENCE = "evidence", "Evidence"


def _fields(words: str) -> "ArrayField[list[str], list[str]]":
    choice = models.CharField(max_length=20, choices=Needed)
    return ArrayField(choice, verbose_name=words, default=list, blank=True)


class DisruptionStandardQuerySet(models.QuerySet["DisruptionStandard"]):
    def visible_to(self, user: User) -> Self:
        """The standards are for all who record or read disruptions, and for who sets them."""
        rights = (Right.THREATS_READ_ALL, Right.THREATS_READ, Right.STANDARDS_SET)
        return self if any(holds(user, right) for right in rights) else self.none()

    def for_list(self) -> Self:
        return self.select_related("set_by")


class DisruptionStandard(Followed, Identified):
    """The minimum standards from a day on, until the next version begins.

    Only ever added to. Of two versions of a day the later entered holds, so that a day or a rule
    that was entered wrongly is put right by another version. `basis` says where it is laid down,
    in our words. `days_to_record` counts from the event to the record.
    """

    valid_from = models.DateField()
    threat_kinds = ArrayField(
        models.CharField(max_length=20, choices=Threat.Kind),
        verbose_name="threats that count",
        blank=True,
    )
    needs_major = _fields("what a major one must say")
    needs_moderate = _fields("what a moderate one must say")
    needs_minor = _fields("what a minor one must say")
    days_to_record = models.PositiveSmallIntegerField("days until it must be recorded")
    basis = models.TextField()
    set_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    set_at = models.DateTimeField()

    objects = DisruptionStandardQuerySet.as_manager()

    class Meta:
        ordering = ["-valid_from", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="standard_counts_some_threats",
                condition=Q(threat_kinds__len__gte=1)
                & Q(threat_kinds__contained_by=["ocg", "individual", "vulnerability"]),
                violation_error_message="Choose the kinds of threat against which records count.",
            ),
            models.CheckConstraint(
                name="standard_needs_known_fields",
                condition=Q(
                    needs_major__contained_by=["strand", "narrative", "evidence"],
                    needs_moderate__contained_by=["strand", "narrative", "evidence"],
                    needs_minor__contained_by=["strand", "narrative", "evidence"],
                ),
                violation_error_message="Choose what a record must say from the list.",
            ),
            models.CheckConstraint(
                name="standard_has_basis",
                condition=Q(basis__regex=r"\S"),
                violation_error_message="Say where this is laid down, or why it is assumed.",
            ),
        ]
        triggers = [APPEND_ONLY]

    def __str__(self) -> str:
        return f"Minimum standards from {self.valid_from:%-d %B %Y}"

    def get_absolute_url(self) -> str:
        return reverse("disruptions:standards")

    @property
    def kinds_told(self) -> list[str]:
        """The threats that count, in words."""
        return [str(Threat.Kind(each).label) for each in self.threat_kinds]

    @property
    def needs_told(self) -> list[tuple[str, list[str]]]:
        """What a record of each category must say, in words, the highest category first."""
        return [
            (name.capitalize(), [str(Needed(each).label) for each in needs])
            for name, needs in (
                ("major", self.needs_major),
                ("moderate", self.needs_moderate),
                ("minor", self.needs_minor),
            )
        ]


@tracked
class NeverDisruption(ListItem):
    """What is never a disruption, such as the management of registered sex offenders.

    `phrases`, one a line, are words in a narrative that give it away, whatever their case.
    """

    phrases = models.TextField(blank=True)
