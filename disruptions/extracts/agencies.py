"""Forces, ROCUs and other agencies by any of their names."""

import re
from collections.abc import Sequence

from forces import names
from forces.models import Body, BodyName, Organisation
from inspection_portal.core.errors import RuleBroken
from inspection_portal.core.sheets import shown
from inspection_portal.core.text import fold

UNKNOWN = "This is not a force or a ROCU that the portal knows. Use its name on the portal."
NOBODY = (
    "“{name}” is not a force, a ROCU or another agency that the portal knows. Use its name on the "
    "portal, or have it put on the list of organisations."
)
_BETWEEN = re.compile(r"[;|\n]+")


class Agencies:
    """Who records, leads and supports disruptions, as the portal knows them now."""

    def __init__(self) -> None:
        codes = Body.objects.values_list("pk", "slug", "ons_code")
        self._bodies = {code.casefold(): pk for pk, *both in codes for code in both if code}
        self._bodies |= dict(BodyName.objects.values_list("key", "body"))
        partners = Organisation.objects.values_list("name", "pk")
        self._partners = {fold(name): pk for name, pk in partners}

    def body(self, cell: str) -> int:
        """The key of a force or ROCU. Raises RuleBroken."""
        key = self._body(cell)
        if key is None:
            raise RuleBroken(UNKNOWN)
        return key

    def either(self, cell: str) -> tuple[int | None, int | None]:
        """The key of a body, or that of an organisation. Raises RuleBroken."""
        if not cell:
            return None, None
        body = self._body(cell)
        partner = None if body else self._partners.get(fold(cell))
        if body is None and partner is None:
            raise RuleBroken(NOBODY.format(name=shown(cell, 100)))
        return body, partner

    def several(self, cell: str) -> tuple[Sequence[int], Sequence[int]]:
        """The keys of the bodies and of the organisations in a list with semicolons."""
        found = [self.either(name.strip()) for name in _BETWEEN.split(cell) if name.strip()]
        bodies = {body for body, _ in found if body}
        partners = {partner for _, partner in found if partner}
        return tuple(sorted(bodies)), tuple(sorted(partners))

    def _body(self, cell: str) -> int | None:
        return self._bodies.get(names.key(cell)) or self._bodies.get(cell.casefold())
