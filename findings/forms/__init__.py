"""What a person fills in about an inspection; the fields are named as the actions take them."""

from findings.forms.base import MoveForm, SeenForm
from findings.forms.board import (
    AnswerForm,
    ArrangeForm,
    CommentForm,
    LinkForm,
    LinkSearchForm,
    MarkForm,
)
from findings.forms.closing import (
    ClosedForm,
    ClosedReadForm,
    ClosedRevisionForm,
)
from findings.forms.evidence import (
    EvidenceAddForm,
    EvidenceFileForm,
    EvidenceLinkForm,
    EvidenceRevisionForm,
    TraceForm,
    WithdrawalForm,
)
from findings.forms.figures import AddFigureForm, ReviseFigureForm
from findings.forms.judging import (
    BlindAskForm,
    BlindGradeForm,
    CorrectionForm,
    FinalGradeForm,
    GradeForm,
    ThemeForm,
    WorkingGradeForm,
)
from findings.forms.merging import Merger
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
    "AddFigureForm",
    "AnswerForm",
    "ArrangeForm",
    "BlindAskForm",
    "BlindGradeForm",
    "ClosedForm",
    "ClosedReadForm",
    "ClosedRevisionForm",
    "CommentForm",
    "CorrectionForm",
    "EvidenceAddForm",
    "EvidenceFileForm",
    "EvidenceLinkForm",
    "EvidenceRevisionForm",
    "FinalGradeForm",
    "FindingAddForm",
    "FindingPlaceForm",
    "FindingRevisionForm",
    "GradeForm",
    "IntroductionForm",
    "LinkForm",
    "LinkSearchForm",
    "MarkForm",
    "Merger",
    "MoveForm",
    "PhaseForm",
    "PhaseRevisionForm",
    "PlanForm",
    "PlanRevisionForm",
    "RegionForm",
    "ReviseFigureForm",
    "SectionForm",
    "SectionRevisionForm",
    "SeenForm",
    "TeamForm",
    "ThemeForm",
    "TraceForm",
    "WithdrawalForm",
    "WorkingGradeForm",
]
