"""Regions and bodies, loaded from the files in forces/data (domain §1)."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path

from django.core.exceptions import PermissionDenied
from django.db import transaction

from forces import names, permissions
from forces.actions.lists import begin_list
from forces.models import (
    Body,
    BodyName,
    LocalPolicingBody,
    Organisation,
    Region,
    RegionMembership,
)
from inspection_portal.core import audit
from inspection_portal.core.models import User
from inspection_portal.core.reference import Loaded, load, read, resolve

DATA = Path(__file__).resolve().parent.parent / "data"

Line = dict[str, str]
Parts = tuple[Loaded[RegionMembership], Loaded[BodyName], Loaded[LocalPolicingBody]]


@transaction.atomic
def load_reference(*, by: User, at: datetime, folder: Path = DATA) -> int:
    """Bring regions, ROCUs and forces up to date with the files of `folder`, and fill the list of
    organisations where it is empty.

    Nothing is deleted: what no longer holds gets its last day in the file. Returns the number of
    rows written, 0 where nothing is new.
    """
    if not permissions.can_load_reference(by):
        raise PermissionDenied
    lines = read(folder / "bodies.csv")
    regions = load(Region, read(folder / "regions.csv"), identity=["slug"])
    bodies = load(Body, lines, identity=["slug"])
    parts = _load_parts(folder, _every_name(lines, read(folder / "names.csv")), regions, bodies)
    _record(regions, bodies, parts, by=by, at=at)
    begun = begin_list(Organisation, folder / "organisations.csv", by=by, at=at)
    return begun + sum(table.written for table in (regions, bodies, *parts))


def _load_parts(
    folder: Path, known_as: Iterable[Line], regions: Loaded[Region], bodies: Loaded[Body]
) -> Parts:
    members = resolve(read(folder / "memberships.csv"), body=bodies, region=regions)
    answering = resolve(read(folder / "local_policing_bodies.csv"), body=bodies)
    return (
        load(RegionMembership, members, identity=["body_id", "region_id"]),
        load(BodyName, resolve(known_as, body=bodies), identity=["body_id", "key"]),
        load(LocalPolicingBody, answering, identity=["body_id", "kind", "name"]),
    )


def _record(
    regions: Loaded[Region], bodies: Loaded[Body], parts: Parts, *, by: User, at: datetime
) -> None:
    """One line of the audit trail for each region and each body of which anything was written."""
    for region in regions.touched:
        audit.record("region.loaded", region, by=by, at=at)
    touched = {body.pk for body in bodies.touched}
    touched.update(row.body_id for part in parts for row in part.touched)
    differences = {body.pk: difference for body, difference in bodies.changed}
    for body in bodies.rows.values():
        if body.pk in touched:
            audit.record("body.loaded", body, by=by, at=at, **differences.get(body.pk, {}))


def _every_name(bodies: list[Line], further: list[Line]) -> Iterator[Line]:
    """What each body is called: officially, otherwise, in short, by ONS; one name for each key."""
    official = [{"body": line["slug"], "name": line["name"]} for line in bodies]
    others = [
        {"body": line["slug"], "name": line[column]}
        for line in bodies
        for column in ("short_name", "ons_name")
        if line[column]
    ]
    seen = set()
    for line in [*official, *further, *others]:
        key = names.key(line["name"])
        if (line["body"], key) not in seen:
            seen.add((line["body"], key))
            yield {**line, "key": key}
