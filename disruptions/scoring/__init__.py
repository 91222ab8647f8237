"""Measures the checks, and what finds double counts and gaps, against what was planted."""

from disruptions.scoring.command import ScoreCommand
from disruptions.scoring.recording import score_records
from disruptions.scoring.score import FORCES, Score, in_all, score

__all__ = ["FORCES", "Score", "ScoreCommand", "in_all", "score", "score_records"]
