"""Which plans a person looks for, as it stands in the address of the list."""

from collections.abc import Mapping
from datetime import date, timedelta

import django_filters
from django.db.models import Exists, OuterRef, Q
from django.http import QueryDict

from disruptions import queries
from disruptions.models import Plan, PlanAction, PlanEntry, PlanQuerySet, PlanReview
from inspection_portal.core.listing import ListFilter, choice
from inspection_portal.core.models import User

OPEN, ANY, NEVER = "open", "any", "never"
STATES = [(OPEN, "Draft or in force"), *Plan.State.choices, (ANY, "Any")]
UNREVIEWED = [
    *((str(days), f"No review in {days} days") for days in (31, 92, 183, 365)),
    (NEVER, "Never reviewed"),
]


class PlanFilter(ListFilter):
    """The plans that a person sees, narrowed down; without a word about it, to open ones."""

    state = choice("State", STATES, method="in_state", empty_label=None)
    body = choice("Body", field_name="threat__body__uuid")
    reviewed = choice("Reviews", UNREVIEWED, method="without_review")
    words = django_filters.CharFilter(
        label="Words in the plan, or the threat’s reference", method="saying"
    )

    def __init__(self, data: QueryDict, queryset: PlanQuerySet, *, user: User, on: date) -> None:
        given = data.copy()
        given["state"] = data.get("state") or OPEN
        super().__init__(given, queryset)
        self.on = on
        self._offer("body", queries.plan_body_choices(user))

    @property
    def begins_as(self) -> Mapping[str, str]:
        return {"state": OPEN}

    def in_state(self, plans: PlanQuerySet, name: str, state: str) -> PlanQuerySet:
        if state == ANY:
            return plans
        return plans.open() if state == OPEN else plans.filter(state=state)

    def without_review(self, plans: PlanQuerySet, name: str, days: str) -> PlanQuerySet:
        reviews = PlanReview.objects.filter(plan=OuterRef("pk"))
        if days != NEVER:
            reviews = reviews.filter(reviewed_on__gt=self.on - timedelta(days=int(days)))
        return plans.filter(~Exists(reviews))

    def saying(self, plans: PlanQuerySet, name: str, words: str) -> PlanQuerySet:
        entries = PlanEntry.objects.filter(plan=OuterRef("pk"), text__icontains=words)
        actions = PlanAction.objects.filter(plan=OuterRef("pk"), what__icontains=words)
        named = Q(threat__reference__icontains=words)
        return plans.filter(named | Exists(entries) | Exists(actions))
