"""An inspection in figures, and what its pages show of its bodies."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, QuerySet

from findings.models import Finding, InspectedBody, Inspection, Judgment, QuestionArea
from forces.models import RoleGrant
from inspection_portal.core.addresses import address_of
from inspection_portal.core.models import User


@dataclass(frozen=True)
class Problem:
    """What keeps an inspection from publication, and the page on which it can be mended."""

    sentence: str
    url_name: str
    uuid: UUID

    @property
    def url(self) -> str:
        return address_of(self.url_name, self.uuid)


@dataclass(frozen=True)
class Tally:
    """How many findings there are of each kind."""

    by_kind: Mapping[str, int]

    @property
    def total(self) -> int:
        return sum(self.by_kind.values())

    @property
    def causes_of_concern(self) -> int:
        return self.by_kind.get(Finding.Kind.CAUSE_OF_CONCERN, 0)

    @property
    def areas_for_improvement(self) -> int:
        return self.by_kind.get(Finding.Kind.AREA_FOR_IMPROVEMENT, 0)

    @property
    def practice(self) -> int:
        kinds = (Finding.Kind.PROMISING_PRACTICE, Finding.Kind.INNOVATIVE_PRACTICE)
        return sum(self.by_kind.get(kind, 0) for kind in kinds)


@dataclass(frozen=True)
class AreaTally:
    """The findings of one question area of a body, counted, and where they stand."""

    area: QuestionArea
    tally: Tally
    href: str


@dataclass(frozen=True)
class ChapterRow:
    """One body of an inspection with its findings counted, question area by question area."""

    chapter: InspectedBody
    judgment: Judgment | None
    is_kept_back: bool
    areas: tuple[AreaTally, ...]


@dataclass(frozen=True)
class Overview:
    """An inspection in figures: of the region, of each body, and in all."""

    areas: tuple[QuestionArea, ...]
    regional: Tally
    chapters: tuple[ChapterRow, ...]
    whole: Tally


@dataclass(frozen=True)
class AreaPart:
    """One question area as a body's chapter shows it: unheaded text, then findings."""

    area: QuestionArea
    introduction: str
    findings: tuple[Finding, ...]


def possible_team() -> QuerySet[User]:
    """Who may be put on the team of an inspection."""
    grants = RoleGrant.objects.current().filter(
        role__in=[RoleGrant.Role.INSPECTOR, RoleGrant.Role.MODERATOR]
    )
    return User.objects.filter(is_active=True, pk__in=grants.values("user"))


def overview(inspection: Inspection, user: User) -> Overview:
    """The bodies in the report's order, and how many findings of which kind stand where.

    The grades of bodies that the person grades blind are kept back.
    """
    blinded = InspectedBody.objects.graded_blind_by(user).filter(inspection=inspection)
    kept_back = set(blinded.values_list("pk", flat=True))
    areas = tuple(QuestionArea.objects.all())
    counted = inspection.findings.order_by().values_list("chapter", "question_area", "kind")
    rows = list(counted.annotate(Count("pk")))

    def tally(chapter: InspectedBody | None, area: QuestionArea | None) -> Tally:
        place = (chapter and chapter.pk, area and area.pk)
        return Tally({kind: n for *there, kind, n in rows if tuple(there) == place})

    whole: Counter[str] = Counter()
    for _, _, kind, n in rows:
        whole[kind] += n
    return Overview(
        areas=areas,
        regional=tally(None, None),
        chapters=tuple(
            ChapterRow(
                chapter,
                None if chapter.pk in kept_back else getattr(chapter, "judgment", None),
                chapter.pk in kept_back,
                tuple(
                    AreaTally(area, tally(chapter, area), chapter.area_url(area)) for area in areas
                ),
            )
            for chapter in inspection.inspected_bodies.for_list()
        ),
        whole=Tally(whole),
    )


def parts(chapter: InspectedBody) -> list[AreaPart]:
    """The question areas of a body's chapter, each with its text and findings in order."""
    introductions = dict(chapter.area_introductions.values_list("question_area", "text"))
    findings = list(chapter.findings.for_reading())
    return [
        AreaPart(
            area,
            introductions.get(area.pk, ""),
            tuple(each for each in findings if each.question_area_id == area.pk),
        )
        for area in QuestionArea.objects.all()
    ]
