"""The one table of how an inspection goes from plan to publication and beyond (domain §2.5).

A move is refused unless it stands here. Each says who makes it, and whether it needs a reason; what
must be true for it is in `queries.readiness`. What the clock does, nobody does: an embargo ends.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from findings.models import Inspection

Stage = Inspection.ShownStage


class Who(StrEnum):
    """Whose move it is; `permissions.may` says whether a person is one of them."""

    TEAM = "the inspection’s team or a moderator"
    LEAD = "a lead inspector of the team or a moderator"
    MODERATOR = "a moderator"
    HMI = "HM Inspector"
    PUBLISHER = "a publisher who neither wrote the report nor signed it off"
    REVIEWER = "a moderator, or HM Inspector"
    CLOCK = "nobody: it happens at its moment"


class Need(StrEnum):
    """What may have to be true of an inspection before it moves on."""

    HAS_BODIES = "has_bodies"
    HAS_TEXT = "has_text"
    IS_CONFIRMED = "is_confirmed"
    IS_GRADED = "is_graded"
    IS_MODERATED = "is_moderated"
    IS_FINAL = "is_final"
    CONCERN_IS_ANSWERED = "concern_is_answered"
    INADEQUATE_IS_EXPLAINED = "inadequate_is_explained"
    IS_SUPPORTED = "is_supported"
    COMMENTS_ARE_RESOLVED = "comments_are_resolved"
    IS_CHECKED = "is_checked"
    CHALLENGES_ARE_SETTLED = "challenges_are_settled"
    FALLS_DUE_LATER = "falls_due_later"
    # What only warns.
    IS_SHORT_ENOUGH = "is_short_enough"
    IS_CONSISTENT = "is_consistent"


@dataclass(frozen=True)
class Move:
    """One cell of the table: from which stage to which, by whom, under what name.

    `page` is the address of a form of its own; a move without one is made by the readiness page.
    `is_back` sends work back, or takes something back, and so says why.
    """

    start: Stage
    end: Stage
    who: Who
    label: str
    page: str = ""
    is_back: bool = False


MOVES = (
    Move(Stage.PLANNED, Stage.EVIDENCE_GATHERING, Who.LEAD, "Start gathering evidence"),
    Move(Stage.EVIDENCE_GATHERING, Stage.DRAFTING, Who.LEAD, "Start drafting"),
    Move(Stage.DRAFTING, Stage.MODERATION, Who.LEAD, "Send to moderation"),
    Move(Stage.MODERATION, Stage.PRE_PUBLICATION_CHECK, Who.MODERATOR, "Move on to the check"),
    Move(Stage.PRE_PUBLICATION_CHECK, Stage.SIGN_OFF, Who.LEAD, "Send to sign-off"),
    Move(Stage.SIGN_OFF, Stage.SIGNED_OFF, Who.HMI, "Sign off", page="reports:sign_off"),
    Move(Stage.SIGNED_OFF, Stage.EMBARGOED, Who.PUBLISHER, "Issue", page="reports:publish"),
    Move(Stage.EMBARGOED, Stage.PUBLISHED, Who.CLOCK, "Publish"),
    Move(
        Stage.PUBLISHED,
        Stage.BEING_CORRECTED,
        Who.TEAM,
        "Open a correction",
        page="findings:inspection_correct",
        is_back=True,
    ),
    Move(
        Stage.BEING_CORRECTED,
        Stage.PUBLISHED,
        Who.PUBLISHER,
        "Publish the correction",
        page="reports:publish_correction",
    ),
    Move(Stage.EVIDENCE_GATHERING, Stage.PLANNED, Who.LEAD, "Back to planning", is_back=True),
    Move(
        Stage.DRAFTING,
        Stage.EVIDENCE_GATHERING,
        Who.LEAD,
        "Back to gathering evidence",
        is_back=True,
    ),
    Move(Stage.MODERATION, Stage.DRAFTING, Who.MODERATOR, "Back to drafting", is_back=True),
    *(
        Move(Stage.PRE_PUBLICATION_CHECK, end, Who.MODERATOR, label, is_back=True)
        for end, label in (
            (Stage.DRAFTING, "Back to drafting"),
            (Stage.MODERATION, "Back to moderation"),
        )
    ),
    *(
        Move(start, end, Who.REVIEWER, label, is_back=True)
        for start in (Stage.SIGN_OFF, Stage.SIGNED_OFF)
        for end, label in (
            (Stage.DRAFTING, "Back to drafting"),
            (Stage.MODERATION, "Back to moderation"),
            (Stage.PRE_PUBLICATION_CHECK, "Back to the check"),
        )
    ),
    Move(
        Stage.EMBARGOED,
        Stage.SIGN_OFF,
        Who.PUBLISHER,
        "Recall from the embargo",
        page="reports:recall",
        is_back=True,
    ),
    *(
        Move(
            start,
            Stage.WITHDRAWN,
            Who.PUBLISHER,
            "Withdraw the report",
            page="reports:withdraw",
            is_back=True,
        )
        for start in (Stage.PUBLISHED, Stage.BEING_CORRECTED)
    ),
)
# It leaves the inspection at its stage, so it is no cell of the table.
REDACTION = Move(
    Stage.PUBLISHED,
    Stage.PUBLISHED,
    Who.PUBLISHER,
    "Redact the report",
    page="reports:redact",
    is_back=True,
)
TABLE: Mapping[tuple[Stage, Stage], Move] = {(move.start, move.end): move for move in MOVES}

_BEGUN = frozenset({Need.HAS_BODIES})
_WRITTEN = _BEGUN | {Need.HAS_TEXT, Need.IS_CONFIRMED, Need.IS_GRADED}
_SOUND = frozenset({Need.CONCERN_IS_ANSWERED, Need.INADEQUATE_IS_EXPLAINED})
_MODERATED = _WRITTEN | _SOUND | {Need.IS_MODERATED, Need.IS_SUPPORTED, Need.COMMENTS_ARE_RESOLVED}
_CHECKED = _MODERATED | {Need.IS_FINAL, Need.IS_CHECKED, Need.CHALLENGES_ARE_SETTLED}
# What a report has to be that was published before: evidence for it may never have been here.
LOADED = _BEGUN | _SOUND | {Need.IS_GRADED, Need.IS_MODERATED, Need.IS_FINAL}

NEEDS: Mapping[Stage, frozenset[Need]] = {
    Stage.EVIDENCE_GATHERING: _BEGUN,
    Stage.DRAFTING: _BEGUN,
    Stage.MODERATION: _WRITTEN,
    Stage.PRE_PUBLICATION_CHECK: _MODERATED,
    Stage.SIGN_OFF: _CHECKED,
    Stage.SIGNED_OFF: _CHECKED,
    Stage.EMBARGOED: _CHECKED | {Need.FALLS_DUE_LATER},
    Stage.PUBLISHED: LOADED | {Need.FALLS_DUE_LATER},
}


def needs(move: Move) -> frozenset[Need]:
    """What must be true before the move; nothing, where it takes something back."""
    return frozenset() if move.is_back else NEEDS[move.end]


def next_move(stage: Stage) -> Move | None:
    """The move that goes on from a stage, not back; None where nothing is left to do by hand."""
    forward = (move for move in MOVES if move.start == stage and not move.is_back)
    return next((move for move in forward if move.who != Who.CLOCK), None)
