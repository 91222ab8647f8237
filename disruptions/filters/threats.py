"""What a person looks for in the master list, as it stands in the address of the list."""

from collections.abc import Mapping
from datetime import date

import django_filters
from django.core.exceptions import PermissionDenied
from django.db.models import Exists, F, OuterRef, Value
from django.db.models.functions import Coalesce
from django.http import QueryDict
from django.utils.timezone import localdate

from disruptions import permissions, queries
from disruptions.filters.regions import RegionalFilter
from disruptions.models import (
    AssessmentDefect,
    CrimeType,
    PlanSettings,
    Threat,
    ThreatPhase,
    ThreatQuerySet,
    ThreatResponsibility,
    with_defect,
)
from disruptions.queries import NOBODY, SOMEBODY
from inspection_portal.core.http import SignedInRequest
from inspection_portal.core.listing import choice
from inspection_portal.core.models import ListItem, User
from inspection_portal.core.natural import Natural

MANAGED, ENDED, ANY = "managed", "ended", "any"
STATES = [(MANAGED, "Managed"), (ENDED, "Not managed any more"), (ANY, "Any")]
NONE = "none"
BY_REFERENCE = (Natural("reference"),)
# Those without a tier come after tier 5.
BY_TIER = (Coalesce(F("tier"), Value(6)), Natural("reference"))


class ThreatFilter(RegionalFilter):
    """The master list that a person sees, narrowed down; without a word about it, to what is
    managed.
    """

    MORE = ("region", "phase", "crime_type", "soc")
    SORTS = {
        "reference": BY_REFERENCE,
        "body": (F("body__name"), Natural("reference")),
        "tier": BY_TIER,
    }

    words = django_filters.CharFilter(
        label="Words in the reference", field_name="reference", lookup_expr="icontains"
    )
    defect = choice("What is wrong", AssessmentDefect.choices, method="wrong_by")
    lro = choice("Lead responsible officer", method="led_by", empty_label="Anyone")
    kind = choice("Kind", Threat.Kind.choices)
    tier = choice("Tier", [*Threat.Tier.choices, (NONE, "No tier")], method="of_tier")
    body = choice("Body", field_name="body__uuid")
    state = choice("State", STATES, method="in_state", empty_label=None)
    region = choice("Region", method="in_region")
    phase = choice("Phase", field_name="phase__uuid")
    crime_type = choice("Crime type", method="about")
    soc = choice("SOC", [("yes", "SOC"), ("no", "Not SOC")], method="flagged")

    def __init__(self, data: QueryDict, queryset: ThreatQuerySet, *, user: User, on: date) -> None:
        given = data.copy()
        given["state"] = data.get("state") or MANAGED
        super().__init__(given, queryset)
        self.user, self.on = user, on
        self._offer("body", queries.owner_choices(user))
        self._offer("region", queries.region_choices(user))
        self._offer("lro", queries.leader_choices(user, on))
        self._offer("phase", _items(ThreatPhase))
        self._offer("crime_type", _items(CrimeType))

    @property
    def begins_as(self) -> Mapping[str, str]:
        return {"state": MANAGED}

    def in_state(self, threats: ThreatQuerySet, name: str, state: str) -> ThreatQuerySet:
        if state == ANY:
            return threats
        managed = Threat.objects.managed()
        return threats.managed() if state == MANAGED else threats.exclude(pk__in=managed)

    def wrong_by(self, threats: ThreatQuerySet, name: str, defect: str) -> ThreatQuerySet:
        return with_defect(threats, defect, self.on, PlanSettings.objects.in_force(self.on))

    def led_by(self, threats: ThreatQuerySet, name: str, officer: str) -> ThreatQuerySet:
        leading = ThreatResponsibility.objects.leading().current(self.on)
        led = leading.filter(threat=OuterRef("pk"))
        if officer == NOBODY:
            return threats.filter(~Exists(led))
        if officer == SOMEBODY:
            return threats.filter(Exists(led))
        return threats.filter(Exists(led.filter(officer__uuid=officer)))

    def of_tier(self, threats: ThreatQuerySet, name: str, tier: str) -> ThreatQuerySet:
        return threats.filter(tier=None if tier == NONE else int(tier))

    def flagged(self, threats: ThreatQuerySet, name: str, soc: str) -> ThreatQuerySet:
        return threats.filter(is_soc=soc == "yes")

    def about(self, threats: ThreatQuerySet, name: str, crime_type: str) -> ThreatQuerySet:
        return threats.filter(pk__in=Threat.objects.filter(crime_types__uuid=crime_type))


def looked_for(request: SignedInRequest) -> ThreatFilter:
    """The threats that the address names. Raises PermissionDenied for those who read none."""
    if not permissions.can_read_threats(request.user):
        raise PermissionDenied
    threats, user = Threat.objects.visible_to(request.user), request.user
    return ThreatFilter(request.GET, threats, user=user, on=localdate())


def _items(items: type[ListItem]) -> list[tuple[str, str]]:
    rows = items._default_manager.values_list("uuid", "name")
    return [(str(uuid), name) for uuid, name in rows]
