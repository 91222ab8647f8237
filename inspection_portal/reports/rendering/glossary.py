"""The words of such reports in plain terms: those that a report says, and no others."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import msgspec

from inspection_portal.reports.document import Report

# By the words as they are looked for, where that is not the term itself, whatever their case.
MEANINGS: Mapping[str, tuple[str, str]] = {
    "4P plan": (
        "4P plan",
        "How a threat is to be met under four headings: pursue offenders, prevent people from "
        "being drawn in, protect those at risk, and prepare for what happens all the same.",
    ),
    "Agency and partner management information system (APMIS)": (
        "APMIS",
        "The national database of threats and of the disruptions that are claimed against them.",
    ),
    "Area for improvement": (
        "areas? for improvement",
        "Practice, policy or performance below what we expect. It carries no date of its own.",
    ),
    "Cause of concern": (
        "causes? of concern",
        "A serious, critical or systemic shortcoming. Recommendations come with it.",
    ),
    "Clear, Hold, Build": (
        "clear, hold,? (?:and )?build",
        "Work in one place in three phases: arrest those who run the crime there, keep others from "
        "taking over, and make the place stronger together with those who live in it.",
    ),
    "County lines": (
        "county lines",
        "The supply of drugs from a city to smaller towns by telephone orders. Children and adults "
        "at risk are often made to carry and to sell.",
    ),
    "Disruption": (
        "disruptions?",
        "A dated event that hurt a threat. It is major, moderate or minor, and counts once, for "
        "the body that led it.",
    ),
    "Financial investigator": (
        "financial investigators?",
        "Somebody accredited to follow money, and to ask a court to freeze or take it.",
    ),
    "Innovative practice": (
        "innovative practices?",
        "A new way of working that has shown results, and that others may want to try.",
    ),
    "Lead responsible officer (LRO)": (
        "lead responsible officers?|LROs?",
        "Who answers for the plan for a threat, and sees to it that the plan is carried out.",
    ),
    "Local policing body": (
        "local policing bod(?:y|ies)|police and crime commissioners?|PCCs?",
        "Who holds a chief constable to account for the public: a police and crime commissioner, a "
        "mayor, or an authority. It must answer this report in public.",
    ),
    "Local profile": (
        "local profiles?",
        "What a force and its partners know of serious and organised crime in an area, in writing.",
    ),
    "MARSOC": (
        "MARSOC",
        "Hubs in which police, prisons and probation manage the most harmful people together.",
    ),
    "MoRiLE": (
        "MoRiLE",
        "A method by which the harm and likelihood of threats is scored, so that they can "
        "be ranked.",
    ),
    "National Crime Agency (NCA)": (
        "National Crime Agency|NCA",
        "The agency that leads the country’s work against serious and organised crime.",
    ),
    "Organised crime group (OCG)": (
        "organised crime groups?|OCGs?",
        "People who plan and commit serious crime together over time, mostly for profit.",
    ),
    "Priority individual": (
        "priority individuals?",
        "One person who is a threat without belonging to a known group.",
    ),
    "Promising practice": (
        "promising practices?",
        "Work that shows early signs of success, and that others may learn from.",
    ),
    "Regional organised crime unit (ROCU)": (
        "regional organised crime units?|ROCUs?",
        "A unit that several forces share, with skills that each would find too costly alone.",
    ),
    "Senior investigating officer (SIO)": (
        "senior investigating officers?|SIOs?",
        "Who runs an investigation. The plan for the threat is the lead responsible officer’s.",
    ),
    "Serious and organised crime (SOC)": (
        "serious and organised crime|SOC",
        "Crime that is planned and carried out by people working together, or that does grave "
        "harm: the supply of drugs and firearms, trafficking, exploitation, large frauds.",
    ),
    "Serious crime prevention order (SCPO)": (
        "serious crime prevention orders?|SCPOs?",
        "An order of a court that forbids a person certain things, or demands them, so as to keep "
        "them from serious crime. To break it is an offence.",
    ),
    "SOC master list": (
        "master list",
        "All threats that were assessed in a region, with how far the work on each has come.",
    ),
    "Strand": ("strands?", "One of the four headings of a 4P plan."),
    "Tasking": (
        "tasking",
        "The meeting, or the decision, by which work is given to those who have the means for it.",
    ),
    "Tier": ("tiers?", "The rank of a threat by its score. The first is the most harmful."),
}


@dataclass(frozen=True)
class Word:
    """A term of the glossary, and what it means."""

    term: str
    meaning: str


_WANTED = {
    term: re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE)
    for term, (words, _) in MEANINGS.items()
}


def words_in(report: Report) -> tuple[Word, ...]:
    """The terms that a report says, in the order of the alphabet."""
    said = "\n".join(_texts(msgspec.to_builtins(report)))
    return tuple(
        Word(term, meaning) for term, (_, meaning) in MEANINGS.items() if _WANTED[term].search(said)
    )


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
