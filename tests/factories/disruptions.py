"""Threats and all that hangs on them, in a force of their own unless a body is given."""

from datetime import UTC, date, datetime, time

import factory

from disruptions.models import (
    Assessment,
    CheckCount,
    CheckWaiver,
    CrimeType,
    Disruption,
    DisruptionStandard,
    DistinctEvents,
    FilterSet,
    LocalProfile,
    Moderation,
    NeverDisruption,
    Officer,
    OrderBreach,
    Plan,
    PlanAccess,
    PlanAction,
    PlanEntry,
    PlanLink,
    PlanReview,
    PlanSettings,
    PreventionOrder,
    Site,
    SitePhase,
    Strand,
    Threat,
    ThreatPhase,
    ThreatResponsibility,
)
from inspection_portal.core.dates import london
from inspection_portal.core.models import system_user
from tests.factories.forces import ForceFactory

GIVEN_AT = datetime(2026, 2, 2, 9, 0, tzinfo=UTC)


class CrimeTypeFactory(factory.django.DjangoModelFactory[CrimeType]):
    class Meta:
        model = CrimeType

    name = factory.Sequence(lambda n: f"Crime type {n}")
    valid_from = date(2020, 1, 1)


class ThreatPhaseFactory(factory.django.DjangoModelFactory[ThreatPhase]):
    class Meta:
        model = ThreatPhase

    name = factory.Sequence(lambda n: f"Phase {n}")
    valid_from = date(2020, 1, 1)


class OfficerFactory(factory.django.DjangoModelFactory[Officer]):
    """A trained inspector."""

    class Meta:
        model = Officer

    body = factory.SubFactory(ForceFactory)
    reference = factory.Sequence(lambda n: f"P{n:04}")
    name = factory.Sequence(lambda n: f"Officer {n}")
    rank = Officer.Rank.INSPECTOR
    post = "Economic crime"
    trained_on = date(2025, 6, 2)


class ThreatFactory(factory.django.DjangoModelFactory[Threat]):
    """An organised crime group with an operation since 5 January 2026."""

    class Meta:
        model = Threat

    kind = Threat.Kind.OCG
    reference = factory.Sequence(lambda n: f"OCG {n}")
    body = factory.SubFactory(ForceFactory)
    tier = Threat.Tier.TWO
    operation_started_on = date(2026, 1, 5)


class ThreatResponsibilityFactory(factory.django.DjangoModelFactory[ThreatResponsibility]):
    """A lead responsible officer of the threat's own body."""

    class Meta:
        model = ThreatResponsibility

    threat = factory.SubFactory(ThreatFactory)
    officer = factory.SubFactory(OfficerFactory, body=factory.SelfAttribute("..threat.body"))
    role = ThreatResponsibility.Role.LRO
    since = date(2026, 1, 5)


class AssessmentFactory(factory.django.DjangoModelFactory[Assessment]):
    """A moderated assessment of the whole threat."""

    class Meta:
        model = Assessment

    threat = factory.SubFactory(ThreatFactory)
    scope = Assessment.Scope.WHOLE
    assessed_on = date(2026, 1, 12)
    moderation = Assessment.Moderation.MODERATED
    risk_score = 42


class PlanFactory(factory.django.DjangoModelFactory[Plan]):
    """A plan in force, opened when the operation began."""

    class Meta:
        model = Plan

    threat = factory.SubFactory(ThreatFactory)
    state = Plan.State.IN_FORCE
    opened_on = date(2026, 1, 5)
    written_by = factory.SubFactory(OfficerFactory, body=factory.SelfAttribute("..threat.body"))


class PlanEntryFactory(factory.django.DjangoModelFactory[PlanEntry]):
    class Meta:
        model = PlanEntry

    plan = factory.SubFactory(PlanFactory)
    strand = Strand.PURSUE
    dated_on = date(2026, 1, 6)
    text = factory.Sequence(lambda n: f"Address {n} was searched.")


class PlanActionFactory(factory.django.DjangoModelFactory[PlanAction]):
    """An open action without owner, due on 2 March 2026."""

    class Meta:
        model = PlanAction

    plan = factory.SubFactory(PlanFactory)
    strand = Strand.PREVENT
    what = factory.Sequence(lambda n: f"Visit school {n}.")
    due_on = date(2026, 3, 2)


class PlanReviewFactory(factory.django.DjangoModelFactory[PlanReview]):
    class Meta:
        model = PlanReview

    plan = factory.SubFactory(PlanFactory)
    reviewed_on = date(2026, 2, 2)
    reviewed_by = factory.SubFactory(
        OfficerFactory, body=factory.SelfAttribute("..plan.threat.body")
    )
    outcome = "More is to be done to protect victims."


class PlanLinkFactory(factory.django.DjangoModelFactory[PlanLink]):
    class Meta:
        model = PlanLink

    plan = factory.SubFactory(PlanFactory)
    kind = PlanLink.Kind.SAFEGUARDING
    reference = factory.Sequence(lambda n: f"SG/{n}")


class PlanAccessFactory(factory.django.DjangoModelFactory[PlanAccess]):
    """Access to the actions; give a `body` or an `organisation`."""

    class Meta:
        model = PlanAccess

    plan = factory.SubFactory(PlanFactory)
    scope = PlanAccess.Scope.ACTIONS
    given_by = factory.LazyFunction(system_user)
    given_at = GIVEN_AT


class PlanSettingsFactory(factory.django.DjangoModelFactory[PlanSettings]):
    class Meta:
        model = PlanSettings

    body = factory.SubFactory(ForceFactory)
    valid_from = date(2026, 1, 1)
    set_by = factory.LazyFunction(system_user)
    set_at = GIVEN_AT


