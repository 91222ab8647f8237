"""Which disruptions a person looks for, as it stands in the address of the list."""

from datetime import date
from typing import Any

import django_filters
from django.db.models import F
from django.http import QueryDict

from disruptions import permissions, queries
from disruptions.models import Disruption, DisruptionQuerySet, Strand
from forces.models import Body, Region
from inspection_portal.core.keyset import Order
from inspection_portal.core.listing import DayFilter, ListFilter, PeriodForm, choice
from inspection_portal.core.models import User

MINE = "mine"


class DisruptionFilter(ListFilter):
    """The disruptions that a person sees, narrowed down; the latest event first."""

    MORE = ("type", "region")
    SORTS = {
        "event": (F("event_on"),),
        "recorded": (F("recorded_on"),),
        "body": (F("body__name"), F("event_on")),
        "reference": (F("reference"),),
    }

    moderation = choice("Moderation", method="moderated_so")
    body = choice("Body", field_name="body__uuid")
    since = DayFilter(label="First day", field_name="event_on", lookup_expr="gte")
    until = DayFilter(label="Last day", field_name="event_on", lookup_expr="lte")
    category = choice("Category", Disruption.Category.choices)
    strand = choice("P strand", Strand.choices)
    words = django_filters.CharFilter(label="Words or reference", method="about")
    type = choice("Type", Disruption.Type.choices)
    region = choice("Region", method="in_region")

    class Meta:
        form = PeriodForm

    def __init__(
        self, data: QueryDict, queryset: DisruptionQuerySet, *, user: User, on: date
    ) -> None:
        super().__init__(data.copy(), queryset)
        self.on, self.user = on, user
        mine = [(MINE, "For you to moderate")] if permissions.can_moderate_some(user) else []
        self._offer("moderation", [*mine, *Disruption.Moderated.choices])
        self._offer("region", queries.region_choices(user))
        self._offer("body", queries.body_choices(user))

    @property
    def order(self) -> Order:
        """The latest event first, where the address names no order."""
        asked: Any = super().order
        return asked if self.data.get("sort") else Order(asked.by, descending=True)

    def moderated_so(
        self, rows: DisruptionQuerySet, name: str, moderation: str
    ) -> DisruptionQuerySet:
        if moderation == MINE:
            return rows.to_moderate_by(self.user)
        return rows.filter(moderation=moderation)

    def in_region(self, rows: DisruptionQuerySet, name: str, region: str) -> DisruptionQuerySet:
        bodies = Body.objects.in_region(Region.objects.get(uuid=region), self.on)
        return rows.filter(body__in=bodies)

    def about(self, rows: DisruptionQuerySet, name: str, words: str) -> DisruptionQuerySet:
        return rows.about(words)
