"""The minimum standards as they are stored, and what records fail of them."""

from collections.abc import Iterable, Mapping
from functools import partial

from disruptions import standards
from disruptions.models import Disruption, DisruptionStandard, NeverDisruption

CATEGORIES = tuple(str(each) for each in Disruption.Category)


def minimum_standards() -> standards.Standards:
    """All versions and all that is never a disruption, in two queries."""
    versions = DisruptionStandard.objects.order_by("valid_from", "pk")
    return standards.Standards(
        tuple(map(_version, versions)), tuple(map(_never, NeverDisruption.objects.all()))
    )


def record_of(disruption: Disruption) -> standards.Record:
    """What of a disruption is judged; its threat is asked for where it is not loaded."""
    return standards.Record(
        disruption.threat.kind,
        disruption.event_on,
        disruption.recorded_on,
        disruption.category,
        disruption.strand,
        disruption.narrative,
        disruption.evidence,
    )


def failures_of(
    disruptions: Iterable[Disruption],
) -> Mapping[int, tuple[standards.Failure, ...]]:
    """What each fails, by its key, with no query for any of those that `for_list` loaded."""
    judge = partial(standards.judge, standards=minimum_standards())
    return {each.pk: judge(record_of(each)) for each in disruptions}


def _version(row: DisruptionStandard) -> standards.Standard:
    return standards.Standard(
        row.valid_from,
        frozenset(row.threat_kinds),
        {each: frozenset(getattr(row, f"needs_{each}")) for each in CATEGORIES},
        row.days_to_record,
    )


def _never(row: NeverDisruption) -> standards.Never:
    phrases = tuple(filter(None, map(str.strip, row.phrases.splitlines())))
    return standards.Never(row.name, phrases, row.valid_from, row.valid_until)
