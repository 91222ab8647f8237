"""Rows for tests, one module per app; people hold roles as they would in the portal."""

from tests.factories.evidence import (
    EvidenceFactory,
    EvidenceLinkFactory,
    EvidenceMethodFactory,
    ParagraphFactory,
)
from tests.factories.findings import (
    FieldworkPhaseFactory,
    FindingFactory,
    GradeScaleFactory,
    InspectedBodyFactory,
    InspectionFactory,
    JudgmentFactory,
    QuestionAreaFactory,
    SectionFactory,
    put_in_print,
)
from tests.factories.forces import (
    BodyFactory,
    ForceFactory,
    LocalPolicingBodyFactory,
    RegionFactory,
    RocuFactory,
)
from tests.factories.monitoring import (
    EngageLetterFactory,
    EngageSpellFactory,
    MonitoringTestFactory,
)
from tests.factories.people import UserFactory, person
from tests.factories.progress import (
    BasisFactory,
    ClaimFactory,
    EntryFileFactory,
    StatusRequestFactory,
)
from tests.factories.recommendations import (
    AreaForImprovementFactory,
    CauseOfConcernFactory,
    ImprovementEntryFactory,
    NationalEntryFactory,
    NationalRecommendationFactory,
    NationalReportFactory,
    OutsideEntryFactory,
    RecommendationFactory,
    RegisterEntryFactory,
    Section55ResponseFactory,
)

__all__ = [
    "AreaForImprovementFactory",
    "BasisFactory",
    "BodyFactory",
    "CauseOfConcernFactory",
    "ClaimFactory",
    "EngageLetterFactory",
    "EngageSpellFactory",
    "EntryFileFactory",
    "EvidenceFactory",
    "EvidenceLinkFactory",
    "EvidenceMethodFactory",
    "FieldworkPhaseFactory",
    "FindingFactory",
    "ForceFactory",
    "GradeScaleFactory",
    "ImprovementEntryFactory",
    "InspectedBodyFactory",
    "InspectionFactory",
    "JudgmentFactory",
    "LocalPolicingBodyFactory",
    "MonitoringTestFactory",
    "NationalEntryFactory",
    "NationalRecommendationFactory",
    "NationalReportFactory",
    "OutsideEntryFactory",
    "ParagraphFactory",
    "QuestionAreaFactory",
    "RecommendationFactory",
    "RegionFactory",
    "RegisterEntryFactory",
    "RocuFactory",
    "Section55ResponseFactory",
    "SectionFactory",
    "StatusRequestFactory",
    "UserFactory",
    "person",
    "put_in_print",
]
