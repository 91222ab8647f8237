"""The steps that the table of stages offers from where an inspection stands."""

from dataclasses import dataclass

from findings.models import Inspection
from inspection_portal.reports.stages import MOVES, REDACTION, TABLE, Move, Stage, Who

WAY = (
    Stage.PLANNED,
    Stage.EVIDENCE_GATHERING,
    Stage.DRAFTING,
    Stage.MODERATION,
    Stage.PRE_PUBLICATION_CHECK,
    Stage.SIGN_OFF,
    Stage.EMBARGOED,
    Stage.PUBLISHED,
)
_ON_THE_WAY = {
    Stage.SIGNED_OFF: Stage.SIGN_OFF,
    Stage.BEING_CORRECTED: Stage.PUBLISHED,
    Stage.WITHDRAWN: Stage.PUBLISHED,
}


@dataclass(frozen=True)
class Milestone:
    """One stage of the way, and whether the inspection has passed it or stands at it."""

    stage: Stage
    is_passed: bool
    is_current: bool


def way(stage: Stage) -> list[Milestone]:
    """The whole way, as seen from that stage."""
    here = WAY.index(_ON_THE_WAY.get(stage, stage))
    return [
        Milestone(each, is_passed=place < here, is_current=place == here)
        for place, each in enumerate(WAY)
    ]


def steps_from(stage: Stage) -> list[Move]:
    """What people can do at a stage, the moves that go on first."""
    steps = (move for move in (*MOVES, REDACTION) if move.start == stage and move.who != Who.CLOCK)
    return sorted(steps, key=lambda move: move.is_back)


def step_to(inspection: Inspection, to: str) -> Move | None:
    """The move to the stage of that name from where the inspection stands; None for no such."""
    corrected = inspection.corrections.open().exists()
    end = Stage(to) if to in Stage.values else None
    return TABLE.get((inspection.shown_stage(corrected=corrected), end)) if end else None
