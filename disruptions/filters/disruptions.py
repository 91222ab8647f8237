"""Which disruptions a person looks for, as it stands in the address of the list."""

from datetime import date
from typing import Any

import django_filters
from django import forms
from django.db.models import F
from django.http import QueryDict

from disruptions import permissions, queries
from disruptions.filters.regions import RegionalFilter
from disruptions.models import Disruption, DisruptionCount, DisruptionQuerySet, Strand, Threat
from disruptions.queries import MINE, NOT_GIVEN, OWN, PASSED, TO_MEND, WITHOUT
from forces.models import standing
from forces.rights import Right, holds
from inspection_portal.core.dates import months_after
from inspection_portal.core.keyset import Order
from inspection_portal.core.listing import DayFilter, PeriodForm, choice
from inspection_portal.core.models import User

# How far back words are looked for where nobody says: no index holds the words of narratives.
YEARS_BACK = 2


class DisruptionFilter(RegionalFilter):
    """The disruptions that a person sees, narrowed down; the latest event first."""

    MORE = ("type", "region", "recorder")
    # By what an index keeps in order: there are a million of them.
    SORTS = {"event": (F("event_on"),)}

    moderation = choice("Moderation", method="moderated_so")
    body = choice("Body", field_name="body__uuid")
    since = DayFilter(label="First day", field_name="event_on", lookup_expr="gte")
    until = DayFilter(label="Last day", field_name="event_on", lookup_expr="lte")
    category = choice("Category", [*Disruption.Category.choices, WITHOUT], method="of_kind")
    strand = choice("P strand", [*Strand.choices, WITHOUT], method="of_kind")
    words = django_filters.CharFilter(
        label="Words or reference",
        help_text=f"Looks {YEARS_BACK} years back where there is no first day.",
        method="about",
    )
    # Only ever from an address: there are too many to choose from.
    threat = choice(
        "Threat",
        method="of_threat",
        widget=forms.HiddenInput,
        error_messages={"invalid_choice": "You see no disruption of that threat"},
    )
    type = choice("Type", Disruption.Type.choices)
    region = choice("Region", method="in_region")
    recorder = choice(
        "Records of", [(OWN, "Your own force or ROCU")], method="recorded_by", empty_label="Anybody"
    )

    class Meta:
        form = PeriodForm

    def __init__(
        self, data: QueryDict, queryset: DisruptionQuerySet, *, user: User, on: date
    ) -> None:
        super().__init__(data.copy(), queryset)
        self.on, self.user = on, user
        mine = [(MINE, "For you to moderate")] if permissions.can_moderate_some(user) else []
        if permissions.can_record_some(user):
            mine.append((TO_MEND, "Returned to you"))
        passed = [(PASSED, "Passed, downgraded or not")]
        self._offer("moderation", [*mine, *passed, *Disruption.Moderated.choices])
        self._offer("threat", queries.threat_choice(user, data.get("threat", "")), least=0)
        self._offer("region", queries.region_choices(user))
        self._offer("body", queries.body_choices(user))
        if holds(user, Right.THREATS_READ_ALL):
            del self.filters["recorder"]

    @property
    def order(self) -> Order:
        """The latest event first, where the address names no order."""
        asked: Any = super().order
        return asked if self.data.get("sort") else Order(asked.by, descending=True)

    @property
    def counted(self) -> int | None:
        """How many there are, where the counts tell: of whole months, passed or waiting."""
        asked = self.form.cleaned_data
        since, until, moderation = (asked.get(name) for name in ("since", "until", "moderation"))
        told = {PASSED: False, Disruption.Moderated.PENDING: True}
        if (
            moderation not in told
            or asked.get("words")
            or asked.get("threat")
            or (since and since.day != 1)
            or (until and until != queries.last_day(until.replace(day=1)))
            or ("recorder" in self.filters and asked.get("recorder") != OWN)
        ):
            return None
        counts = DisruptionCount.objects.visible_to(self.user)
        narrowed = {name: asked[name] for name in ("category", "strand", "type") if asked[name]}
        kinds = queries.kinds_of(waits=told[moderation], **narrowed)
        if asked.get("body"):
            counts = counts.filter(body__uuid=asked["body"])
        if asked.get("region"):
            counts = counts.filter(body__in=self.bodies_of(asked["region"]))
        return queries.number_of(counts.between(since, until), kinds)

    def moderated_so(
        self, rows: DisruptionQuerySet, name: str, moderation: str
    ) -> DisruptionQuerySet:
        if moderation == MINE:
            return rows.to_moderate_by(self.user)
        if moderation == TO_MEND:
            return rows.returned_to(self.user)
        if moderation == PASSED:
            return rows.passed()
        return rows.filter(moderation=moderation)

    def of_kind(self, rows: DisruptionQuerySet, name: str, value: str) -> DisruptionQuerySet:
        return rows.filter(**{name: "" if value == NOT_GIVEN else value})

    def of_threat(self, rows: DisruptionQuerySet, name: str, uuid: str) -> DisruptionQuerySet:
        """By its key, of which there is an index by day."""
        return rows.filter(threat=Threat.objects.filter(uuid=uuid).values("pk")[:1])

    def recorded_by(self, rows: DisruptionQuerySet, name: str, value: str) -> DisruptionQuerySet:
        return rows.filter(body__in=standing(self.user).bodies)

    def about(self, rows: DisruptionQuerySet, name: str, words: str) -> DisruptionQuerySet:
        """The one of that reference, however old; or those with these words."""
        named = rows.filter(reference=words.strip())
        if named.exists():
            return named
        since = months_after(self.on, -12 * YEARS_BACK)
        found = rows.about(words)
        return found if self.form.cleaned_data.get("since") else found.filter(event_on__gte=since)
