"""Pages of the inspection desk: with ten times the findings, and with many other inspections.

All stand in one database and are asked in turn.
"""

import time
from collections.abc import Callable
from datetime import date
from functools import partial
from itertools import product
from random import Random

import pytest
from django.test import Client
from django.urls import reverse

from findings.models import (
    Finding,
    Inspection,
    Judgment,
    JudgmentStep,
    Paragraph,
    QuestionArea,
    Theme,
)
from forces.models import Body, RoleGrant
from inspection_portal.core.models import User
from tests.bench.measuring import medians
from tests.factories import (
    ForceFactory,
    InspectedBodyFactory,
    InspectionFactory,
    JudgmentFactory,
    QuestionAreaFactory,
    RegionFactory,
    person,
    put_in_print,
)
from tests.factories.findings import PUBLISHED_AT

BODIES, THEMES = 8, 12
FEW, MANY = 20, 200
OTHERS = 30
ROUNDS = 15
PAGES = ("moderation", "themes", "board", "trace")


@pytest.fixture
def moderator_client(client: Client, moderator: User) -> Client:
    client.force_login(moderator)
    return client


@pytest.fixture
def desk(db: None, seed: int) -> dict[str, Inspection]:
    """Three drafts of regions of their own: with few findings, with many, and with many where the
    same bodies have been inspected over and over by the same person.
    """
    random, inspector = Random(seed), person(RoleGrant.Role.INSPECTOR)
    areas = [QuestionAreaFactory(position=position) for position in (1, 2, 3)]
    themes = [
        Theme.objects.create(name=f"Theme {number}", valid_from=date(2020, 1, 1))
        for number in range(THEMES)
    ]
    draft = partial(drafted, random=random, by=inspector, areas=areas, themes=themes)
    few, many, busy = (regional_bodies() for _ in range(3))
    for _ in range(OTHERS):
        put_in_print(draft(busy, findings=FEW))
    return {
        "few": draft(few, findings=FEW),
        "many": draft(many, findings=MANY),
        "busy": draft(busy, findings=MANY),
    }


def regional_bodies() -> list[Body]:
    region = RegionFactory()
    return [ForceFactory(region=region) for _ in range(BODIES)]


def drafted(
    bodies: list[Body],
    *,
    findings: int,
    random: Random,
    by: User,
    areas: list[QuestionArea],
    themes: list[Theme],
) -> Inspection:
    """An inspection of the bodies, each with its share of the findings and a proposed grade."""
    inspection = InspectionFactory(region=bodies[0].memberships.get().region)
    chapters = [InspectedBodyFactory(inspection=inspection, body=body) for body in bodies]
    for chapter in chapters:
        judge(JudgmentFactory(inspected_body=chapter, state="proposed", proposed_by=by))
    places = list(product(chapters, areas))
    rows = Finding.objects.bulk_create(
        Finding(
            inspection=inspection,
            chapter=chapter,
            question_area=area,
            kind=random.choice(["narrative", "area_for_improvement"]),
            heading=f"The force should review what it does ({position})",
            text="We found plans for every threat.",
            position=position,
        )
        for position, (chapter, area) in (
            (number, places[number % len(places)]) for number in range(findings)
        )
    )
    Paragraph.objects.bulk_create(Paragraph(finding=row, position=0, text=row.text) for row in rows)
    through = Finding.themes.through
    through.objects.bulk_create(through(finding=row, theme=random.choice(themes)) for row in rows)
    return inspection


def judge(judgment: Judgment) -> None:
    JudgmentStep.objects.create(
        judgment=judgment,
        state=judgment.state,
        grade=judgment.grade,
        by=judgment.proposed_by,
        at=PUBLISHED_AT,
        reason="As found",
    )


def asking(client: Client, name: str, inspection: Inspection) -> Callable[[], object]:
    """Asks for a page of the inspection, or of the first of its bodies."""
    chapter = inspection.inspected_bodies.earliest("position")
    row = chapter if name == "board" else inspection
    of_one_body = f"?body={chapter.uuid}" if name == "trace" else ""
    address = reverse(f"findings:{name}", args=[row.uuid]) + of_one_body

    def ask() -> object:
        response = client.get(address)
        assert response.status_code == 200
        return response

    return ask


def test_pages(
    desk: dict[str, Inspection], moderator_client: Client, measured: Callable[..., None]
) -> None:
    for name in PAGES:
        works = [asking(moderator_client, name, inspection) for inspection in desk.values()]
        few, many, busy = medians(*works, rounds=ROUNDS, clock=time.perf_counter)
        measured(f"desk-{name}-{MANY}-findings-to-{FEW}", limit=12, measured=many / few)
        measured(f"desk-{name}-beside-{OTHERS}-inspections", limit=1.5, measured=busy / many)
