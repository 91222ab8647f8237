"""Whom a publication concerns."""

from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils.timezone import localdate

from findings.models import Inspection
from forces.models import LocalPolicingBody, RoleGrant
from inspection_portal.core.dates import LONDON
from inspection_portal.core.models import User


def people_to_tell(inspection: Inspection, *, at: datetime) -> QuerySet[User]:
    """The people of the inspected bodies and of the local policing bodies that answer for them,
    and the inspection's team.
    """
    bodies = inspection.inspected_bodies.values("body")
    policing_bodies = LocalPolicingBody.objects.filter(section_55_responses__inspection=inspection)
    held = RoleGrant.objects.of_people(localdate(at, LONDON)).filter(
        Q(body__in=bodies) | Q(policing_body__in=policing_bodies)
    )
    concerned = Q(pk__in=held.values("user")) | Q(inspection_teams__inspection=inspection)
    return User.objects.filter(concerned, is_active=True).distinct()
