"""What the pages of an inspection show that no single row says."""

from findings.queries.board import Board, Card, Column, Spot, board, open_comments, region_board
from findings.queries.overview import (
    INADEQUATE,
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

__all__ = [
    "INADEQUATE",
    "AreaPart",
    "AreaTally",
    "Board",
    "Card",
    "ChapterRow",
    "Column",
    "Overview",
    "Problem",
    "Spot",
    "Tally",
    "board",
    "open_comments",
    "overview",
    "parts",
    "possible_team",
    "problems",
    "region_board",
]
