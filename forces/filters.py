from typing import Any

import django_filters
from django.db.models import Q, QuerySet

from forces.models import RoleGrant
from inspection_portal.core.models import User

NO_ROLE = "none"


class PersonFilter(django_filters.FilterSet):
    """People by name, email address or the role they hold today."""

    name = django_filters.CharFilter(label="Name or email address", method="called")
    role = django_filters.ChoiceFilter(
        label="Role",
        choices=[*RoleGrant.Role.choices, (NO_ROLE, "No role")],
        empty_label="Any",
        method="holding",
    )

    def called(self, people: QuerySet[User], field: str, words: str) -> QuerySet[User]:
        return people.filter(Q(name__icontains=words) | Q(email__icontains=words))

    def holding(self, people: QuerySet[User], field: str, role: str) -> QuerySet[User]:
        current: Any = RoleGrant.objects.current()
        if role == NO_ROLE:
            return people.exclude(pk__in=current.values("user"))
        return people.filter(pk__in=current.filter(role=role).values("user"))
