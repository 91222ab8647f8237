"""What the pages of an inspection show that no single row says."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse

from findings.models import Finding, InspectedBody, Inspection, Judgment
from forces.models import RoleGrant
from inspection_portal.core.models import User

# The grade that a body may be given only where a cause of concern says why (domain §2.3).
INADEQUATE = "inadequate"


@dataclass(frozen=True)
class Problem:
    """What keeps an inspection from publication, and the page on which it can be mended."""

    sentence: str
    url_name: str
    uuid: UUID

    @property
    def url(self) -> str:
        return reverse(self.url_name, args=[self.uuid])


def problems(inspection: Inspection) -> list[Problem]:
    """Why the inspection can't be published yet, body by body; an empty list where it can."""
    chapters = list(inspection.inspected_bodies.for_list())
    if not chapters:
        sentence = "The inspection has no bodies. Choose at least one."
        return [Problem(sentence, "findings:revise_plan", inspection.uuid)]
    concerned = _with_cause_of_concern(inspection)
    return [
        Problem(sentence, "findings:chapter", chapter.uuid)
        for chapter in chapters
        for sentence in _faults(chapter, concerned)
    ]


def possible_team() -> QuerySet[User]:
    """Who may be put on the team of an inspection."""
    grants = RoleGrant.objects.current().filter(
        role__in=[RoleGrant.Role.INSPECTOR, RoleGrant.Role.MODERATOR]
    )
    return User.objects.filter(is_active=True, pk__in=grants.values("user"))


def _with_cause_of_concern(inspection: Inspection) -> set[int]:
    """Keys of the inspected bodies that a cause of concern is about."""
    concerns = inspection.findings.filter(kind=Finding.Kind.CAUSE_OF_CONCERN)
    rows = concerns.values_list("chapter", "also_about")
    return {key for row in rows for key in row if key is not None}


def _faults(chapter: InspectedBody, concerned: set[int]) -> list[str]:
    judgment = getattr(chapter, "judgment", None)
    if judgment is None:
        return [f"{chapter} has no grade."]
    if judgment.state != Judgment.State.FINAL:
        return [f"The grade of {chapter} is {judgment.get_state_display().lower()}, not final."]
    if judgment.grade.key == INADEQUATE and chapter.pk not in concerned:
        return [f"{chapter} is graded inadequate without a cause of concern."]
    return []
