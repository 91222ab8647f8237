"""Which rows of a body a person sees."""

from typing import Any, Self

from django.db import models

from forces.models import standing
from forces.rights import Right, holds
from inspection_portal.core.models import User


class OfBodyQuerySet(models.QuerySet[Any]):
    """Rows of one body, which no other body sees."""

    def visible_to(self, user: User) -> Self:
        """Those of the bodies that the person acts for; all for who reads every threat."""
        if holds(user, Right.THREATS_READ_ALL):
            return self
        if holds(user, Right.THREATS_READ):
            return self.filter(body__in=standing(user).bodies)
        return self.none()
