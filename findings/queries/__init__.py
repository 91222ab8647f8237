"""What the pages of an inspection show that no single row says."""

from findings.consistency import INADEQUATE, Flag
from findings.queries.board import Board, Card, Column, Spot, board, open_comments, region_board
from findings.queries.grades import LastGrade, last_grades
from findings.queries.moderation import (
    AreaGrade,
    Compared,
    ModerationBoard,
    Standing,
    flags,
    moderation_board,
    standings_of,
)
from findings.queries.overview import (
    AreaPart,
    AreaTally,
    ChapterRow,
    Overview,
    Problem,
    Tally,
    overview,
    parts,
    possible_team,
    problems,
)
from findings.queries.themes import (
    HeatMap,
    ThemeRow,
    heat_map,
    is_regional,
    regional_drafts,
    weaknesses_of_forces,
)

__all__ = [
    "INADEQUATE",
    "AreaGrade",
    "AreaPart",
    "AreaTally",
    "Board",
    "Card",
    "ChapterRow",
    "Column",
    "Compared",
    "Flag",
    "HeatMap",
    "LastGrade",
    "ModerationBoard",
    "Overview",
    "Problem",
    "Spot",
    "Standing",
    "Tally",
    "ThemeRow",
    "board",
    "flags",
    "heat_map",
    "is_regional",
    "last_grades",
    "moderation_board",
    "open_comments",
    "overview",
    "parts",
    "possible_team",
    "problems",
    "region_board",
    "regional_drafts",
    "standings_of",
    "weaknesses_of_forces",
]
