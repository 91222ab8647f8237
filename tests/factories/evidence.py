from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import uuid4

import factory

from findings.models import (
    Evidence,
    EvidenceLink,
    EvidenceMethod,
    Figure,
    KeyFigure,
    Paragraph,
)
from tests.factories.findings import FindingFactory, InspectedBodyFactory, InspectionFactory
from tests.factories.people import UserFactory

GATHERED_AT = datetime(2026, 1, 20, 16, 0, tzinfo=UTC)


class EvidenceMethodFactory(factory.django.DjangoModelFactory[EvidenceMethod]):
    """An interview, made once."""

    class Meta:
        model = EvidenceMethod
        django_get_or_create = ("name",)

    name = "Interview"
    attribution = EvidenceMethod.Attribution.TOLD
    valid_from = date(2020, 1, 1)


class EvidenceFactory(factory.django.DjangoModelFactory[Evidence]):
    """What one interview told, of no body in particular."""

    class Meta:
        model = Evidence
        skip_postgeneration_save = True

    inspection = factory.SubFactory(InspectionFactory)
    # Far from the numbers that tests give by themselves.
    number = factory.Sequence(lambda n: n + 1_001)
    method = factory.SubFactory(EvidenceMethodFactory)
    gathered_on = date(2026, 1, 20)
    source_role = "Detective inspector"
    summary = "Every threat has a plan."
    added_by = factory.SubFactory(UserFactory)
    added_at = GATHERED_AT


class ParagraphFactory(factory.django.DjangoModelFactory[Paragraph]):
    """The only paragraph of a finding."""

    class Meta:
        model = Paragraph

    finding = factory.SubFactory(FindingFactory)
    position = 0
    text = factory.SelfAttribute("finding.text")


class EvidenceLinkFactory(factory.django.DjangoModelFactory[EvidenceLink]):
    class Meta:
        model = EvidenceLink

    paragraph = factory.SubFactory(ParagraphFactory)
    evidence = factory.SubFactory(
        EvidenceFactory, inspection=factory.SelfAttribute("..paragraph.finding.inspection")
    )
    by = factory.SubFactory(UserFactory)
    at = GATHERED_AT


class FigureFactory(factory.django.DjangoModelFactory[Figure]):
    class Meta:
        model = Figure

    name = factory.Sequence(lambda n: f"Figure {n}")
    unit = "orders"
    valid_from = date(2020, 1, 1)


class KeyFigureFactory(factory.django.DjangoModelFactory[KeyFigure]):
    """Eleven of something on 12 January 2026."""

    class Meta:
        model = KeyFigure

    class Params:
        printed = factory.Trait(
            snapshot=factory.LazyFunction(uuid4), snapshot_sha256="1" * 64, is_printed=True
        )

    chapter = factory.SubFactory(InspectedBodyFactory)
    figure = factory.SubFactory(FigureFactory)
    value = Decimal(11)
    as_at = date(2026, 1, 12)
    source = "The force’s own count"
    entered_by = factory.SubFactory(UserFactory)
    entered_at = GATHERED_AT
