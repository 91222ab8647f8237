from disruptions.models.action import PlanAccess, PlanAction, PlanActionQuerySet
from disruptions.models.assessment import Assessment, AssessmentQuerySet, without_assessment
from disruptions.models.checks import CheckCount, CheckCountQuerySet, CheckWaiver
from disruptions.models.copies import PlanCopy, PlanShingle, PlanToCompare
from disruptions.models.counted import DisruptionCount, DisruptionCountQuerySet
from disruptions.models.defects import AssessmentDefect, assessment_defects, with_defect
from disruptions.models.disruption import Disruption, DisruptionQuerySet, Moderation
from disruptions.models.extract import DataExtract, DataExtractPiece, DataExtractQuerySet
from disruptions.models.lists import CrimeType, ThreatPhase
from disruptions.models.officer import Officer, OfficerQuerySet
from disruptions.models.order import OrderBreach, PreventionOrder, PreventionOrderQuerySet
from disruptions.models.places import LocalProfile, LocalProfileQuerySet, Site, SitePhase
from disruptions.models.plan import Plan, PlanEntry, PlanLink, PlanQuerySet, PlanReview, Strand
from disruptions.models.settings import PlanSettings, PlanSettingsQuerySet
from disruptions.models.standard import DisruptionStandard, Needed, NeverDisruption
from disruptions.models.threat import Threat, ThreatQuerySet, ThreatResponsibility

__all__ = [
    "Assessment",
    "AssessmentDefect",
    "AssessmentQuerySet",
    "CheckCount",
    "CheckCountQuerySet",
    "CheckWaiver",
    "CrimeType",
    "DataExtract",
    "DataExtractPiece",
    "DataExtractQuerySet",
    "Disruption",
    "DisruptionCount",
    "DisruptionCountQuerySet",
    "DisruptionQuerySet",
    "DisruptionStandard",
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
    "PlanLink",
    "PlanQuerySet",
    "PlanReview",
    "PlanSettings",
    "PlanSettingsQuerySet",
    "PlanShingle",
    "PlanToCompare",
    "PreventionOrder",
    "PreventionOrderQuerySet",
    "Site",
    "SitePhase",
    "Strand",
    "Threat",
    "ThreatPhase",
    "ThreatQuerySet",
    "ThreatResponsibility",
    "assessment_defects",
    "with_defect",
    "without_assessment",
]
