from typing import Any

import django_filters
from django.db.models import Q, QuerySet

from forces.models import Body, RoleGrant
from inspection_portal.core.models import User

NO_ROLE = "none"


class PersonFilter(django_filters.FilterSet):
    """People by name, email address, the role they hold today and what for, and their account."""

    name = django_filters.CharFilter(label="Name or email address", method="called")
    role = django_filters.ChoiceFilter(
        label="Role",
        choices=[*RoleGrant.Role.choices, (NO_ROLE, "No role")],
        empty_label="Any",
        method="holding",
    )
    body = django_filters.ModelChoiceFilter(
        label="Force or ROCU",
        queryset=Body.objects.order_by("name"),
        to_field_name="uuid",
        empty_label="Any",
        method="acting_for",
    )
    is_active = django_filters.ChoiceFilter(
        label="Account", choices=[("True", "Open"), ("False", "Closed")], empty_label="Any"
    )

    def called(self, people: QuerySet[User], field: str, words: str) -> QuerySet[User]:
        return people.filter(Q(name__icontains=words) | Q(email__icontains=words))

    def holding(self, people: QuerySet[User], field: str, role: str) -> QuerySet[User]:
        current: Any = RoleGrant.objects.current()
        if role == NO_ROLE:
            return people.exclude(pk__in=current.values("user"))
        return people.filter(pk__in=current.filter(role=role).values("user"))

    def acting_for(self, people: QuerySet[User], field: str, body: Body) -> QuerySet[User]:
        """Those with a role in the body, or in what oversees it."""
        concerned = Q(body=body) | Q(policing_body__body=body)
        current = RoleGrant.objects.current().filter(concerned)
        return people.filter(pk__in=current.values("user"))
