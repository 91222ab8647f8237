"""The words of such reports in plain terms: those that a report says, and no others."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from unicodedata import combining, normalize

import msgspec
from django.utils.translation import gettext

from inspection_portal.reports.document import BodyChapter, Report
from inspection_portal.reports.rendering.language import gettext_noop, is_quoting

# By the words as they are looked for, where that is not the term itself, whatever their case.
MEANINGS: Mapping[str, tuple[str, str]] = {
    gettext_noop("4P plan"): (
        "4P plan",
        gettext_noop(
            "How a threat is to be met under four headings: pursue offenders, prevent people from "
            "being drawn in, protect those at risk, and prepare for what happens all the same."
        ),
    ),
    gettext_noop("Agency and partner management information system (APMIS)"): (
        "APMIS",
        gettext_noop(
            "The national database of threats and of the disruptions that are claimed against them."
        ),
    ),
    gettext_noop("Area for improvement"): (
        "areas? for improvement",
        gettext_noop(
            "Practice, policy or performance below what we expect. It carries no date of its own."
        ),
    ),
    gettext_noop("Cause of concern"): (
        "causes? of concern",
        gettext_noop("A serious, critical or systemic shortcoming. Recommendations come with it."),
    ),
    gettext_noop("Clear, Hold, Build"): (
        "clear, hold,? (?:and )?build",
        gettext_noop(
            "Work in one place in three phases: arrest those who run the crime there, keep others "
            "from taking over, and make the place stronger together with those who live in it."
        ),
    ),
    gettext_noop("County lines"): (
        "county lines",
        gettext_noop(
            "The supply of drugs from a city to smaller towns by telephone orders. Children and "
            "adults at risk are often made to carry and to sell."
        ),
    ),
    gettext_noop("Disruption"): (
        "disruptions?",
        gettext_noop(
            "A dated event that hurt a threat. It is major, moderate or minor, and counts once, "
            "for the body that led it."
        ),
    ),
    gettext_noop("Financial investigator"): (
        "financial investigators?",
        gettext_noop(
            "Somebody accredited to follow money, and to ask a court to freeze or take it."
        ),
    ),
    gettext_noop("Innovative practice"): (
        "innovative practices?",
        gettext_noop(
            "A new way of working that has shown results, and that others may want to try."
        ),
    ),
    gettext_noop("Lead responsible officer (LRO)"): (
        "lead responsible officers?|LROs?",
        gettext_noop(
            "Who answers for the plan for a threat, and sees to it that the plan is carried out."
        ),
    ),
    gettext_noop("Local policing body"): (
        "local policing bod(?:y|ies)|police and crime commissioners?|PCCs?",
        gettext_noop(
            "Who holds a chief constable to account for the public: a police and crime "
            "commissioner, a mayor, or an authority. It must answer this report in public."
        ),
    ),
    gettext_noop("Local profile"): (
        "local profiles?",
        gettext_noop(
            "What a force and its partners know of serious and organised crime in an area, in "
            "writing."
        ),
    ),
    gettext_noop("MARSOC"): (
        "MARSOC",
        gettext_noop(
            "Hubs in which police, prisons and probation manage the most harmful people together."
        ),
    ),
    gettext_noop("MoRiLE"): (
        "MoRiLE",
        gettext_noop(
            "A method by which the harm and likelihood of threats is scored, so that they can be "
            "ranked."
        ),
    ),
    gettext_noop("National Crime Agency (NCA)"): (
        "National Crime Agency|NCA",
        gettext_noop(
            "The agency that leads the country’s work against serious and organised crime."
        ),
    ),
    gettext_noop("Organised crime group (OCG)"): (
        "organised crime groups?|OCGs?",
        gettext_noop(
            "People who plan and commit serious crime together over time, mostly for profit."
        ),
    ),
    gettext_noop("Priority individual"): (
        "priority individuals?",
        gettext_noop("One person who is a threat without belonging to a known group."),
    ),
    gettext_noop("Promising practice"): (
        "promising practices?",
        gettext_noop("Work that shows early signs of success, and that others may learn from."),
    ),
    gettext_noop("Regional organised crime unit (ROCU)"): (
        "regional organised crime units?|ROCUs?",
        gettext_noop(
            "A unit that several forces share, with skills that each would find too costly alone."
        ),
    ),
    gettext_noop("Senior investigating officer (SIO)"): (
        "senior investigating officers?|SIOs?",
        gettext_noop(
            "Who runs an investigation. The plan for the threat is the lead responsible officer’s."
        ),
    ),
    gettext_noop("Serious and organised crime (SOC)"): (
        "serious and organised crime|SOC",
        gettext_noop(
            "Crime that is planned and carried out by people working together, or that does grave "
            "harm: the supply of drugs and firearms, trafficking, exploitation, large frauds."
        ),
    ),
    gettext_noop("Serious crime prevention order (SCPO)"): (
        "serious crime prevention orders?|SCPOs?",
        gettext_noop(
            "An order of a court that forbids a person certain things, or demands them, so as to "
            "keep them from serious crime. To break it is an offence."
        ),
    ),
    gettext_noop("SOC master list"): (
        "master list",
        gettext_noop(
            "All threats that were assessed in a region, with how far the work on each has come."
        ),
    ),
    gettext_noop("Strand"): (
        "strands?",
        gettext_noop("One of the four headings of a 4P plan."),
    ),
    gettext_noop("Tasking"): (
        "tasking",
        gettext_noop(
            "The meeting, or the decision, by which work is given to those who have the means for "
            "it."
        ),
    ),
    gettext_noop("Tier"): (
        "tiers?",
        gettext_noop("The rank of a threat by its score. The first is the most harmful."),
    ),
}


@dataclass(frozen=True)
class Word:
    """A term of the glossary, and what it means. `said` is how the report says it, where that is
    another language than that of the frame.
    """

    term: str
    meaning: str
    said: str = ""


# The letters of the Welsh alphabet that are written with two, each by what it comes after.
AFTER = {
    **{"ch": "c~", "dd": "d~", "ff": "f~", "ng": "g~", "ll": "l~", "ph": "p~", "rh": "r~"},
    "th": "t~",
}
_LETTER, _WELSH_LETTER = re.compile("."), re.compile(f"{'|'.join(AFTER)}|.")
# The bodies of some reports, of which an edit changes one.
PARTS = 128
_WANTED = {
    term: re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE)
    for term, (words, _) in MEANINGS.items()
}


def words_in(report: Report) -> tuple[Word, ...]:
    """The terms that a report says, in the order of the alphabet."""
    parts = (replace(report, bodies=()), *report.bodies)
    said = frozenset().union(*map(said_in, parts))
    words = (
        Word(gettext(term), gettext(meaning), term if is_quoting() else "")
        for term, (_, meaning) in MEANINGS.items()
        if term in said
    )
    return tuple(sorted(words, key=lambda word: _place(word.term)))


@lru_cache(maxsize=PARTS)
def said_in(part: Report | BodyChapter) -> frozenset[str]:
    """The terms, as `MEANINGS` has them, that a part of a report says; looked for once."""
    said = "\n".join(_texts(msgspec.to_builtins(part)))
    return frozenset(term for term, wanted in _WANTED.items() if wanted.search(said))


def _place(term: str) -> tuple[str, ...]:
    """Where a term stands in the alphabet of its language: in Welsh, “ch” comes after all of “c”.
    Accents are passed over.
    """
    plain = "".join(c for c in normalize("NFKD", term.casefold()) if not combining(c))
    letters = _WELSH_LETTER if is_quoting() else _LETTER
    return tuple(AFTER.get(each, each) for each in letters.findall(plain))


def _texts(content: object) -> Iterator[str]:
    """All words of a document, whatever field they stand in."""
    match content:
        case str():
            yield content
        case dict():
            for value in content.values():
                yield from _texts(value)
        case list() | tuple():
            for each in content:
                yield from _texts(each)