class PreventionOrderFactory(factory.django.DjangoModelFactory[PreventionOrder]):
    """An order in force since the person's release on 2 February 2026."""

    class Meta:
        model = PreventionOrder

    body = factory.SubFactory(ForceFactory)
    reference = factory.Sequence(lambda n: f"SCPO {n}")
    made_on = date(2024, 5, 1)
    in_force_on = date(2026, 2, 2)
    expires_on = date(2031, 2, 1)
    custody = PreventionOrder.Custody.RELEASED
    released_on = date(2026, 2, 2)


class OrderBreachFactory(factory.django.DjangoModelFactory[OrderBreach]):
    class Meta:
        model = OrderBreach

    order = factory.SubFactory(PreventionOrderFactory)
    happened_on = date(2026, 2, 20)
    what = "A telephone was not declared."


class CheckWaiverFactory(factory.django.DjangoModelFactory[CheckWaiver]):
    """A waiver for a plan; give `plan=None` and a `threat` or `order` for another."""

    class Meta:
        model = CheckWaiver

    check_id = "pursue_only"
    plan = factory.SubFactory(PlanFactory)
    reason = "Partners take the other strands."
    until = date(2026, 6, 30)
    given_by = factory.LazyFunction(system_user)
    given_at = GIVEN_AT


class CheckCountFactory(factory.django.DjangoModelFactory[CheckCount]):
    class Meta:
        model = CheckCount

    body = factory.SubFactory(ForceFactory)
    check_id = "pursue_only"
    on = date(2026, 3, 2)
    counted_at = factory.LazyAttribute(lambda count: london(count.on, time(4, 30)))
    found = 2
    asked = 5


class LocalProfileFactory(factory.django.DjangoModelFactory[LocalProfile]):
    class Meta:
        model = LocalProfile

    body = factory.SubFactory(ForceFactory)
    area = factory.Sequence(lambda n: f"District {n}")
    dated_on = date(2025, 10, 1)
    refresh_on = date(2026, 10, 1)


class SiteFactory(factory.django.DjangoModelFactory[Site]):
    class Meta:
        model = Site

    body = factory.SubFactory(ForceFactory)
    place = factory.Sequence(lambda n: f"Estate {n}")


class SitePhaseFactory(factory.django.DjangoModelFactory[SitePhase]):
    class Meta:
        model = SitePhase

    site = factory.SubFactory(SiteFactory)
    phase = SitePhase.Phase.CLEAR
    began_on = date(2026, 1, 12)


class DisruptionFactory(factory.django.DjangoModelFactory[Disruption]):
    """A moderate Pursue disruption of 2 February 2026, led and recorded by the threat's body."""

    class Meta:
        model = Disruption

    reference = factory.Sequence(lambda n: f"D {n}")
    threat = factory.SubFactory(ThreatFactory)
    body = factory.SelfAttribute("threat.body")
    lead_body = factory.SelfAttribute("body")
    event_on = date(2026, 2, 2)
    recorded_on = factory.SelfAttribute("event_on")
    type = Disruption.Type.LEAD
    strand = Strand.PURSUE
    category = Disruption.Category.MODERATE
    narrative = factory.Sequence(lambda n: f"Warrant {n} led to two arrests.")
    evidence = "Custody record."
    recorded_by = factory.LazyFunction(system_user)
    entered_at = factory.LazyAttribute(
        lambda row: datetime.combine(row.recorded_on, time(12), tzinfo=UTC)
    )


class ModerationFactory(factory.django.DjangoModelFactory[Moderation]):
    """That a disruption was returned; give who did so."""

    class Meta:
        model = Moderation

    disruption = factory.SubFactory(DisruptionFactory)
    outcome = Moderation.Outcome.RETURNED
    reason = "Say what changed for the group."
    at = GIVEN_AT


class DistinctEventsFactory(factory.django.DjangoModelFactory[DistinctEvents]):
    """That two records of a body, one after the other, are of two events; give who decided so."""

    class Meta:
        model = DistinctEvents

    first = factory.SubFactory(DisruptionFactory)
    second = factory.SubFactory(DisruptionFactory, threat=factory.SelfAttribute("..first.threat"))
    reason = "The warrants were at two addresses."
    at = GIVEN_AT


class DisruptionStandardFactory(factory.django.DjangoModelFactory[DisruptionStandard]):
    """Records against organised crime groups count, with a narrative, within 28 days."""

    class Meta:
        model = DisruptionStandard

    valid_from = date(2020, 1, 1)
    threat_kinds = (Threat.Kind.OCG,)
    needs_major = ("narrative", "evidence")
    needs_moderate = ("narrative",)
    needs_minor = ("narrative",)
    days_to_record = 28
    basis = "Made up for tests."
    set_by = factory.LazyFunction(system_user)
    set_at = GIVEN_AT


class NeverDisruptionFactory(factory.django.DjangoModelFactory[NeverDisruption]):
    class Meta:
        model = NeverDisruption

    name = "Management of registered sex offenders"
    phrases = "registered sex offender\nRSO"
    valid_from = date(2020, 1, 1)


LEADS = {"column": "disruption_type", "test": "is", "values": ["lead"], "blank_kept": None}


class FilterSetFactory(factory.django.DjangoModelFactory[FilterSet]):
    """It keeps every lead disruption."""

    class Meta:
        model = FilterSet

    kind = FilterSet.Kind.DISRUPTIONS
    name = factory.Sequence(lambda n: f"Filter set {n}")
    number = 1
    dated_on = date(2022, 6, 1)
    rules = factory.LazyFunction(lambda: [{**LEADS}])
    basis = "Made up for tests."
    set_by = factory.LazyFunction(system_user)
    set_at = GIVEN_AT
