from findings.models.board import Comment, FindingLink, Presence
from findings.models.chapter import AreaIntroduction, FieldworkPhase, InspectedBody, Section
from findings.models.check import (
    Challenge,
    ChallengeFile,
    Extract,
    ExtractReply,
    PrePublicationCheck,
)
from findings.models.evidence import Evidence, EvidenceFile, EvidenceLink
from findings.models.figures import Figure, KeyFigure, KeyFigureQuerySet
from findings.models.finding import Finding
from findings.models.grading import BlindGrade, WorkingGrade
from findings.models.inspection import Correction, Inspection, QuestionArea, TeamMember
from findings.models.judgment import Grade, GradeScale, Judgment, JudgmentStep, Outcome
from findings.models.links import (
    EvidenceHandling,
    FindingAboutBody,
    FindingTheme,
    PhaseOfBody,
)
from findings.models.lists import EvidenceMethod, HandlingInstruction, Theme
from findings.models.paragraph import ClosedPassage, Paragraph

__all__ = [
    "AreaIntroduction",
    "BlindGrade",
    "Challenge",
    "ChallengeFile",
    "ClosedPassage",
    "Comment",
    "Correction",
    "Evidence",
    "EvidenceFile",
    "EvidenceHandling",
    "EvidenceLink",
    "EvidenceMethod",
    "Extract",
    "ExtractReply",
    "FieldworkPhase",
    "Figure",
    "Finding",
    "FindingAboutBody",
    "FindingLink",
    "FindingTheme",
    "Grade",
    "GradeScale",
    "HandlingInstruction",
    "InspectedBody",
    "Inspection",
    "Judgment",
    "JudgmentStep",
    "KeyFigure",
    "KeyFigureQuerySet",
    "Outcome",
    "Paragraph",
    "PhaseOfBody",
    "PrePublicationCheck",
    "Presence",
    "QuestionArea",
    "Section",
    "TeamMember",
    "Theme",
    "WorkingGrade",
]
