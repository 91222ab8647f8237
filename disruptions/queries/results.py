"""What the checks find of many bodies, one after the other, so that no more than a few are held."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from operator import itemgetter
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import QuerySet

from disruptions import checks
from disruptions.models import LocalProfile
from disruptions.queries.checks import Result, check
from disruptions.queries.facts import of_bodies
from forces.models import Body

CHUNK = 500


class Place(NamedTuple):
    """Where a result stands among all: by what was checked, and the check."""

    of: str
    subject: UUID
    check: str


@dataclass(frozen=True)
class Wanted:
    """Which results: those of one check, and those that are waived or those that are not."""

    check: str | None = None
    waived: bool | None = None

    def keeps(self, result: Result) -> bool:
        is_waived = result.waived is not None
        return self.check in (None, result.check.id) and self.waived in (None, is_waived)

    @property
    def kinds(self) -> Sequence[checks.Of]:
        return [checks.CHECKS[self.check].of] if self.check else sorted(checks.Of)


def results_of(
    bodies: QuerySet[Body], wanted: Wanted, *, on: date, after: Place | None = None
) -> Iterator[tuple[Place, Result]]:
    """What the checks find of that day, after a place among the results, each with its own."""
    for of in wanted.kinds:
        if after and of < after.of:
            continue
        begins = after.subject if after and of == after.of else None
        for chunk in _chunks(_subjects(bodies, of), begins):
            yield from _found(bodies, of, chunk, wanted, on=on, after=after)


def _subjects(bodies: QuerySet[Body], of: checks.Of) -> QuerySet[Any]:
    """All that may be asked about: what is not, is left out when it is asked."""
    rows: QuerySet[Any] = getattr(of_bodies(bodies, of), f"{of}s")
    return rows.order_by("uuid")


def _chunks(rows: QuerySet[Any], begins: UUID | None) -> Iterator[list[int]]:
    """The keys of the rows from that one on, some at a time."""
    rest = rows.filter(uuid__gte=begins) if begins else rows
    while chunk := list(rest.values_list("pk", "uuid")[:CHUNK]):
        yield [pk for pk, _ in chunk]
        rest = rows.filter(uuid__gt=chunk[-1][1])


def _found(
    bodies: QuerySet[Body],
    of: checks.Of,
    chunk: Sequence[int],
    wanted: Wanted,
    *,
    on: date,
    after: Place | None,
) -> list[tuple[Place, Result]]:
    scope = of_bodies(bodies, of)
    rows = getattr(scope, f"{of}s").filter(pk__in=chunk)
    if of == checks.Of.PROFILE:
        # A later profile of the area may be in another chunk.
        latest = LocalProfile.objects.filter(dated_on__lte=on).last_of_each()
        rows = rows.filter(pk__in=latest.values("pk"))
    checked = check(replace(scope, **{f"{of}s": rows}), on=on)
    placed = [
        (Place(of, each.subject.uuid, each.check.id), each)
        for each in checked.results
        if wanted.keeps(each)
    ]
    return sorted((each for each in placed if not after or each[0] > after), key=itemgetter(0))
