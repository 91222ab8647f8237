"""What a person looks for among local profiles and sites."""

from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.http import QueryDict

from disruptions import queries
from inspection_portal.core.listing import ListFilter, choice
from inspection_portal.core.models import User

STALE = [("stale", "Stale"), ("fresh", "Not stale")]
PHASES = [("clear", "Clear"), ("hold", "Hold"), ("build", "Build"), ("none", "Ended")]


class OfBodyFilter(ListFilter):
    """Rows of bodies."""

    body = choice("Body", field_name="body__uuid")

    def __init__(self, data: QueryDict, queryset: Any, *, user: User, on: date) -> None:
        super().__init__(data, queryset)
        self.on = on
        self._offer("body", queries.body_choices(user))


class ProfileFilter(OfBodyFilter):
    refresh = choice("Refresh", STALE, method="refreshed")

    def refreshed(self, profiles: Any, name: str, refresh: str) -> QuerySet[Any]:
        stale = profiles.stale(self.on)
        found: QuerySet[Any] = (
            stale if refresh == "stale" else profiles.exclude(pk__in=stale.values("pk"))
        )
        return found


class SiteFilter(OfBodyFilter):
    phase = choice("Phase", PHASES, method="in_phase")

    def in_phase(self, sites: QuerySet[Any], name: str, phase: str) -> QuerySet[Any]:
        if phase == "none":
            return sites.exclude(phases__ended_on=None)
        return sites.filter(phases__phase=phase, phases__ended_on=None)
