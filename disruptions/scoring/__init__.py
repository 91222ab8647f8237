"""Measures the checks against faults that were planted."""

from disruptions.scoring.score import Score, in_all, score

__all__ = ["Score", "in_all", "score"]
