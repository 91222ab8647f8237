"""Regions and bodies as a published report names them, and as the portal knows them."""

from collections.abc import Iterable

from forces.models import BodyName, Region
from forces.names import key

NO_REGION = (
    "“{name}” is not a region of the portal. Say which line is the report’s title, or correct that "
    "in the file."
)
NO_BODY = (
    "“{name}” is not a body of the portal, nor a former name of one. Say what its line is, if it "
    "names no body; else ask an administrator to add the name."
)


def present_names(names: Iterable[str]) -> dict[str, str]:
    """The present names of the bodies that a report names, by those names; none for a body that the
    portal does not know, nor by a former name.
    """
    keys = {name: key(name) for name in names}
    known = BodyName.objects.filter(key__in=keys.values()).values_list("key", "body__name")
    by_key = dict(known)
    return {name: by_key[each] for name, each in keys.items() if each in by_key}


def region_named(name: str) -> Region | None:
    """The region that a report names; None where the portal knows no such one."""
    return Region.objects.filter(name__iexact=name).first()
