"""Inspections, what they found and how they graded, for other systems."""

from findings.api.checking import ChallengeFileViewSet, ChallengeViewSet, ExtractViewSet
from findings.api.drafting import CommentViewSet, DraftViewSet, LinkViewSet
from findings.api.evidence import EvidenceFileViewSet, EvidenceViewSet, ParagraphViewSet
from findings.api.figures import KeyFigureViewSet
from findings.api.grading import BlindGradeViewSet, InspectedBodyViewSet, WorkingGradeViewSet
from findings.api.inspections import FindingViewSet, InspectionViewSet
from findings.api.judging import JudgmentViewSet
from findings.api.planning import InspectionDraftViewSet, PhaseViewSet
from findings.api.rounds import CheckViewSet
from findings.api.sections import SectionViewSet
from findings.api.verbs import PartOfReportViewSet

__all__ = [
    "BlindGradeViewSet",
    "ChallengeFileViewSet",
    "ChallengeViewSet",
    "CheckViewSet",
    "CommentViewSet",
    "DraftViewSet",
    "EvidenceFileViewSet",
    "EvidenceViewSet",
    "ExtractViewSet",
    "FindingViewSet",
    "InspectedBodyViewSet",
    "InspectionDraftViewSet",
    "InspectionViewSet",
    "JudgmentViewSet",
    "KeyFigureViewSet",
    "LinkViewSet",
    "ParagraphViewSet",
    "PartOfReportViewSet",
    "PhaseViewSet",
    "SectionViewSet",
    "WorkingGradeViewSet",
]
