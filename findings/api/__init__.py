"""Inspections, what they found and how they graded, for other systems."""

from findings.api.checking import ChallengeViewSet, ExtractViewSet
from findings.api.evidence import EvidenceViewSet, ParagraphViewSet
from findings.api.grading import BlindGradeViewSet, InspectedBodyViewSet, WorkingGradeViewSet
from findings.api.inspections import FindingViewSet, InspectionViewSet
from findings.api.judging import JudgmentViewSet

__all__ = [
    "BlindGradeViewSet",
    "ChallengeViewSet",
    "EvidenceViewSet",
    "ExtractViewSet",
    "FindingViewSet",
    "InspectedBodyViewSet",
    "InspectionViewSet",
    "JudgmentViewSet",
    "ParagraphViewSet",
    "WorkingGradeViewSet",
]
