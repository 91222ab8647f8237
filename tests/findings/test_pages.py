"""What the pages of an inspection show, and to whom."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from findings import actions
from findings.models import FieldworkPhase, Finding, InspectedBody, Inspection, Judgment, Section
from forces.models import RoleGrant
from inspection_portal.core.models import User
from recommendations.models import Recommendation
from tests.factories import (
    FieldworkPhaseFactory,
    FindingFactory,
    InspectedBodyFactory,
    InspectionFactory,
    JudgmentFactory,
    SectionFactory,
    person,
    put_in_print,
)

CANARY = "The canary sings of internal matters"
READING = ("inspection", "sections", "region")


def address(name: str, *args: object) -> str:
    return reverse(f"findings:{name}", args=args)


def content(client: Client, url: str) -> str:
    response = client.get(url)
    assert response.status_code == 200, url
    return response.content.decode()


@pytest.fixture
def whole(chapter: InspectedBody) -> Inspection:
    """An inspection with something of everything."""
    inspection = chapter.inspection
    SectionFactory(inspection=inspection, heading="About our inspection")
    FieldworkPhaseFactory(inspection=inspection, name="First visits")
    FindingFactory(chapter=chapter, heading="The force listens", internal_note=CANARY)
    regional = FindingFactory(
        chapter=None, inspection=inspection, heading="The region shares", internal_note=CANARY
    )
    regional.also_about.add(chapter)
    JudgmentFactory(inspected_body=chapter)
    return inspection


def pages_of(inspection: Inspection) -> list[str]:
    """Every page of the inspection that shows its text."""
    chapters = inspection.inspected_bodies.all()
    return [
        *(address(name, inspection.uuid) for name in READING),
        *(chapter.get_absolute_url() for chapter in chapters),
        *(chapter.judgment.get_absolute_url() for chapter in chapters),
        *(finding.get_absolute_url() for finding in inspection.findings.all()),
    ]


def work_of(inspection: Inspection) -> list[str]:
    """Every page on which the inspection is changed."""
    (finding, *_), (section,) = inspection.findings.all(), inspection.sections.all()
    (chapter,) = inspection.inspected_bodies.all()
    of_inspection = ("inspection_revise", "inspection_correct", "phase_add", "section_add")
    return [
        *(address(name, inspection.uuid) for name in (*of_inspection, "region_introduce")),
        address("finding_add", inspection.uuid),
        address("chapter_introduce", chapter.uuid),
        address("area_introduce", chapter.uuid, 1),
        address("grade_propose", chapter.uuid),
        *(address(f"finding_{verb}", finding.uuid) for verb in ("revise", "place", "delete")),
        *(address(f"section_{verb}", section.uuid) for verb in ("revise", "delete")),
    ]


def test_every_page_opens_for_its_inspector(
    client: Client, inspector: User, whole: Inspection
) -> None:
    client.force_login(inspector)
    for url in [*pages_of(whole), *work_of(whole)]:
        assert client.get(url).status_code == 200, url


def test_a_draft_is_missing_for_everybody_else(
    client: Client, force_lead: User, whole: Inspection
) -> None:
    for user in (
        force_lead,
        person(RoleGrant.Role.INSPECTOR),
        person(RoleGrant.Role.ADMINISTRATOR),
    ):
        client.force_login(user)
        missing = client.get(address("inspection", uuid4()))
        for url in [*pages_of(whole), *work_of(whole)]:
            response = client.get(url)
            assert response.status_code == 404, url
            assert response.content == missing.content, url


def test_a_plan_is_missing_for_readers_even_once_published(
    client: Client, force_lead: User, whole: Inspection
) -> None:
    (phase,) = whole.phases.all()
    put_in_print(whole)
    client.force_login(force_lead)
    for verb in ("revise", "remove"):
        assert client.get(address(f"phase_{verb}", phase.uuid)).status_code == 404


def test_readers_of_a_published_report_change_nothing(
    client: Client, force_lead: User, whole: Inspection
) -> None:
    put_in_print(whole)
    client.force_login(force_lead)
    for url in work_of(whole):
        assert client.get(url).status_code == 403, url
        assert client.post(url, {"seen_version": 1}).status_code == 403, url


def test_internal_notes_stay_with_the_team(
    client: Client, inspector: User, force_lead: User, whole: Inspection
) -> None:
    finding = whole.findings.get(heading="The force listens")
    client.force_login(inspector)
    assert CANARY in content(client, finding.get_absolute_url())
    put_in_print(whole)
    for user in (force_lead, person(RoleGrant.Role.INSPECTOR)):
        client.force_login(user)
        for url in pages_of(whole):
            assert CANARY not in content(client, url), url


def test_who_judged_and_why_stays_with_the_team(
    client: Client,
    inspector: User,
    moderator: User,
    force_lead: User,
    chapter: InspectedBody,
    moment: datetime,
) -> None:
    grade = chapter.inspection.scale.grades.get(key="good")
    judgment = actions.propose_grade(
        chapter, grade=grade, reason=CANARY, seen_version=0, by=inspector, at=moment
    )
    client.force_login(moderator)
    assert CANARY in content(client, judgment.get_absolute_url())
    put_in_print(chapter.inspection)
    client.force_login(force_lead)
    shown = content(client, judgment.get_absolute_url())
    assert "Good" in shown
    assert CANARY not in shown
    assert inspector.name not in shown


def test_the_hub_shows_grades_findings_and_what_is_missing(
    client: Client, inspector: User, whole: Inspection
) -> None:
    InspectedBodyFactory(inspection=whole)
    client.force_login(inspector)
    shown = content(client, whole.get_absolute_url())
    for words in ("Good", "1 finding", "How ready it is", "First visits", "Not graded yet"):
        assert words in shown, words


def test_readers_see_a_published_hub_without_the_plan(
    client: Client, force_lead: User, inspector: User, whole: Inspection
) -> None:
    put_in_print(whole)
    client.force_login(force_lead)
    shown = content(client, whole.get_absolute_url())
    assert "Read the report" in shown
    assert "1 finding" in shown
    for words in ("First visits", inspector.name, "Next steps", "Open a correction"):
        assert words not in shown, words


def test_a_report_being_corrected_is_not_read_as_rows(
    client: Client, force_lead: User, inspector: User, whole: Inspection, moment: datetime
) -> None:
    put_in_print(whole)
    actions.open_correction(whole, reason=CANARY, by=inspector, at=moment)
    client.force_login(force_lead)
    shown = content(client, whole.get_absolute_url())
    assert "being corrected" in shown
    assert CANARY not in shown
    assert "1 finding" not in shown
    for url in pages_of(whole)[1:]:
        assert client.get(url).status_code == 404, url


def test_a_published_report_offers_its_team_a_correction(
    client: Client, inspector: User, whole: Inspection
) -> None:
    put_in_print(whole)
    client.force_login(inspector)
    assert "Open a correction" in content(client, whole.get_absolute_url())
    chapter_page = content(client, whole.inspected_bodies.get().get_absolute_url())
    assert "Add a finding" not in chapter_page


def test_a_cause_of_concern_shows_its_recommendations(
    client: Client, inspector: User, chapter: InspectedBody
) -> None:
    concern = FindingFactory(chapter=chapter, kind=Finding.Kind.CAUSE_OF_CONCERN)
    Recommendation.objects.create(
        finding=concern, position=1, text="The force should plan.", due_kind="immediate"
    )
    client.force_login(inspector)
    for url in (concern.get_absolute_url(), chapter.get_absolute_url()):
        assert "The force should plan." in content(client, url)


def test_demonstration_data_is_marked(client: Client, inspector: User) -> None:
    inspection = InspectionFactory(team=[inspector], is_demonstration=True)
    client.force_login(inspector)
    for url in (inspection.get_absolute_url(), address("finding_add", inspection.uuid)):
        assert "Demonstration data" in content(client, url)


def test_markdown_is_shown_without_what_could_do_harm(
    client: Client, inspector: User, chapter: InspectedBody
) -> None:
    finding = FindingFactory(chapter=chapter, text="**Well** done <script>alert(1)</script>")
    client.force_login(inspector)
    shown = content(client, finding.get_absolute_url())
    assert "<strong>Well</strong>" in shown
    assert "<script>alert" not in shown


def test_the_list_has_what_the_person_sees(
    client: Client, inspector: User, force_lead: User, whole: Inspection
) -> None:
    published = put_in_print(InspectionFactory())
    hidden = InspectionFactory()
    client.force_login(inspector)
    shown = content(client, address("inspections"))
    assert whole.title in shown
    assert published.title in shown
    assert hidden.title not in shown
    client.force_login(force_lead)
    shown = content(client, address("inspections"))
    assert whole.title not in shown
    assert published.title in shown


@pytest.mark.parametrize(
    ("query", "is_found"),
    [
        ("stage=drafting", True),
        ("stage=published", False),
        ("title=inspection+OF", True),
        ("title=nothing+like+it", False),
    ],
)
def test_the_list_is_filtered_by_the_address(
    client: Client, inspector: User, whole: Inspection, query: str, is_found: bool
) -> None:
    client.force_login(inspector)
    shown = content(client, f"{address('inspections')}?{query}")
    assert (whole.title in shown) is is_found


def test_the_list_is_filtered_by_region(client: Client, moderator: User, whole: Inspection) -> None:
    other = InspectionFactory()
    client.force_login(moderator)
    shown = content(client, f"{address('inspections')}?region={other.region.slug}")
    assert other.title in shown
    assert whole.title not in shown


def test_the_list_costs_the_same_however_long(
    client: Client, inspector: User, assert_queries_do_not_grow: Callable[..., None]
) -> None:
    client.force_login(inspector)
    assert_queries_do_not_grow(address("inspections"), partial(InspectionFactory, team=[inspector]))


def test_the_hub_costs_the_same_however_many_bodies(
    client: Client,
    inspector: User,
    whole: Inspection,
    assert_queries_do_not_grow: Callable[..., None],
) -> None:
    def add_body() -> None:
        body = InspectedBodyFactory(inspection=whole)
        FindingFactory(chapter=body, needs_review=True)
        JudgmentFactory(inspected_body=body, state="proposed")
        FieldworkPhaseFactory(inspection=whole).bodies.add(body)

    client.force_login(inspector)
    assert_queries_do_not_grow(whole.get_absolute_url(), add_body)


@pytest.mark.parametrize("place", ["chapter", "region"])
def test_a_chapter_costs_the_same_however_many_findings(
    client: Client,
    inspector: User,
    chapter: InspectedBody,
    assert_queries_do_not_grow: Callable[..., None],
    place: str,
) -> None:
    inspection = chapter.inspection
    where = {"chapter": chapter if place == "chapter" else None, "inspection": inspection}

    def add_concern() -> None:
        concern = FindingFactory(**where, kind=Finding.Kind.CAUSE_OF_CONCERN)
        concern.also_about.add(InspectedBodyFactory(inspection=inspection))
        Recommendation.objects.create(finding=concern, position=1, text="Plan.", due_kind="none")

    client.force_login(inspector)
    url = address("region", inspection.uuid) if place == "region" else chapter.get_absolute_url()
    assert_queries_do_not_grow(url, add_concern)


def test_sections_cost_the_same_however_many(
    client: Client,
    inspector: User,
    inspection: Inspection,
    assert_queries_do_not_grow: Callable[..., None],
) -> None:
    client.force_login(inspector)
    assert_queries_do_not_grow(
        address("sections", inspection.uuid), partial(SectionFactory, inspection=inspection)
    )


@pytest.mark.parametrize("model", [FieldworkPhase, Finding, InspectedBody, Judgment, Section])
def test_nobody_who_left_sees_anything(
    whole: Inspection, inspector: User, model: type[Finding]
) -> None:
    put_in_print(whole)
    assert model.objects.visible_to(inspector).exists()
    gone = person(RoleGrant.Role.INSPECTOR, is_active=False)
    assert not model.objects.visible_to(gone).exists()
