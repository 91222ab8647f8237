"""Which plans a person looks for, as it stands in the address of the list."""

from datetime import date, timedelta

import django_filters
from django.db.models import Exists, OuterRef, Q
from django.http import QueryDict

from disruptions import queries
from disruptions.models import Plan, PlanAction, PlanEntry, PlanQuerySet, PlanReview
from inspection_portal.core.models import User

OPEN, ANY, NEVER = "open", "any", "never"
STATES = [(OPEN, "Draft or in force"), *Plan.State.choices, (ANY, "Any")]
UNREVIEWED = [
    *((str(days), f"No review in {days} days") for days in (31, 92, 183, 365)),
    (NEVER, "Never reviewed"),
]


class PlanFilter(django_filters.FilterSet):
    """The plans that a person sees, narrowed down; without a word about it, to those that are open.

    The body is offered only to who sees plans of several.
    """

    state = django_filters.ChoiceFilter(
        label="State", choices=STATES, empty_label=None, method="in_state"
    )
    body = django_filters.ChoiceFilter(
        label="Body", field_name="threat__body__uuid", empty_label="Any"
    )
    reviewed = django_filters.ChoiceFilter(
        label="Reviews", choices=UNREVIEWED, empty_label="Any", method="without_review"
    )
    words = django_filters.CharFilter(
        label="Words in the plan, or the threat’s reference", method="saying"
    )

    def __init__(self, data: QueryDict, queryset: PlanQuerySet, *, user: User, on: date) -> None:
        given = data.copy()
        given["state"] = data.get("state") or OPEN
        super().__init__(given, queryset)
        self.on = on
        bodies = queries.plan_body_choices(user)
        if len(bodies) > 1:
            self.filters["body"].extra["choices"] = bodies
        else:
            del self.filters["body"]

    @property
    def rows(self) -> PlanQuerySet:
        """The plans looked for; none where the address asks for something that makes no sense."""
        found: PlanQuerySet = self.qs if self.is_valid() else self.queryset.none()
        return found

    @property
    def shows_several_bodies(self) -> bool:
        return "body" in self.filters

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
