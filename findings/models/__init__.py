from findings.models.finding import Finding
from findings.models.inspection import (
    AreaIntroduction,
    Correction,
    FieldworkPhase,
    InspectedBody,
    Inspection,
    QuestionArea,
    Section,
    TeamMember,
)
from findings.models.judgment import Grade, GradeScale, Judgment, JudgmentStep

__all__ = [
    "AreaIntroduction",
    "Correction",
    "FieldworkPhase",
    "Finding",
    "Grade",
    "GradeScale",
    "InspectedBody",
    "Inspection",
    "Judgment",
    "JudgmentStep",
    "QuestionArea",
    "Section",
    "TeamMember",
]
