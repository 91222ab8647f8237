"""The threats and disruptions that a filter set keeps."""

from datetime import date
from functools import reduce
from operator import and_
from typing import Any

from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from disruptions.models import Assessment, Disruption, FilterSet, Rule, Threat

ASSESSED = ("type", "moderation", "assessed_on")


def kept_by(filter_set: FilterSet, *, on: date) -> QuerySet[Any]:
    """What the filter set keeps of all bodies, as the rows stand now; nothing that it does not ask
    is asked. `on` is the day by which assessments were made.
    """
    rules = filter_set.asked
    return rows_of(filter_set, on=on).filter(reduce(and_, (each.q for each in rules), Q()))


def rows_of(filter_set: FilterSet, *, on: date) -> QuerySet[Any]:
    """All that its rules are asked of, each threat with the assessment that is meant."""
    if filter_set.kind == FilterSet.Kind.DISRUPTIONS:
        return Disruption.objects.all()
    return _assessed(filter_set.asked, on)


def _assessed(rules: list[Rule], on: date) -> QuerySet[Threat]:
    """Threats with `assessed_type`, `assessed_moderation` and `assessed_assessed_on` of the last
    assessment of the type asked for, None where there is none, and with its `assessed_tier`, which
    is that of the threat where the assessment has none (models.WHICH_ASSESSMENT).
    """
    of_type = [each.asked("type") for each in rules if each.column.id == "type"]
    made = Assessment.objects.filter(*of_type, threat=OuterRef("pk"), assessed_on__lte=on)
    # Of one day that of the whole threat comes first: "whole" is after "operation" in the alphabet.
    last = made.order_by("-assessed_on", "-scope", "-pk")
    return Threat.objects.annotate(
        assessed_tier=Coalesce(Subquery(last.values("tier")[:1]), F("tier")),
        **{f"assessed_{name}": Subquery(last.values(name)[:1]) for name in ASSESSED},
    )
