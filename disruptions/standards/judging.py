"""Which rules of the standards a record fails."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from disruptions.standards.facts import Place, Record, Standard, Standards

KINDS = {
    "ocg": "organised crime groups",
    "individual": "priority individuals",
    "vulnerability": "vulnerabilities",
}
FIELDS = {"strand": "P strand", "narrative": "narrative", "evidence": "evidence"}


@dataclass(frozen=True)
class Failure:
    """A rule that the record fails, as a sentence, and where to mend it.

    `id` never changes its meaning. What is not `is_certain` may pass all the same, since it only
    looks like a fault or can't be mended: whoever moderates decides, and says why.
    """

    id: str
    what: str
    place: Place
    is_certain: bool = True


def judge(record: Record, standards: Standards) -> tuple[Failure, ...]:
    """The failures of a record by the version in force on the day of its event, in the order in
    which a record is read.

    The day of the event decides, since the record is of one dated event: were it the record date,
    a body could wait until a rule suits it. How long it waited is a rule of its own. (The record
    date is what the filters of extracts ask about, which is another thing: domain §5, Appendix 2.)
    """
    standard = standards.in_force(record.event_on)
    if standard is None:
        what = f"No minimum standard is known for {_day(record.event_on)}. Check the day."
        return (Failure("no_standard", what, Place.EVENT),)
    return (
        *_of_the_threat(record, standard),
        *_of_the_days(record, standard),
        *_of_the_fields(record, standard),
        *_never(record, standards),
    )


def _day(day: date) -> str:
    return f"{day:%-d %B %Y}"


def _of_the_threat(record: Record, standard: Standard) -> Iterator[Failure]:
    if record.threat_kind not in standard.kinds:
        counted = " and ".join(words for kind, words in KINDS.items() if kind in standard.kinds)
        yield Failure(
            "kind_does_not_count",
            f"On {_day(record.event_on)} only disruptions of {counted} were to be recorded, not "
            f"of {KINDS[record.threat_kind]}. Check the day and the threat: where both are right, "
            "it does not count and is to be refused.",
            Place.THREAT,
        )


def _of_the_days(record: Record, standard: Standard) -> Iterator[Failure]:
    days = (record.recorded_on - record.event_on).days
    if days > standard.days_to_record:
        yield Failure(
            "recorded_late",
            f"It was recorded {days} days after the event. The standard allows "
            f"{standard.days_to_record}. Check the day of the event: where it is right, say in the "
            "narrative why it was recorded late.",
            Place.RECORDED,
            is_certain=False,
        )


def _of_the_fields(record: Record, standard: Standard) -> Iterator[Failure]:
    if record.category not in standard.needs:
        yield Failure(
            "no_category", "It has no category. Choose major, moderate or minor.", Place.CATEGORY
        )
        return
    for name, words in FIELDS.items():
        if name in standard.needs[record.category] and not getattr(record, name).strip():
            what = f"A {record.category} disruption needs its {words}. Add it."
            yield Failure(f"missing_{name}", what, Place(name))


def _never(record: Record, standards: Standards) -> Iterator[Failure]:
    for never in standards.never:
        if not never.holds_on(record.event_on):
            continue
        found = next(filter(None, (_said(each, record) for each in never.phrases)), None)
        if found:
            yield Failure(
                "never_a_disruption",
                f"The narrative says “{found}”. {never.name} is never a disruption: say what else "
                "disrupted the threat, or refuse the record.",
                Place.NARRATIVE,
                is_certain=False,
            )


def _said(phrase: str, record: Record) -> str:
    """The phrase as the narrative has it: whole words, in the singular or plural."""
    found = re.search(rf"(?<!\w){re.escape(phrase)}s?(?!\w)", record.narrative, re.IGNORECASE)
    return found.group() if found else ""
