"""What somebody looks for among the published reports, as it stands in the address of the list."""

import django_filters
from django.http import QueryDict

from forces.models import Body, Region
from inspection_portal.core.listing import choice
from inspection_portal.reports.models import IssueQuerySet


def _regions() -> list[tuple[str, str]]:
    return list(Region.objects.values_list("slug", "name"))


def _bodies() -> list[tuple[str, str]]:
    return list(Body.objects.values_list("slug", "name"))


class PublicationsFilter(django_filters.FilterSet):
    """Issues by their region, and by a body that they are about."""

    region = choice("Region", _regions, field_name="inspection__region__slug")
    body = choice("Police force or ROCU", _bodies, method="about")

    def __init__(self, data: QueryDict, queryset: IssueQuerySet) -> None:
        super().__init__(data, queryset)

    @property
    def rows(self) -> IssueQuerySet:
        """Those looked for; none where the address asks for something that makes no sense."""
        found: IssueQuerySet = self.qs if self.is_valid() else self.queryset.none()
        return found

    def about(self, issues: IssueQuerySet, name: str, slug: str) -> IssueQuerySet:
        return issues.about(Body.objects.get(slug=slug))
