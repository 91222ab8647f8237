"""Who may be addressed, and looked for, outside the bodies (domain §3.3)."""

from datetime import date
from typing import Any

from django.db.models import QuerySet, TextField
from django.db.models.functions import Coalesce

from findings.models import Inspection
from forces.models import Organisation
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
    outside = RegisterEntry.objects.visible_to(user).filter(body=None)
    uuid = Coalesce("organisation__uuid", "policing_body__uuid")
    name = Coalesce("organisation__name", "policing_body__name", output_field=TextField())
    rows = outside.order_by(name).values_list(uuid, name).distinct()
    return [(str(key), label) for key, label in rows]
