from datetime import date

import factory

from findings.models import Finding
from recommendations.models import (
    DueKind,
    NationalRecommendation,
    NationalReport,
    Recommendation,
    RegisterEntry,
    Section55Response,
)
from tests.factories.findings import PUBLISHED_AT, FindingFactory, InspectionFactory
from tests.factories.forces import ForceFactory, LocalPolicingBodyFactory

DUE_ON = date(2026, 5, 1)


class CauseOfConcernFactory(FindingFactory):
    kind = Finding.Kind.CAUSE_OF_CONCERN
    heading = factory.Sequence(lambda n: f"The force does not know its threats ({n})")


class AreaForImprovementFactory(FindingFactory):
    kind = Finding.Kind.AREA_FOR_IMPROVEMENT
    heading = factory.Sequence(lambda n: f"The force should review its plans ({n})")


class RecommendationFactory(factory.django.DjangoModelFactory[Recommendation]):
    """Due by a date; RecommendationFactory(due_kind="none", due_on=None) is not."""

    class Meta:
        model = Recommendation

    finding = factory.SubFactory(CauseOfConcernFactory)
    position = factory.Sequence(lambda n: n + 1)
    text = factory.Sequence(lambda n: f"By 1 May 2026, the force should train its people ({n}).")
    due_kind = DueKind.DATE
    due_on = DUE_ON


class RegisterEntryFactory(factory.django.DjangoModelFactory[RegisterEntry]):
    """An open entry of a recommendation under a cause of concern of a body.

    RegisterEntryFactory(body=force) is of that body. The report that it is from is a draft until
    `put_in_print`.
    """

    class Meta:
        model = RegisterEntry
        skip_postgeneration_save = True

    body = factory.SubFactory(ForceFactory)
    reference = factory.Sequence(lambda n: f"report/{n}")
    recommendation = factory.SubFactory(
        RecommendationFactory, finding__chapter__body=factory.SelfAttribute("....body")
    )
    asked = factory.SelfAttribute("recommendation.text")
    published_at = PUBLISHED_AT
    due_on = factory.SelfAttribute("recommendation.due_on")

    @factory.post_generation
    def milestone(self: RegisterEntry, create: bool, extracted: object, **kwargs: object) -> None:
        """The date that it is due, in the kind of its recommendation."""
        if self.due_on:
            kind = self.recommendation.due_kind if self.recommendation else DueKind.DATE
            self.milestones.create(kind=kind, original_on=self.due_on)


class ImprovementEntryFactory(factory.django.DjangoModelFactory[RegisterEntry]):
    """An open entry of an area for improvement: it has no deadline."""

    class Meta:
        model = RegisterEntry

    body = factory.SubFactory(ForceFactory)
    reference = factory.Sequence(lambda n: f"report/improvement-{n}")
    finding = factory.SubFactory(
        AreaForImprovementFactory, chapter__body=factory.SelfAttribute("...body")
    )
    asked = factory.SelfAttribute("finding.heading")
    published_at = PUBLISHED_AT


class OutsideEntryFactory(ImprovementEntryFactory):
    """An open entry of somebody outside the bodies: OutsideEntryFactory(organisation=…), or
    (policing_body=…).
    """

    body = None
    finding = factory.SubFactory(AreaForImprovementFactory)


class NationalReportFactory(factory.django.DjangoModelFactory[NationalReport]):
    """A report that is published and still being entered: nothing of it is in the register."""

    class Meta:
        model = NationalReport

    title = factory.Sequence(lambda n: f"Custody across the country ({n})")
    slug = factory.Sequence(lambda n: f"custody-{n}")
    published_at = PUBLISHED_AT


class NationalRecommendationFactory(factory.django.DjangoModelFactory[NationalRecommendation]):
    """To every force, by a date; NationalRecommendationFactory(due_kind="none", due_on=None) has
    none.
    """

    class Meta:
        model = NationalRecommendation

    report = factory.SubFactory(NationalReportFactory)
    number = factory.Sequence(lambda n: n + 1)
    text = "By 1 May 2026, every force should count its cells."
    due_kind = DueKind.DATE
    due_on = DUE_ON


class NationalEntryFactory(factory.django.DjangoModelFactory[RegisterEntry]):
    """An open entry of a recommendation of a national report, without its date."""

    class Meta:
        model = RegisterEntry

    body = factory.SubFactory(ForceFactory)
    national = factory.SubFactory(NationalRecommendationFactory)
    reference = factory.Sequence(lambda n: f"national/{n}")
    asked = factory.SelfAttribute("national.text")
    published_at = PUBLISHED_AT


class Section55ResponseFactory(factory.django.DjangoModelFactory[Section55Response]):
    """That a policing body owes an answer; nobody sees it before the report is out."""

    class Meta:
        model = Section55Response

    inspection = factory.SubFactory(InspectionFactory)
    policing_body = factory.SubFactory(LocalPolicingBodyFactory)
