"""What a person looks for among local profiles and sites."""

from datetime import date
from typing import Any

import django_filters
from django.db.models import QuerySet
from django.http import QueryDict

from disruptions import queries
from inspection_portal.core.models import User

STALE = [("stale", "Stale"), ("fresh", "Not stale")]
PHASES = [("clear", "Clear"), ("hold", "Hold"), ("build", "Build"), ("none", "Ended")]


class OfBodyFilter(django_filters.FilterSet):
    """Rows of bodies. Whoever sees one body alone is not asked for it."""

    body = django_filters.ChoiceFilter(label="Body", field_name="body__uuid", empty_label="Any")

    def __init__(self, data: QueryDict, queryset: Any, *, user: User, on: date) -> None:
        super().__init__(data, queryset)
        self.on = on
        bodies = queries.body_choices(user)
        if len(bodies) > 1:
            self.filters["body"].extra["choices"] = bodies
        else:
            del self.filters["body"]

    @property
    def rows(self) -> Any:
        """The rows looked for; none where the address asks for something that makes no sense."""
        return self.qs if self.is_valid() else self.queryset.none()

    @property
    def shows_several_bodies(self) -> bool:
        return "body" in self.filters


class ProfileFilter(OfBodyFilter):
    refresh = django_filters.ChoiceFilter(
        label="Refresh", choices=STALE, method="refreshed", empty_label="Any"
    )

    def refreshed(self, profiles: Any, name: str, refresh: str) -> QuerySet[Any]:
        stale = profiles.stale(self.on)
        found: QuerySet[Any] = (
            stale if refresh == "stale" else profiles.exclude(pk__in=stale.values("pk"))
        )
        return found


class SiteFilter(OfBodyFilter):
    phase = django_filters.ChoiceFilter(
        label="Phase", choices=PHASES, method="in_phase", empty_label="Any"
    )

    def in_phase(self, sites: QuerySet[Any], name: str, phase: str) -> QuerySet[Any]:
        if phase == "none":
            return sites.exclude(phases__ended_on=None)
        return sites.filter(phases__phase=phase, phases__ended_on=None)
