from disruptions.models.action import PlanAccess, PlanAction, PlanActionQuerySet
from disruptions.models.assessment import Assessment, AssessmentQuerySet, without_assessment
from disruptions.models.checks import CheckCount, CheckCountQuerySet, CheckWaiver, PlanError
from disruptions.models.copies import PlanCopy, PlanShingle, PlanToCompare
from disruptions.models.counted import KINDS, DisruptionCount, DisruptionCountQuerySet, Kind
from disruptions.models.defects import AssessmentDefect, assessment_defects, with_defect
from disruptions.models.disruption import (
    DISRUPTION_NOT_YET,
    Disruption,
    DisruptionQuerySet,
    Moderation,
)
from disruptions.models.distinct import DistinctEvents, DistinctEventsQuerySet
from disruptions.models.extract import DataExtract, DataExtractPiece, DataExtractQuerySet
from disruptions.models.filter_rules import (
    Column,
    Rule,
    RuleTest,
    RuleUnknown,
    from_words,
    in_words,
)
from disruptions.models.filter_set import FilterSet, FilterSetQuerySet, columns_of, read_rules
from disruptions.models.lists import CrimeType, ThreatPhase
from disruptions.models.officer import Officer, OfficerQuerySet
from disruptions.models.order import OrderBreach, PreventionOrder, PreventionOrderQuerySet
from disruptions.models.places import LocalProfile, LocalProfileQuerySet, Site, SitePhase
from disruptions.models.plan import Plan, PlanEntry, PlanLink, PlanQuerySet, PlanReview, Strand
from disruptions.models.settings import PlanSettings, PlanSettingsQuerySet
from disruptions.models.snapshot import (
    Snapshot,
    SnapshotPart,
    SnapshotPartQuerySet,
    SnapshotQuerySet,
)
from disruptions.models.standard import DisruptionStandard, Needed, NeverDisruption
from disruptions.models.threat import Threat, ThreatQuerySet, ThreatResponsibility

__all__ = [
    "DISRUPTION_NOT_YET",
    "KINDS",
    "Assessment",
    "AssessmentDefect",
    "AssessmentQuerySet",
    "CheckCount",
    "CheckCountQuerySet",
    "CheckWaiver",
    "Column",
    "CrimeType",
    "DataExtract",
    "DataExtractPiece",
    "DataExtractQuerySet",
    "Disruption",
    "DisruptionCount",
    "DisruptionCountQuerySet",
    "DisruptionQuerySet",
    "DisruptionStandard",
    "DistinctEvents",
    "DistinctEventsQuerySet",
    "FilterSet",
    "FilterSetQuerySet",
    "Kind",
    "LocalProfile",
    "LocalProfileQuerySet",
    "Moderation",
    "Needed",
    "NeverDisruption",
    "Officer",
    "OfficerQuerySet",
    "OrderBreach",
    "Plan",
    "PlanAccess",
    "PlanAction",
    "PlanActionQuerySet",
    "PlanCopy",
    "PlanEntry",
    "PlanError",
    "PlanLink",
    "PlanQuerySet",
    "PlanReview",
    "PlanSettings",
    "PlanSettingsQuerySet",
    "PlanShingle",
    "PlanToCompare",
    "PreventionOrder",
    "PreventionOrderQuerySet",
    "Rule",
    "RuleTest",
    "RuleUnknown",
    "Site",
    "SitePhase",
    "Snapshot",
    "SnapshotPart",
    "SnapshotPartQuerySet",
    "SnapshotQuerySet",
    "Strand",
    "Threat",
    "ThreatPhase",
    "ThreatQuerySet",
    "ThreatResponsibility",
    "assessment_defects",
    "columns_of",
    "from_words",
    "in_words",
    "read_rules",
    "with_defect",
    "without_assessment",
]
