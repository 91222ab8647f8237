"""The rules of an extract of threats told again, slowly and row by row, to hold the fast ones
against.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from disruptions.models import Assessment, Threat, ThreatPhase
from forces.models import Body

KINDS = {"OCG": "ocg", "Priority individual": "individual"}
MODERATIONS = {"Moderated": "moderated", "Not moderated": "not_moderated"}
SCOPES = {"Whole threat": "whole", "Operation only": "operation", "": "whole"}
IS_SOC = {"SOC": True, "Non-SOC": False, "": False}
TIERS = {"Tier 1": 1, "Tier 4": 4, "": None}
# An owner and a reference; and with type, scope and day.
Key = tuple[object, ...]


@dataclass
class Verdict:
    """How threats and assessments stand then, and which rows are refused for which headings."""

    threats: dict[Key, Key] = field(default_factory=dict)
    assessments: dict[Key, Key] = field(default_factory=dict)
    refused: dict[int, set[str]] = field(default_factory=dict)
    counts: Counter[str] = field(default_factory=Counter)


@dataclass
class Told:
    """A row that is right: of which assessment, and what it says of its threat and of that."""

    number: int
    assessment: Key
    of_threat: Key
    of_assessment: Key
    harm: Decimal | None

    @property
    def threat(self) -> Key:
        return self.assessment[:2]

    @property
    def day(self) -> date:
        return self.assessment[-1]  # type: ignore[return-value]


def held() -> Verdict:
    threats = {
        (each.body.name, each.reference): (each.kind, each.tier, _phase(each), each.is_soc)
        for each in Threat.objects.all()
    }
    assessments = {
        (each.threat.body.name, each.threat.reference, each.type, each.scope, each.assessed_on): (
            *(each.moderation, each.tier, each.harm),
        )
        for each in Assessment.objects.all()
    }
    return Verdict(threats, assessments)  # type: ignore[arg-type]


def _phase(threat: Threat) -> str:
    return threat.phase.name if threat.phase else ""


def validate(rows: Iterable[Mapping[str, str]], before: Verdict) -> Verdict:
    """The verdict on rows with the headings of `extract_files`, where that is held already."""
    verdict = Verdict(dict(before.threats), dict(before.assessments))
    good: dict[Key, Told] = {}
    latest_wrong: dict[Key, date] = {}
    for number, row in enumerate(rows, start=2):
        wrong, told = _read(number, row)
        if wrong:
            verdict.refused[number] = wrong
            if not wrong & {"Owner agency", "Threat reference"}:
                day = date.max if "Assessment date" in wrong else told.day
                latest_wrong[told.threat] = max(day, latest_wrong.get(told.threat, day))
        elif told.assessment in good:
            verdict.refused[number] = {"Threat reference"}
        else:
            good[told.assessment] = told
    last = {told.threat: told for told in sorted(good.values(), key=lambda each: _order(each))}
    for told in good.values():
        is_last = last[told.threat] is told
        _take(told, before, verdict, latest_wrong, is_last=is_last)
    return verdict


def _order(told: Told) -> tuple[date, int]:
    return told.day, told.number


def _read(number: int, row: Mapping[str, str]) -> tuple[set[str], Told]:
    owner, day, harm = row["Owner agency"], row["Assessment date"], row["Harm"]
    phases = {*ThreatPhase.objects.values_list("name", flat=True), ""}
    wrong = {
        "Threat reference": not row["Threat ref"].isascii(),
        "Threat type": row["Threat type"] not in KINDS,
        "Owner agency": not Body.objects.filter(name=owner).exists(),
        "Type": row["Type"] not in ("Tactical", "Thematic"),
        "Moderation status": row["Moderation status"] not in MODERATIONS,
        "SOC": row["SOC"] not in IS_SOC,
        "Tier": row["Tier"] not in TIERS,
        "Phase": row["Phase"] not in phases,
        "Assessment date": not re.fullmatch(r"2025-01-\d\d", day),
        "Scope": row["Scope"] not in SCOPES,
        "Total harm": harm not in ("8", "8.5", "9.25", ""),
    }
    tier = TIERS.get(row["Tier"])
    told = Told(
        number,
        (
            *(owner, row["Threat ref"], row["Type"].lower(), SCOPES.get(row["Scope"])),
            date.max if wrong["Assessment date"] else date.fromisoformat(day),
        ),
        (KINDS.get(row["Threat type"]), tier, row["Phase"], IS_SOC.get(row["SOC"])),
        (MODERATIONS.get(row["Moderation status"]), tier),
        Decimal(harm) if harm and not wrong["Total harm"] else None,
    )
    return {name for name, is_so in wrong.items() if is_so}, told


def _take(
    told: Told,
    before: Verdict,
    verdict: Verdict,
    latest_wrong: Mapping[Key, date],
    *,
    is_last: bool,
) -> None:
    """Put the row in its place, and count what became of it. A blank score leaves what is there."""
    threat, assessment = before.threats.get(told.threat), before.assessments.get(told.assessment)
    kept = assessment[-1] if assessment else None
    values = (*told.of_assessment, kept if told.harm is None else told.harm)
    is_other = is_last and threat is not None and threat != told.of_threat
    days = [key[-1] for key in before.assessments if key[:2] == told.threat]
    days += [latest_wrong[told.threat]] if told.threat in latest_wrong else []
    moves = is_other and all(day <= told.day for day in days)  # type: ignore[operator]
    if moves or (is_last and threat is None):
        verdict.threats[told.threat] = told.of_threat
    verdict.assessments[told.assessment] = values
    if assessment is None:
        became = "new"
    elif moves or assessment != values:
        became = "changed"
    else:
        became = "older" if is_other else "same"
    verdict.counts[became] += 1
