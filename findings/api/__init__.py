"""Inspections, what they found and how they graded, for other systems."""

from findings.api.checking import ChallengeViewSet, ExtractViewSet
from findings.api.drafting import CommentViewSet, DraftViewSet, LinkViewSet
from findings.api.evidence import EvidenceViewSet, ParagraphViewSet
from findings.api.figures import KeyFigureViewSet
from findings.api.grading import BlindGradeViewSet, InspectedBodyViewSet, WorkingGradeViewSet
from findings.api.inspections import FindingViewSet, InspectionViewSet
from findings.api.judging import JudgmentViewSet
from findings.api.verbs import PartOfReportViewSet

__all__ = [
    "BlindGradeViewSet",
    "ChallengeViewSet",
    "CommentViewSet",
    "DraftViewSet",
    "EvidenceViewSet",
    "ExtractViewSet",
    "FindingViewSet",
    "InspectedBodyViewSet",
    "InspectionViewSet",
    "JudgmentViewSet",
    "KeyFigureViewSet",
    "LinkViewSet",
    "ParagraphViewSet",
    "PartOfReportViewSet",
    "WorkingGradeViewSet",
]
