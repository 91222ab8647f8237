"""Which figures of disruptions a person looks for, as it stands in the address of the page."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.timezone import localdate

from disruptions import queries
from disruptions.filters.regions import RegionalFilter
from disruptions.models import (
    Disruption,
    DisruptionCount,
    DisruptionCountQuerySet,
    Strand,
)
from disruptions.queries import OWN, PASSED, WITHOUT
from forces.models import Body, standing
from forces.rights import Right, holds
from inspection_portal.core.dates import months_after
from inspection_portal.core.listing import choice
from inspection_portal.core.models import User

# How many months a page shows that nobody asked for, and how many can be asked for.
USUAL, OFFERED = 12, 12 * 15


class MonthsForm(forms.Form):
    """Filters of which `since` and `until` are the first and the last month."""

    def clean(self) -> dict[str, object]:
        since, until = self.cleaned_data.get("since"), self.cleaned_data.get("until")
        if since and until and until < since:
            self.add_error("until", "The last month must be the first month or after it")
        return self.cleaned_data


class DisruptionFigureFilter(RegionalFilter):
    """Counts of the disruptions that the person's bodies recorded, or all bodies, narrowed down;
    those of the last twelve months where the address names none. The counts are as at that moment.
    """

    MORE = ("category", "strand", "type")

    body = choice("Recorded by", field_name="body__uuid")
    region = choice("Region", method="in_region")
    since = choice("First month", method="from_month", empty_label=None)
    until = choice("Last month", method="to_month", empty_label=None)
    category = choice("Category", [*Disruption.Category.choices, WITHOUT], method="leave")
    strand = choice("P strand", [*Strand.choices, WITHOUT], method="leave")
    type = choice("Type", Disruption.Type.choices, method="leave")

    class Meta:
        form = MonthsForm

    def __init__(self, data: QueryDict, *, user: User, at: datetime) -> None:
        data = data.copy()
        self.on, self.at, self.user = localdate(at), at, user
        for name, value in self.begins_as.items():
            data[name] = data.get(name) or value
        super().__init__(data, DisruptionCount.objects.visible_to(user))
        months = [months_after(self.on.replace(day=1), -back) for back in range(OFFERED)]
        for name in ("since", "until"):
            self._offer(name, [(f"{each:%Y-%m}", f"{each:%B %Y}") for each in months])
        self._offer("region", queries.region_choices(user))
        self._offer("body", queries.body_choices(user))

    @property
    def begins_as(self) -> Mapping[str, str]:
        first = months_after(self.on.replace(day=1), 1 - USUAL)
        return {"since": f"{first:%Y-%m}", "until": f"{self.on:%Y-%m}"}

    @property
    def asked(self) -> queries.Asked:
        """What is asked for, where it makes sense."""
        cleaned = self.form.cleaned_data
        first, last = _month(cleaned["since"]), _month(cleaned["until"])
        bodies = list(self._bodies(cleaned))
        narrowed = {name: cleaned[name] for name in self.MORE if cleaned[name]}
        whose = self._whose(cleaned, bodies)
        return queries.Asked(
            counts=self.qs,
            bodies=bodies,
            first=first,
            last=last,
            kinds=queries.kinds_of(**narrowed),
            whose=whose,
            in_words=tuple(self._in_words(whose)),
            query={
                "moderation": PASSED,
                **({} if self._reads_all else {"recorder": OWN}),
                **{name: cleaned[name] for name in ("body", "region") if cleaned.get(name)},
                **queries.days_asked(first, queries.last_day(last)),
                **narrowed,
            },
        )

    @property
    def in_order(self) -> queries.DisruptionFigures:
        """The figures asked for: what is shown, and what leaves as a file."""
        return queries.disruption_figures(self.asked, as_at=self.at)

    def from_month(
        self, rows: DisruptionCountQuerySet, name: str, month: str
    ) -> DisruptionCountQuerySet:
        return rows.filter(month__gte=_month(month))

    def to_month(
        self, rows: DisruptionCountQuerySet, name: str, month: str
    ) -> DisruptionCountQuerySet:
        return rows.filter(month__lte=_month(month))

    @property
    def _reads_all(self) -> bool:
        return holds(self.user, Right.THREATS_READ_ALL)

    def _bodies(self, cleaned: Mapping[str, str]) -> Any:
        """The bodies that the figures are of, those without any included."""
        bodies = Body.objects.order_by("name")
        if not self._reads_all:
            bodies = bodies.filter(pk__in=standing(self.user).bodies)
        if cleaned.get("region"):
            bodies = bodies.filter(pk__in=self.bodies_of(cleaned["region"]).values("pk"))
        return bodies.filter(uuid=cleaned["body"]) if cleaned.get("body") else bodies

    def _whose(self, cleaned: Mapping[str, str], bodies: list[Body]) -> str:
        if cleaned.get("body") or not self._reads_all:
            return ", ".join(each.name for each in bodies)
        if cleaned.get("region"):
            return f"the bodies of {dict(self.form.fields['region'].choices)[cleaned['region']]}"
        return "every force and ROCU"

    def _in_words(self, whose: str) -> Iterator[queries.Said]:
        cleaned = self.form.cleaned_data
        months = queries.months_in_words(_month(cleaned["since"]), _month(cleaned["until"]))
        yield queries.Said("Recorded by", whose)
        yield queries.Said("Event in", months)
        for name in self.MORE:
            field = self.form.fields[name]
            yield queries.Said(str(field.label), dict(field.choices).get(cleaned[name], "Any"))


def _month(text: str) -> date:
    """The first day of the month that an address names ("2026-03")."""
    return date.fromisoformat(f"{text}-01")
