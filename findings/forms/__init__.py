"""What a person fills in about an inspection; the fields are named as the actions take them."""

from findings.forms.base import MoveForm, SeenForm
from findings.forms.board import ArrangeForm, MarkForm
from findings.forms.judging import CorrectionForm, FinalGradeForm, GradeForm
from findings.forms.planning import (
    PhaseForm,
    PhaseRevisionForm,
    PlanForm,
    PlanRevisionForm,
    RegionForm,
    TeamForm,
)
from findings.forms.writing import (
    FindingAddForm,
    FindingPlaceForm,
    FindingRevisionForm,
    IntroductionForm,
    SectionForm,
    SectionRevisionForm,
)

__all__ = [
    "ArrangeForm",
    "CorrectionForm",
    "FinalGradeForm",
    "FindingAddForm",
    "FindingPlaceForm",
    "FindingRevisionForm",
    "GradeForm",
    "IntroductionForm",
    "MarkForm",
    "MoveForm",
    "PhaseForm",
    "PhaseRevisionForm",
    "PlanForm",
    "PlanRevisionForm",
    "RegionForm",
    "SectionForm",
    "SectionRevisionForm",
    "SeenForm",
    "TeamForm",
]
