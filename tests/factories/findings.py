from datetime import date, datetime

import factory

from findings.models import (
    FieldworkPhase,
    Finding,
    Grade,
    GradeScale,
    InspectedBody,
    Inspection,
    Judgment,
    QuestionArea,
    Section,
    TeamMember,
)
from inspection_portal.core.dates import ONE_PAST_MIDNIGHT, london
from inspection_portal.core.models import User, system_user
from tests.factories.forces import ForceFactory, RegionFactory
from tests.factories.people import UserFactory

GRADES = ("Outstanding", "Good", "Adequate", "Requires improvement", "Inadequate")
PUBLISHED_ON = date(2026, 2, 2)
PUBLISHED_AT = london(PUBLISHED_ON, ONE_PAST_MIDNIGHT)


class GradeScaleFactory(factory.django.DjangoModelFactory[GradeScale]):
    """The scale of five grades, made once."""

    class Meta:
        model = GradeScale
        django_get_or_create = ("name",)
        skip_postgeneration_save = True

    name = "Five grades"
    valid_from = date(2021, 1, 1)

    @factory.post_generation
    def grades(self: GradeScale, create: bool, extracted: object, **kwargs: object) -> None:
        if self.grades.exists():
            return
        Grade.objects.bulk_create(
            Grade(scale=self, key=label.lower().replace(" ", "_"), label=label, rank=rank)
            for rank, label in enumerate(GRADES, start=1)
        )


class QuestionAreaFactory(factory.django.DjangoModelFactory[QuestionArea]):
    """The question area in that position, made once."""

    class Meta:
        model = QuestionArea
        django_get_or_create = ("position",)

    position = 1
    name = factory.LazyAttribute(lambda area: f"Question area {area.position}")


class InspectionFactory(factory.django.DjangoModelFactory[Inspection]):
    """A draft; `team` lists people who work on it, the first of whom leads it."""

    class Meta:
        model = Inspection
        skip_postgeneration_save = True

    region = factory.SubFactory(RegionFactory)
    scale = factory.SubFactory(GradeScaleFactory)
    title = factory.Sequence(lambda n: f"An inspection of region {n}")
    slug = factory.Sequence(lambda n: f"region-{n}")
    stage = Inspection.Stage.DRAFTING

    @factory.post_generation
    def team(self: Inspection, create: bool, extracted: list[User], **kwargs: object) -> None:
        for user in extracted or []:
            TeamMember.objects.create(inspection=self, user=user, is_lead=user == extracted[0])


class InspectedBodyFactory(factory.django.DjangoModelFactory[InspectedBody]):
    class Meta:
        model = InspectedBody

    inspection = factory.SubFactory(InspectionFactory)
    body = factory.LazyAttribute(lambda row: ForceFactory(region=row.inspection.region))
    position = factory.Sequence(lambda n: n + 1)


class FindingFactory(factory.django.DjangoModelFactory[Finding]):
    """Narrative in the first question area of a chapter; FindingFactory(chapter=None, inspection=…)
    is regional.
    """

    class Meta:
        model = Finding

    chapter = factory.SubFactory(InspectedBodyFactory)
    inspection = factory.SelfAttribute("chapter.inspection")
    question_area = factory.Maybe("chapter", factory.SubFactory(QuestionAreaFactory))
    kind = Finding.Kind.NARRATIVE
    heading = factory.Sequence(lambda n: f"The force plans its work well ({n})")
    text = "We found plans for every threat."
    position = factory.Sequence(lambda n: n + 1)


class SectionFactory(factory.django.DjangoModelFactory[Section]):
    class Meta:
        model = Section

    inspection = factory.SubFactory(InspectionFactory)
    place = Section.Place.INTRODUCTION
    heading = factory.Sequence(lambda n: f"About part {n}")
    text = "What this part is about."
    position = factory.Sequence(lambda n: n + 1)


class FieldworkPhaseFactory(factory.django.DjangoModelFactory[FieldworkPhase]):
    class Meta:
        model = FieldworkPhase

    inspection = factory.SubFactory(InspectionFactory)
    name = factory.Sequence(lambda n: f"Phase {n}")
    starts_on = date(2026, 1, 12)


class JudgmentFactory(factory.django.DjangoModelFactory[Judgment]):
    """A final grade "good", as loaded; JudgmentFactory(key="inadequate") gives another.

    JudgmentFactory(state="proposed") was proposed by somebody.
    """

    class Meta:
        model = Judgment

    class Params:
        key = "good"

    inspected_body = factory.SubFactory(InspectedBodyFactory)
    grade = factory.LazyAttribute(
        lambda judgment: Grade.objects.get(
            scale=judgment.inspected_body.inspection.scale, key=judgment.key
        )
    )
    state = Judgment.State.FINAL
    proposed_by = factory.LazyAttribute(
        lambda judgment: UserFactory() if judgment.state == Judgment.State.PROPOSED else None
    )


def put_in_print(inspection: Inspection, at: datetime = PUBLISHED_AT) -> Inspection:
    """Make a draft issued as it stands, ready or not: published from that moment on."""
    Inspection.objects.filter(pk=inspection.pk).update(
        stage=Inspection.Stage.ISSUED, publish_at=at, issued_by=system_user()
    )
    inspection.refresh_from_db()
    return inspection
