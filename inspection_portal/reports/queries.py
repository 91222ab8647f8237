"""What stands between an inspection and its publication, over all apps."""

from datetime import date

import findings.queries
import recommendations.queries
from findings.models import Inspection
from findings.queries import Problem


def problems(
    inspection: Inspection, *, published_on: date | None = None, loaded: bool = False
) -> list[Problem]:
    """Everything that blocks publication on that day, each with the place to mend it.

    A report that is `loaded` was published elsewhere, so deadlines that had passed then stay.
    """
    return [
        *findings.queries.problems(inspection),
        *recommendations.queries.problems(inspection, published_on=published_on, loaded=loaded),
    ]
