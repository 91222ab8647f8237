"""Measures the checks against faults that were planted."""

from disruptions.scoring.score import FORCES, Score, in_all, score

__all__ = ["FORCES", "Score", "in_all", "score"]
