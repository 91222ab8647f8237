"""What the team of the invented inspection thinks and has not published."""

from dataclasses import dataclass

from findings.models import Finding


@dataclass(frozen=True)
class Proposal:
    """Why the team proposes the grade that its text gives a body, and the one that a moderator set
    after comparing bodies.
    """

    body: str
    reason: str
    moderated: str = ""
    moderated_because: str = ""


# None for Thames Valley yet: the team waits for what the force’s check of its cases brings.
PROPOSALS = (
    Proposal(
        "serocu",
        "Assessment, governance and work with partners are strong throughout. The one area for "
        "improvement, succession, hasn’t yet affected performance.",
    ),
    Proposal(
        "hampshire",
        "The cause of concern has been dealt with in substance. Intelligence is sound, every "
        "threat has a plan and most plans are good.",
        moderated="adequate",
        moderated_because=(
            "Two areas for improvement remain, and much of the change is only months old. Set "
            "beside Surrey, adequate is the consistent grade."
        ),
    ),
    Proposal(
        "surrey",
        "Profiles, training and partnership are now good. A quarter of proactive posts are "
        "vacant, which holds the force back.",
    ),
    Proposal(
        "sussex",
        "Most of what we look for is in place and the learning board shows results. How "
        "detectives are used is the exception.",
    ),
)

NOTES = (
    (
        "SEROCU should plan for the loss of specialist skills",
        "SEROCU may say at the accuracy check that a plan exists. Ask for the date on it.",
    ),
    (
        "Intelligence from ports is shared within hours",
        "Nine reports is a small sample. Keep the sentence only if the audit of May agrees.",
    ),
    (
        "Clear, Hold, Build has made one estate safer",
        "Compare with the second estate before we say that the project was the reason.",
    ),
)

# Words that the reader is to notice, set in bold by a second pair of eyes.
EMPHASES = (
    ("Intelligence from ports is shared within hours", "within two hours"),
    ("Analysts have time to look ahead", "two days in five"),
)

SECOND_THOUGHTS = (
    (
        "People at risk aren’t always recorded as such",
        Finding.Kind.CAUSE_OF_CONCERN,
        "Three people weren’t contacted at all. The team agrees that this is a cause of concern. "
        "Recommendations and their dates are to be settled once the force reports its check.",
    ),
)
