"""Which rows of a body a person sees."""

from datetime import datetime
from typing import Any, Self

from django.db import models
from django.db.models import QuerySet

from forces.models import standing
from forces.rights import Right, holds
from inspection_portal.core.history import versions
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


def no_more_supported(link: Any, of: str, user: User, since: datetime) -> QuerySet[Any]:
    """The keys of what bodies of the person supported until that moment or later; `link` is the
    tracked table of who supports what, `of` its column of what is supported.
    """
    ended = versions(link).filter(pgh_label="delete", pgh_created_at__gte=since)
    return ended.filter(body__in=standing(user).bodies).values(of)
