"""Filter sets: which rows an inspection counts, by name and version, kept for good (domain §5)."""

from collections.abc import Mapping, Sequence
from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from disruptions.models.filter_rules import (
    DISRUPTION_COLUMNS,
    THREAT_COLUMNS,
    Column,
    Rule,
    RuleTest,
    RuleUnknown,
)
from disruptions.models.guards import APPEND_ONLY
from forces.rights import Right, holds
from inspection_portal.core.models import Identified, User

LEADS = ("lead",)
# Which row is meant where a threat was assessed several times.
WHICH_ASSESSMENT = (
    "Type, moderation status and tier are those of one assessment of the threat: the last one made "
    "by the day of the list that has the type asked for; of two of one day that of the whole "
    "threat, not of an operation alone. Where it has no tier, that of the threat is asked. The "
    "phase and whether it is SOC are those of the threat itself."
)


class FilterSetQuerySet(models.QuerySet["FilterSet"]):
    def visible_to(self, user: User) -> Self:
        """For all who read threats or disruptions, and for who sets them."""
        rights = (Right.THREATS_READ_ALL, Right.THREATS_READ, Right.STANDARDS_SET)
        return self if any(holds(user, right) for right in rights) else self.none()

    def of(self, kind: str) -> Self:
        return self.filter(kind=kind)

    def for_list(self) -> Self:
        return self.select_related("set_by")


class FilterSet(Identified):
    """A version of a named set of filters: a row is kept where it passes all of the `rules`.

    Only ever added to. `number` counts the versions of a name, `dated_on` is the day of the lists
    that it was laid down for, and `basis` says where, in our words. What the rules don't ask is not
    asked: a set that says nothing of moderation keeps what waits for it.
    """

    class Kind(models.TextChoices):
        THREATS = "threats", "Threats"
        DISRUPTIONS = "disruptions", "Disruptions"

    kind = models.CharField(max_length=12, choices=Kind)
    name = models.CharField(max_length=120)
    number = models.PositiveSmallIntegerField("version")
    dated_on = models.DateField()
    rules = models.JSONField()
    basis = models.TextField()
    set_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    set_at = models.DateTimeField()

    objects = FilterSetQuerySet.as_manager()

    class Meta:
        ordering = ["kind", "name", "-number"]
        constraints = [
            models.UniqueConstraint(
                Lower("name"),
                "number",
                name="filter_set_version_once",
                violation_error_message="The filter set has this version already.",
            ),
            models.CheckConstraint(
                name="filter_set_kind_is_known",
                condition=Q(kind__in=["threats", "disruptions"]),
                violation_error_message="A filter set is of threats or of disruptions.",
            ),
            models.CheckConstraint(
                name="filter_set_has_name",
                condition=Q(name__regex=r"\S", number__gte=1),
                violation_error_message="Give the filter set a name.",
            ),
            models.CheckConstraint(
                name="filter_set_has_rules",
                condition=Q(rules__0__isnull=False),
                violation_error_message="Give the filter set at least one rule.",
            ),
            models.CheckConstraint(
                name="filter_set_has_basis",
                condition=Q(basis__regex=r"\S"),
                violation_error_message="Say where this is laid down, or why it is assumed.",
            ),
        ]
        triggers = [APPEND_ONLY]

    def __str__(self) -> str:
        return f"{self.name}, version {self.number}"

    @property
    def columns(self) -> Sequence[Column]:
        """What its rules can ask of a row."""
        return columns_of(self.kind)

    @property
    def asked(self) -> list[Rule]:
        """Its rules, in their order."""
        return read_rules(self.kind, self.rules)

    @property
    def told(self) -> list[str]:
        """Its rules in words, and which assessment is meant where they ask about one."""
        asked = self.asked
        of_assessment = any(each.column.field.startswith("assessed_") for each in asked)
        return [*(each.told for each in asked), *([WHICH_ASSESSMENT] if of_assessment else [])]

    @property
    def in_words(self) -> str:
        """The same as one text, for what is copied: "Disruption type is Lead disruption. …"."""
        return " ".join(f"{each.rstrip('.')}." for each in self.told)

    @property
    def counts_leads(self) -> bool:
        """Whether it keeps lead disruptions alone."""
        only = (RuleTest.IS, RuleTest.ONE_OF)
        return any(
            each.column.id == "disruption_type" and each.test in only and each.values == LEADS
            for each in self.asked
        )

    def failed(self, row: Mapping[str, Any]) -> list[Rule]:
        """The rules that a row fails, by what it holds in the fields of their columns."""
        return [each for each in self.asked if not each.keeps(row[each.column.field])]


def columns_of(kind: str) -> Sequence[Column]:
    return THREAT_COLUMNS if kind == FilterSet.Kind.THREATS else DISRUPTION_COLUMNS


def read_rules(kind: str, said: object) -> list[Rule]:
    """The rules as they are stored. Raises RuleUnknown where one is none of the vocabulary."""
    if not isinstance(said, list):
        raise RuleUnknown("The rules are a list.")
    return [Rule.of(columns_of(kind), each) for each in said]
