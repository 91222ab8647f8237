"""Rows of bodies, narrowed down to a region."""

from datetime import date
from typing import Any

from forces.models import Body, Region
from inspection_portal.core.listing import ListFilter


class RegionalFilter(ListFilter):
    """Rows with a `body`; a region has those that belong to it on the day `on`."""

    on: date

    def in_region(self, rows: Any, name: str, region: str) -> Any:
        return rows.filter(body__in=self.bodies_of(region))

    def bodies_of(self, region: str) -> Any:
        return Body.objects.in_region(Region.objects.get(uuid=region), self.on)
