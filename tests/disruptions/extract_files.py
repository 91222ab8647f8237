"""Extracts of disruptions by the thousand: good rows, and rows that are wrong in one way each."""

import csv
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from random import Random

FIRST_DAY, DAYS = date(2021, 1, 1), 1_800
HEADINGS = (
    *("Disruption reference", "Threat ref", "Recording agency", "Lead agency", "Event date"),
    *("Record data", "Disruption type", "P strand", "Category", "Narrative", "Evidence"),
    "Moderation status",
)
Row = dict[str, str]
WORDS = (
    *("officers", "seized", "cash", "drugs", "phones", "vehicles", "two", "addresses", "charged"),
    *("supply", "weeks", "partners", "closed", "line", "good", "town", "warrant", "dogs", "arrest"),
)


def changed(**cells: str) -> Callable[[Row], None]:
    """Puts these in the place of what the row says, by the first word of each heading."""

    def change(row: Row) -> None:
        for word, cell in cells.items():
            heading = next(each for each in HEADINGS if each.lower().startswith(word))
            row[heading] = cell

    return change


def recorded_before(row: Row) -> None:
    day = date.fromisoformat(row["Event date"])
    row["Record data"] = (day - timedelta(days=1)).isoformat()


# What is wrong with a row, and the heading under which it is told.
WRONG: Mapping[str, tuple[str, Callable[[Row], None]]] = {
    "no such day": ("Event date", changed(event="2024-02-30")),
    "typed as elsewhere": ("Record date", changed(record="12/31/2024")),
    "to come": ("Record date", changed(record="2099-01-01")),
    "nobody": ("Recording agency", changed(recording="Nowhere Constabulary")),
    "no lead": ("Lead agency", changed(lead="The Office of Nothing")),
    "strand": ("P strand", changed(p="Pursuit")),
    "category": ("Assessment category", changed(category="Enormous")),
    "moderation": ("Moderation status", changed(moderation="")),
    "threat": ("Threat reference", changed(threat="OCG none")),
    "narrative": ("Narrative", changed(narrative="")),
    "backwards": ("Record date", recorded_before),
}


def rows(
    number: int, *, bodies: Sequence[str], threats: int, seed: int, wrong: float
) -> Iterator[tuple[Row, str]]:
    """Rows with the heading of what is wrong, empty for a good one. Threat `OCG n` is of the body
    n modulo their number.
    """
    random = Random(seed)
    faults = list(WRONG.values())
    for each in range(number):
        threat = random.randrange(threats)
        event = FIRST_DAY + timedelta(days=random.randrange(DAYS))
        row = {
            "Disruption reference": f"D{each}",
            "Threat ref": f"OCG {threat}",
            "Recording agency": bodies[threat % len(bodies)],
            "Lead agency": bodies[threat % len(bodies)],
            "Event date": event.isoformat(),
            "Record data": (event + timedelta(days=random.randrange(20))).isoformat(),
            "Disruption type": random.choice(["Lead Disruption", "Lead Disruption", "Support"]),
            "P strand": random.choice(["Pursue", "Pursue", "Prevent", "Protect", "Prepare"]),
            "Category": random.choice(["Major", "Moderate", "Minor", "Minor"]),
            "Narrative": " ".join(random.choices(WORDS, k=20)),
            "Evidence": "Custody record and exhibit list",
            "Moderation status": random.choice(["Moderated", "Moderated", "Not moderated"]),
        }
        heading = ""
        if random.random() < wrong:
            heading, change = random.choice(faults)
            change(row)
        yield row, heading


# What `more` adds to the headings.
MORE = ("Threat owner", "Supporting agencies")


def more(table: Iterator[tuple[Row, str]], *, agencies: Sequence[str], seed: int) -> Iterator[Row]:
    """The rows with owners of threats, and with who supported; some without a category or a lead,
    some of before 2021, some that tell of a home visit.
    """
    random = Random(seed)
    for row, _ in table:
        supported = random.sample(agencies, k=random.choice([0, 0, 1, 2]))
        if random.random() < 0.03:
            supported.append("The Office of Nothing")
        row["Threat owner"] = random.choice(["", "", row["Recording agency"], agencies[0]])
        row["Supporting agencies"] = "; ".join(supported)
        for change in random.choices(SOME, k=random.choice([0, 0, 1])):
            change(row)
        yield row


SOME = (
    changed(category=""),
    changed(category="", narrative=""),
    changed(lead=""),
    changed(lead="A Border Force"),
    changed(narrative="two home visits"),
    changed(narrative="home visitors"),
    changed(event="2019-12-31"),
    changed(evidence=" "),
)
THREAT_HEADINGS = (
    *("Threat ref", "Threat type", "Owner agency", "Type", "Moderation status", "SOC", "Tier"),
    *("Phase", "Assessment date", "Scope", "Harm"),
)
WRONG_OF_THREATS = {
    "Threat ref": "OCG \u0406",
    "Threat type": "Gang",
    "Owner agency": "Nowhere Constabulary",
    "Type": "Other",
    "Moderation status": "",
    "SOC": "Perhaps",
    "Tier": "Tier 6",
    "Phase": "None",
    "Assessment date": "2026-13-01",
    "Scope": "Half",
    "Harm": "8.125",
}


def threat_rows(
    number: int, *, bodies: Sequence[str], phases: Sequence[str], seed: int, wrong: float
) -> Iterator[Row]:
    """Assessments of a third as many threats, some of which stand twice."""
    random = Random(seed)
    for _ in range(number):
        threat = random.randrange(number // 3)
        row = {
            "Threat ref": f"OCG {threat // 2}",
            "Threat type": random.choice(["OCG", "OCG", "Priority individual"]),
            "Owner agency": bodies[threat % len(bodies)],
            "Type": random.choice(["Tactical", "Tactical", "Thematic"]),
            "Moderation status": random.choice(["Moderated", "Not moderated"]),
            "SOC": random.choice(["SOC", "Non-SOC", ""]),
            "Tier": random.choice(["Tier 1", "Tier 4", ""]),
            "Phase": random.choice([*phases, ""]),
            "Assessment date": (
                date(2025, 1, 1) + timedelta(days=random.randrange(30))
            ).isoformat(),
            "Scope": random.choice(["Whole threat", "Operation only", ""]),
            "Harm": random.choice(["8", "8.5", "9.25", ""]),
        }
        if random.random() < wrong:
            heading = random.choice(THREAT_HEADINGS)
            row[heading] = WRONG_OF_THREATS[heading]
        yield row


def write(file: Path, table: Iterator[tuple[Row, str]]) -> dict[int, str]:
    """The file, and the headings of what is wrong by the number of the row."""
    refused: dict[int, str] = {}
    with file.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(HEADINGS)
        for number, (row, heading) in enumerate(table, start=2):
            writer.writerow(row.values())
            if heading:
                refused[number] = heading
    return refused
