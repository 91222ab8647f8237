"""The rules of an extract of disruptions told again, slowly and row by row, to hold the fast ones
against. It reads the rows of `extract_files`, and the tables of standards, for itself.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from disruptions.models import Disruption, DisruptionStandard, NeverDisruption, Threat
from forces.models import Body, Organisation

TYPES = {"Lead Disruption": "lead", "Support": "support", "Co-ordinate": "coordinate"}
MODERATIONS = {"Moderated": "moderated", "Not moderated": "pending", "Returned": "returned"}
STRANDS = ("Pursue", "Prevent", "Protect", "Prepare", "")
CATEGORIES = ("Major", "Moderate", "Minor", "")
NEEDED = {"strand": "P strand", "narrative": "Narrative", "evidence": "Evidence"}
Values = dict[str, object]


@dataclass
class Verdict:
    """What the portal holds then, by reference, under which headings each refused row is wrong, by
    its number, and how many rows become what.
    """

    stored: dict[str, Values] = field(default_factory=dict)
    refused: dict[int, set[str]] = field(default_factory=dict)
    counts: Counter[str] = field(default_factory=Counter)


def validate(
    rows: Iterable[Mapping[str, str]], today: date, held: Mapping[str, Values] | None = None
) -> Verdict:
    """The verdict on rows with the headings of `extract_files`, where that is held already."""
    verdict, seen = Verdict(dict(held or {})), set[str]()
    for number, row in enumerate(rows, start=2):
        reference = row["Disruption reference"]
        values = _values(row)
        wrong = _cells(row, values, today)
        if not wrong:
            wrong = _relations(row, values, is_again=reference in seen)
            seen.add(reference)
        if wrong:
            verdict.refused[number] = wrong
            continue
        before = verdict.stored.get(reference)
        became = "new" if before is None else "same" if before == values else "changed"
        verdict.counts.update([became, *_doubts(values)])
        verdict.stored[reference] = values
    return verdict


def stored() -> dict[str, Values]:
    return {
        each.reference: {
            "threat": (each.threat.body.name, each.threat.reference),
            "body": each.body.name,
            "lead": each.lead.name,
            "supporting": {agency.name for agency in each.supporting},
            "event": each.event_on,
            "recorded": each.recorded_on,
            "type": each.type,
            "strand": each.strand,
            "category": each.category,
            "narrative": each.narrative,
            "evidence": each.evidence,
            "moderation": each.moderation,
        }
        for each in Disruption.objects.all()
    }


def _day(text: str) -> date | None:
    for form in ("%Y-%m-%d", "%d/%m/%Y"):
        try:
            return datetime.strptime(text, form).date()  # noqa: DTZ007 - a day has no time zone
        except ValueError:
            continue
    return None


def _values(row: Mapping[str, str]) -> Values:
    body, kind = row["Recording agency"], TYPES.get(row["Disruption type"])
    supporting = (name.strip() for name in row.get("Supporting agencies", "").split(";"))
    return {
        "threat": _threat(row),
        "body": body,
        "lead": row["Lead agency"] or (body if kind == "lead" else None),
        "supporting": {name for name in supporting if name},
        "event": _day(row["Event date"]),
        "recorded": _day(row["Record data"]),
        "type": kind,
        "strand": row["P strand"].lower(),
        "category": row["Category"].lower(),
        "narrative": row["Narrative"].strip(),
        "evidence": row["Evidence"].strip(),
        "moderation": MODERATIONS.get(row["Moderation status"]),
    }


def _threat(row: Mapping[str, str]) -> tuple[str, str] | None:
    """The owner’s, or that of whoever recorded it; without an owner also the only one there is."""
    reference, owner = row["Threat ref"], row.get("Threat owner", "")
    owners = [each.body.name for each in Threat.objects.filter(reference=reference)]
    if (owner or row["Recording agency"]) in owners:
        return owner or row["Recording agency"], reference
    return (owners[0], reference) if len(owners) == 1 and not owner else None


def _is_known(name: object, *, is_body: bool) -> bool:
    if Body.objects.filter(name=name).exists():
        return True
    return not is_body and Organisation.objects.filter(name=name).exists()


def _cells(row: Mapping[str, str], values: Values, today: date) -> set[str]:
    owner, supporting = row.get("Threat owner"), values["supporting"]
    event, recorded = values["event"], values["recorded"]
    wrong = {
        "Threat owner": bool(owner) and not _is_known(owner, is_body=True),
        "Recording agency": not _is_known(values["body"], is_body=True),
        "Lead agency": bool(row["Lead agency"]) and not _is_known(values["lead"], is_body=False),
        "Supporting agencies": not all(_is_known(name, is_body=False) for name in supporting),  # type: ignore[attr-defined]
        "Event date": event is None or event > today,  # type: ignore[operator]
        "Record date": recorded is None or recorded > today,  # type: ignore[operator]
        "Disruption type": values["type"] is None,
        "P strand": row["P strand"] not in STRANDS,
        "Assessment category": row["Category"] not in CATEGORIES,
        "Moderation status": values["moderation"] is None,
        "Narrative": row["Narrative"].startswith("SECRET"),
    }
    return {name for name, is_so in wrong.items() if is_so}


def _relations(row: Mapping[str, str], values: Values, *, is_again: bool) -> set[str]:
    wrong = {
        "Disruption reference": is_again,
        "Lead agency": values["lead"] is None,
        "Supporting agencies": values["lead"] in values["supporting"],  # type: ignore[operator]
        "Record date": values["recorded"] < values["event"],  # type: ignore[operator]
        "Threat reference": values["threat"] is None,
    }
    return {name for name, is_so in wrong.items() if is_so} | _failing(values)


def _standard(event: object) -> DisruptionStandard | None:
    """Of those begun by then that which began last, and of these the one entered last."""
    begun = DisruptionStandard.objects.filter(valid_from__lte=event)
    return begun.order_by("valid_from", "pk").last()


def _failing(values: Values) -> set[str]:
    """What the standards of the day say, where there are any and the threat is known."""
    standard = _standard(values["event"])
    if values["threat"] is None or standard is None:
        return set()
    owner, reference = values["threat"]  # type: ignore[misc]
    failing = set()
    if Threat.objects.get(body__name=owner, reference=reference).kind not in standard.threat_kinds:
        failing.add("Threat reference")
    needs = getattr(standard, f"needs_{values['category']}") if values["category"] else []
    return failing | {NEEDED[name] for name in needs if not values[name]}


def _doubts(values: Values) -> Iterable[str]:
    """What only a person can judge."""
    event, standard = values["event"], _standard(values["event"])
    if standard is None or not values["category"]:
        yield "unjudged"
    if standard is None:
        return
    if (values["recorded"] - event).days > standard.days_to_record:  # type: ignore[operator]
        yield "late"
    never = NeverDisruption.objects.filter(valid_from__lte=event).exclude(valid_until__lt=event)
    narrative = f" {values['narrative']} ".lower()
    phrases = [phrase for each in never for phrase in each.phrases.lower().splitlines()]
    if any(f" {phrase}{end} " in narrative for phrase in phrases for end in ("", "s")):
        yield "doubtful"
