"""Who may be addressed, and looked for, outside the bodies (domain §3.3)."""

from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from findings.models import Inspection
from forces.models import LocalPolicingBody, Organisation
from inspection_portal.core.models import User
from recommendations.models import RegisterEntry
from recommendations.queries.choices import Choices
from recommendations.queries.publication import policing_bodies_to_answer


def outside_addressees(inspection: Inspection, *, on: date) -> dict[str, QuerySet[Any]]:
    """Whom a recommendation of the inspection may address on that day besides its bodies, by the
    field that names them: the organisations of the list, and who answers for its forces.
    """
    return {
        "organisations": Organisation.objects.in_force(on),
        "policing_bodies": policing_bodies_to_answer(inspection, on=on),
    }


def outside_choices(user: User) -> Choices:
    """Organisations and local policing bodies of which the person sees entries, by UUID."""
    seen = RegisterEntry.objects.visible_to(user)
    organisations, offices = (
        rows.filter(Exists(seen.filter(**{of: OuterRef("pk")}))).order_by().values("uuid", "name")
        for rows, of in (
            (Organisation.objects.all(), "organisation"),
            (LocalPolicingBody.objects.all(), "policing_body"),
        )
    )
    rows = organisations.union(offices).order_by("name")
    return [(str(row["uuid"]), row["name"]) for row in rows]
