"""Whose audit trail a person may read: of an object, only those who see all of it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Model, Q, QuerySet
from django.urls import reverse

from disruptions.models import (
    Assessment,
    DataExtract,
    Disruption,
    DisruptionStandard,
    LocalProfile,
    Officer,
    Plan,
    PreventionOrder,
    Site,
    Threat,
)
from disruptions.permissions import can_compare_bodies
from findings.models import (
    BlindGrade,
    Challenge,
    ClosedPassage,
    Evidence,
    Extract,
    FieldworkPhase,
    Finding,
    InspectedBody,
    Inspection,
    Judgment,
    KeyFigure,
    PrePublicationCheck,
    Section,
    WorkingGrade,
)
from forces.models import ApiClient, Body
from forces.permissions import (
    can_audit,
    can_read_audit,
    endpoints_visible_to,
    people_visible_to,
)
from inspection_portal.core.models import AuditEvent, User
from inspection_portal.reports.models import HistoricReading
from recommendations.models import (
    EngageSpell,
    NationalRecommendation,
    NationalReport,
    Recommendation,
    RegisterEntry,
)

ON_A_PAGE = 25

# The trail tells what a draft said and its internal notes: for those who read the drafts.
READABLE: dict[str, Callable[[User], QuerySet[Any]]] = {
    "core.user": people_visible_to,
    "forces.apiclient": lambda user: ApiClient.objects.visible_to(user),
    "core.endpoint": endpoints_visible_to,
    "forces.body": lambda user: Body.objects.visible_to(user),
    "findings.inspection": lambda user: Inspection.objects.drafts_visible_to(user),
    "findings.inspectedbody": lambda user: InspectedBody.objects.filter(
        inspection__in=_drafts(user)
    ),
    "findings.fieldworkphase": lambda user: FieldworkPhase.objects.visible_to(user),
    "findings.section": lambda user: Section.objects.filter(inspection__in=_drafts(user)),
    "findings.finding": lambda user: Finding.objects.filter(inspection__in=_drafts(user)),
    "findings.judgment": lambda user: Judgment.objects.visible_to(user).filter(
        inspected_body__inspection__in=_drafts(user)
    ),
    "findings.workinggrade": lambda user: WorkingGrade.objects.visible_to(user),
    "findings.blindgrade": lambda user: BlindGrade.objects.visible_to(user),
    "findings.evidence": lambda user: Evidence.objects.visible_to(user),
    "findings.closedpassage": lambda user: ClosedPassage.objects.visible_to(user),
    "findings.prepublicationcheck": lambda user: PrePublicationCheck.objects.visible_to(user),
    "findings.extract": lambda user: Extract.objects.filter(
        check_round__inspection__in=_drafts(user)
    ),
    "findings.challenge": lambda user: Challenge.objects.filter(
        extract__check_round__inspection__in=_drafts(user)
    ),
    "findings.keyfigure": lambda user: KeyFigure.objects.visible_to(user),
    "recommendations.recommendation": lambda user: Recommendation.objects.filter(
        finding__inspection__in=_drafts(user)
    ),
    "recommendations.nationalreport": lambda user: NationalReport.objects.visible_to(user),
    "recommendations.nationalrecommendation": lambda user: (
        NationalRecommendation.objects.visible_to(user)
    ),
    "recommendations.registerentry": lambda user: RegisterEntry.objects.visible_to(user),
    "recommendations.engagespell": lambda user: EngageSpell.objects.visible_to(user),
    "disruptions.threat": lambda user: Threat.objects.visible_to(user),
    "disruptions.plan": lambda user: _plans(user),
    "disruptions.officer": lambda user: Officer.objects.visible_to(user),
    "disruptions.assessment": lambda user: Assessment.objects.visible_to(user),
    "disruptions.localprofile": lambda user: LocalProfile.objects.visible_to(user),
    "disruptions.site": lambda user: Site.objects.visible_to(user),
    "disruptions.preventionorder": lambda user: PreventionOrder.objects.visible_to(user),
    "disruptions.dataextract": lambda user: DataExtract.objects.visible_to(user),
    "reports.historicreading": lambda user: HistoricReading.objects.visible_to(user),
    "disruptions.disruption": lambda user: Disruption.objects.visible_to(user),
    "disruptions.disruptionstandard": lambda user: DisruptionStandard.objects.visible_to(user),
}


def _drafts(user: User) -> QuerySet[Inspection]:
    return Inspection.objects.drafts_visible_to(user)


def _plans(user: User) -> QuerySet[Plan]:
    """For who compares bodies: a plan's trail tells of its waivers, of which guests see none. That
    of an action is apart, and for auditors alone.
    """
    return Plan.objects.visible_to(user) if can_compare_bodies(user) else Plan.objects.none()


@dataclass(frozen=True)
class Trail:
    """Some lines of an object's audit trail, newest first; `older` is the last of them where more
    follow.
    """

    events: list[AuditEvent]
    older: AuditEvent | None


def readable(user: User, object_type: str) -> QuerySet[Any] | None:
    """The objects of that type whose trail the person may read; None for no such type."""
    if not can_read_audit(user) or object_type not in READABLE:
        return None
    return READABLE[object_type](user)


def page_of(target: Any) -> str:
    """The page that shows the object, or what it belongs to."""
    if isinstance(target, User):
        return reverse("forces:person", args=[target.uuid])
    if isinstance(target, Section | FieldworkPhase):
        target = target.inspection
    if isinstance(target, Recommendation | ClosedPassage):
        target = target.finding
    address: str = target.get_absolute_url()
    return address


def people_followed_by(user: User) -> QuerySet[User]:
    """Those of whom the person may read what they did: auditors anybody, others themselves."""
    if can_audit(user):
        return User.objects.all()
    return User.objects.filter(pk=user.pk) if can_read_audit(user) else User.objects.none()


def trail(model: type[Model], uuid: UUID, *, before: UUID | None = None) -> Trail:
    """The trail of an object: its newest lines, or those older than the line `before`; without
    those that only tell who looked at it.

    An inspection's tells what was deleted in it too, since that has no trail of its own any more.
    """
    events = AuditEvent.objects.of(model._meta.label_lower, uuid)
    if model is Inspection:
        events |= AuditEvent.objects.of_ends(inspection=str(uuid))
    events = events.without_looks_at_trails().for_list()
    mark = events.filter(uuid=before).first() if before else None
    if mark:
        events = events.filter(Q(at__lt=mark.at) | Q(at=mark.at, pk__lt=mark.pk))
    found = list(events[: ON_A_PAGE + 1])
    more = len(found) > ON_A_PAGE
    return Trail(found[:ON_A_PAGE], found[ON_A_PAGE - 1] if more else None)
