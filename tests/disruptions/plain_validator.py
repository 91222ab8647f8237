"""The rules of an extract of disruptions told again, slowly and row by row, to hold the fast ones
against.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from disruptions import queries, standards
from disruptions.models import Disruption, Threat
from forces.models import Body
from inspection_portal.core.markings import above_in

TYPES = {"Lead Disruption": "lead", "Support": "support", "Co-ordinate": "coordinate"}
MODERATIONS = {"Moderated": "moderated", "Not moderated": "pending", "Returned": "returned"}
STRANDS = ("Pursue", "Prevent", "Protect", "Prepare", "")
CATEGORIES = ("Major", "Moderate", "Minor", "")
PLACES = {
    standards.Place.THREAT: "Threat reference",
    standards.Place.STRAND: "P strand",
    standards.Place.NARRATIVE: "Narrative",
    standards.Place.EVIDENCE: "Evidence",
}
Stored = tuple[object, ...]
COLUMNS = (
    *("reference", "threat__reference", "body__name", "lead_body__name", "event_on"),
    *("recorded_on", "type", "strand", "category", "narrative", "evidence", "moderation"),
)


@dataclass
class Verdict:
    """What is stored, and under which headings each refused row is wrong, by its number."""

    stored: set[Stored] = field(default_factory=set)
    refused: dict[int, set[str]] = field(default_factory=dict)


def validate(rows: Iterable[Mapping[str, str]], today: date) -> Verdict:
    """The verdict on rows with the headings of `extract_files`."""
    verdict, seen = Verdict(), set[str]()
    for number, row in enumerate(rows, start=2):
        values, wrong = _cells(row, today)
        if not wrong:
            wrong = _relations(row, values, is_again=row["Disruption reference"] in seen)
            seen.add(row["Disruption reference"])
        if wrong:
            verdict.refused[number] = wrong
        else:
            verdict.stored.add(tuple(values.values()))
    return verdict


def stored() -> set[Stored]:
    return set(Disruption.objects.values_list(*COLUMNS))


def _day(text: str) -> date | None:
    for form in ("%Y-%m-%d", "%d/%m/%Y"):
        try:
            return datetime.strptime(text, form).date()  # noqa: DTZ007 - a day has no time zone
        except ValueError:
            continue
    return None


def _cells(row: Mapping[str, str], today: date) -> tuple[dict[str, object], set[str]]:
    body, lead = row["Recording agency"], row["Lead agency"]
    event, recorded = _day(row["Event date"]), _day(row["Record data"])
    kind, moderation = TYPES.get(row["Disruption type"]), MODERATIONS.get(row["Moderation status"])
    lead = lead or (body if kind == "lead" else "")
    wrong = {
        "Recording agency": not Body.objects.filter(name=body).exists(),
        "Lead agency": bool(lead) and not Body.objects.filter(name=lead).exists(),
        "Event date": event is None or event > today,
        "Record date": recorded is None or recorded > today,
        "Disruption type": kind is None,
        "P strand": row["P strand"] not in STRANDS,
        "Assessment category": row["Category"] not in CATEGORIES,
        "Moderation status": moderation is None,
        "Narrative": above_in(row["Narrative"]) is not None,
    }
    values = (
        *(row["Disruption reference"], row["Threat ref"], body, lead or None, event, recorded),
        *(kind, row["P strand"].lower(), row["Category"].lower(), row["Narrative"].strip()),
        *(row["Evidence"].strip(), moderation),
    )
    return dict(zip(COLUMNS, values, strict=True)), {name for name, is_so in wrong.items() if is_so}


def _relations(row: Mapping[str, str], values: dict[str, object], *, is_again: bool) -> set[str]:
    wrong = set()
    if is_again:
        wrong.add("Disruption reference")
    if values["lead_body__name"] is None:
        wrong.add("Lead agency")
    if values["recorded_on"] < values["event_on"]:  # type: ignore[operator]
        wrong.add("Record date")
    threat = Threat.objects.filter(
        reference=row["Threat ref"], body__name=row["Recording agency"]
    ).first()
    if threat is None:
        return {*wrong, "Threat reference"}
    record = standards.Record(
        threat.kind,
        *(values[name] for name in ("event_on", "recorded_on", "category", "strand")),  # type: ignore[arg-type]
        *(values[name] for name in ("narrative", "evidence")),  # type: ignore[arg-type]
    )
    failures = standards.judge(record, queries.minimum_standards())
    return wrong | {
        PLACES[each.place] for each in failures if each.is_certain and each.place in PLACES
    }
