"""What is sent from the pages of an inspection: done, refused in a sentence, or shown beside what
another wrote.
"""

from collections.abc import Callable
from datetime import date, datetime

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from findings import actions
from findings.forms import SectionRevisionForm
from findings.models import FieldworkPhase, Finding, InspectedBody, Inspection, Judgment, Section
from forces.models import Body, Region
from inspection_portal.core.models import AuditEvent, User
from tests.factories import (
    FieldworkPhaseFactory,
    FindingFactory,
    ForceFactory,
    InspectedBodyFactory,
    InspectionFactory,
    JudgmentFactory,
    QuestionAreaFactory,
    SectionFactory,
    put_in_print,
)

Send = Callable[..., HttpResponse]

WORDING = {
    "kind": "narrative",
    "heading": "The force shares what it knows",
    "text": "Analysts meet **every** week.",
    "lead": "",
    "parts": "",
    "internal_note": "",
}


def address(name: str, *args: object) -> str:
    return reverse(f"findings:{name}", args=args)


@pytest.fixture
def send(client: Client, inspector: User) -> Send:
    """Sends a form as the inspector, and follows where it leads."""
    client.force_login(inspector)

    def do(url: str, **fields: object) -> HttpResponse:
        return client.post(url, fields, follow=True)

    return do


def shown(response: HttpResponse) -> str:
    return response.content.decode()


def test_an_inspection_is_planned_in_steps(
    client: Client, send: Send, inspector: User, region: Region, force: Body, scale: object
) -> None:
    assert "Which region will you inspect?" in shown(client.get(address("plan")))
    assert "Choose a region" in shown(client.get(address("plan"), {"region": ""}))
    second_step = f"{address('plan')}?region={region.uuid}"
    assert force.name in shown(client.get(second_step))
    response = send(
        second_step, title="A plan", slug="a-plan", bodies=[force.uuid], team=[inspector.uuid]
    )
    planned = Inspection.objects.get()
    assert response.redirect_chain == [(address("phase_add", planned.uuid), 302)]


def test_a_plan_that_is_refused_keeps_what_was_typed(
    send: Send, inspector: User, region: Region, force: Body, scale: object
) -> None:
    InspectionFactory(slug="taken")
    response = send(
        f"{address('plan')}?region={region.uuid}",
        title="My title",
        slug="taken",
        bodies=[force.uuid],
        team=[inspector.uuid],
    )
    assert "Another inspection has this short name. Choose another." in shown(response)
    assert "My title" in shown(response)


def test_bodies_of_other_regions_are_not_on_offer(
    send: Send, inspector: User, region: Region, scale: object
) -> None:
    stranger = ForceFactory()
    response = send(
        f"{address('plan')}?region={region.uuid}",
        title="A plan",
        slug="a-plan",
        bodies=[stranger.uuid],
        team=[inspector.uuid],
    )
    assert "is not one of the available choices" in shown(response)
    assert not Inspection.objects.exists()


def test_the_plan_is_revised(
    send: Send, inspection: Inspection, chapter: InspectedBody, inspector: User
) -> None:
    response = send(
        address("inspection_revise", inspection.uuid),
        title="A better title",
        bodies=[chapter.body.uuid],
        team=[inspector.uuid],
        seen_version=1,
    )
    assert "A better title" in shown(response)
    assert "The plan is saved." in shown(response)


def test_the_loser_of_a_race_for_the_plan_sees_both(
    send: Send,
    inspection: Inspection,
    chapter: InspectedBody,
    inspector: User,
    moderator: User,
    moment: datetime,
) -> None:
    actions.revise_plan(
        inspection,
        title="Theirs",
        bodies=[chapter.body],
        team=[inspector],
        seen_version=1,
        by=moderator,
        at=moment,
    )
    response = send(
        address("inspection_revise", inspection.uuid),
        title="Mine",
        bodies=[chapter.body.uuid],
        team=[inspector.uuid],
        seen_version=1,
    )
    for words in ("has changed since", f"{moderator} saved a change", "Theirs", "Mine"):
        assert words in shown(response), words


def test_the_region_of_a_plan_is_asked_for_again_where_none_was_chosen(
    client: Client, inspector: User
) -> None:
    client.force_login(inspector)
    first = client.get(address("plan")).content.decode()
    assert "There is a problem" not in first
    assert 'name="asked"' in first
    assert "Choose a region" in client.get(address("plan"), {"asked": "yes"}).content.decode()


def test_phases_are_added_one_after_another(
    send: Send, inspection: Inspection, chapter: InspectedBody
) -> None:
    url = address("phase_add", inspection.uuid)
    when = {"starts_on_day": 12, "starts_on_month": 1, "starts_on_year": 2026}
    again = send(url, name="Forces", bodies=[chapter.uuid], another="yes", **when)
    assert again.redirect_chain == [(url, 302)]
    phase = FieldworkPhase.objects.get()
    assert (phase.starts_on, phase.ends_on) == (date(2026, 1, 12), None)
    assert list(phase.bodies.all()) == [chapter]


def test_a_phase_that_ends_too_soon_is_refused_on_the_form(
    send: Send, inspection: Inspection
) -> None:
    phase = FieldworkPhaseFactory(inspection=inspection)
    first, last = {"day": 12, "month": 1, "year": 2026}, {"day": 11, "month": 1, "year": 2026}
    response = send(
        address("phase_revise", phase.uuid),
        name="Kept words",
        seen_version=1,
        **{f"starts_on_{part}": number for part, number in first.items()},
        **{f"ends_on_{part}": number for part, number in last.items()},
    )
    assert "The phase ends before it starts." in shown(response)
    assert "Kept words" in shown(response)


def test_a_phase_is_removed(send: Send, inspection: Inspection) -> None:
    phase = FieldworkPhaseFactory(inspection=inspection)
    send(address("phase_remove", phase.uuid), seen_version=1)
    assert not FieldworkPhase.objects.exists()


def test_a_finding_is_added_in_its_place(
    send: Send, inspection: Inspection, chapter: InspectedBody
) -> None:
    area = QuestionAreaFactory(position=2)
    other = InspectedBodyFactory(inspection=inspection)
    send(
        address("finding_add", inspection.uuid),
        **WORDING | {"lead": "The force should:", "parts": "plan\r\n\r\n do "},
        place=f"{chapter.uuid}.2",
        also_about=[chapter.uuid, other.uuid],
    )
    finding = Finding.objects.get()
    assert (finding.chapter, finding.question_area) == (chapter, area)
    assert finding.parts == ["plan", "do"]
    assert list(finding.also_about.all()) == [other]


def test_a_regional_finding_is_added(send: Send, inspection: Inspection) -> None:
    send(address("finding_add", inspection.uuid), **WORDING, place="region")
    assert Finding.objects.get().chapter is None


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"heading": ""}, "Enter a heading"),
        ({"kind": ""}, "Choose what the finding is"),
        ({"place": ""}, "Choose a place"),
        ({"lead": "The force should:"}, "Enter the bullets that the line opens"),
        ({"parts": "plan"}, "Enter the line that opens the bullets"),
    ],
)
def test_an_incomplete_finding_is_shown_again(
    send: Send, inspection: Inspection, wrong: dict[str, str], sentence: str
) -> None:
    fields = WORDING | {"place": "region"} | wrong
    response = send(address("finding_add", inspection.uuid), **fields)
    assert sentence in shown(response)
    assert "Analysts meet **every** week." in shown(response)
    assert not Finding.objects.exists()


def test_a_preview_shows_the_text_and_saves_nothing(send: Send, finding: Finding) -> None:
    response = send(
        address("finding_revise", finding.uuid), **WORDING, seen_version=1, preview="yes"
    )
    assert "Analysts meet <strong>every</strong> week." in shown(response)
    finding.refresh_from_db()
    assert finding.version == 1


def test_a_preview_of_a_new_finding_adds_nothing(send: Send, inspection: Inspection) -> None:
    url = address("finding_add", inspection.uuid)
    response = send(url, **WORDING, place="region", preview="yes")
    assert "Analysts meet <strong>every</strong> week." in shown(response)
    assert not Finding.objects.exists()


def test_a_finding_is_revised_with_the_line_ends_of_the_portal(
    send: Send, finding: Finding
) -> None:
    wording = WORDING | {"text": "One.\r\n\r\nTwo.", "heading": "A heading\r\nover two lines"}
    send(address("finding_revise", finding.uuid), **wording, seen_version=1)
    finding.refresh_from_db()
    assert (finding.text, finding.heading) == ("One.\n\nTwo.", "A heading over two lines")


def test_the_loser_of_a_race_keeps_the_text_and_may_save_again(
    send: Send, finding: Finding, moderator: User, moment: datetime
) -> None:
    actions.revise_finding(finding, text="Theirs", seen_version=1, by=moderator, at=moment)
    url = address("finding_revise", finding.uuid)
    mine = WORDING | {"heading": finding.heading, "text": "Mine"}
    response = send(url, **mine, seen_version=1)
    for words in ("has changed since", f"{moderator} saved a change", "Theirs", "Mine"):
        assert words in shown(response), words
    assert '<dt class="govuk-summary-list__key">Heading</dt>' not in shown(response)
    assert 'name="seen_version" value="2"' in shown(response)
    finding.refresh_from_db()
    assert finding.text == "Theirs"
    send(url, **mine, seen_version=2)
    finding.refresh_from_db()
    assert finding.text == "Mine"


def test_a_published_finding_is_refused_on_the_form(send: Send, finding: Finding) -> None:
    put_in_print(finding.inspection)
    response = send(address("finding_revise", finding.uuid), **WORDING, seen_version=1)
    assert "is published. Open a correction to change it." in shown(response)
    assert WORDING["heading"] in shown(response)


def test_a_finding_is_moved_by_a_button(send: Send, chapter: InspectedBody) -> None:
    first, second = FindingFactory(chapter=chapter), FindingFactory(chapter=chapter)
    url = address("finding_move", second.uuid)
    response = send(url, direction="up", seen_version=1)
    assert "The finding is moved." in shown(response)
    assert list(chapter.findings.all()) == [second, first]
    assert "go further up" in shown(send(url, direction="up", seen_version=2))


def test_a_regional_finding_moves_on_the_page_of_the_region(
    send: Send, inspection: Inspection
) -> None:
    first, second = (FindingFactory(chapter=None, inspection=inspection) for _ in range(2))
    response = send(address("finding_move", first.uuid), direction="down", seen_version=1)
    assert response.redirect_chain[0][0].startswith(address("region", inspection.uuid))
    assert list(inspection.findings.regional()) == [second, first]


def test_a_button_pressed_too_late_says_so(send: Send, chapter: InspectedBody) -> None:
    first, second = FindingFactory(chapter=chapter), FindingFactory(chapter=chapter)
    response = send(address("finding_move", second.uuid), direction="up", seen_version=9)
    assert "has changed since you read it" in shown(response)
    assert list(chapter.findings.all()) == [first, second]


def test_a_finding_is_placed_elsewhere(
    send: Send, finding: Finding, chapter: InspectedBody
) -> None:
    area = QuestionAreaFactory(position=3)
    url = address("finding_place", finding.uuid)
    assert "already stands there" in shown(send(url, place=f"{chapter.uuid}.1", seen_version=1))
    send(url, place=f"{chapter.uuid}.3", seen_version=1)
    finding.refresh_from_db()
    assert finding.question_area == area


def test_a_body_is_not_also_about_itself(
    send: Send, inspection: Inspection, chapter: InspectedBody
) -> None:
    finding = FindingFactory(chapter=None, inspection=inspection)
    QuestionAreaFactory()
    finding.also_about.add(chapter)
    send(address("finding_place", finding.uuid), place=f"{chapter.uuid}.1", seen_version=1)
    assert not finding.also_about.exists()


def test_a_finding_is_deleted_by_who_has_seen_it(
    send: Send, finding: Finding, moderator: User, moment: datetime
) -> None:
    actions.revise_finding(finding, text="Newer text", seen_version=1, by=moderator, at=moment)
    url = address("finding_delete", finding.uuid)
    response = send(url, seen_version=1)
    assert "has changed since" in shown(response)
    assert "Newer text" in shown(response)
    send(url, seen_version=2)
    assert not Finding.objects.exists()


def test_a_doubtful_finding_is_confirmed_by_a_button(send: Send, chapter: InspectedBody) -> None:
    finding = FindingFactory(chapter=chapter, needs_review=True)
    response = send(address("finding_confirm", finding.uuid), seen_version=1)
    assert "The finding is confirmed." in shown(response)


def test_buttons_need_a_post(client: Client, inspector: User, finding: Finding) -> None:
    client.force_login(inspector)
    for verb in ("move", "confirm"):
        assert client.get(address(f"finding_{verb}", finding.uuid)).status_code == 405


def test_a_section_is_added_previewed_revised_and_deleted(
    send: Send, inspection: Inspection
) -> None:
    add = address("section_add", inspection.uuid)
    fields = {"place": "appendix", "heading": "Our data", "text": "From **June**."}
    assert "From <strong>June</strong>." in shown(send(add, **fields, preview="yes"))
    assert not Section.objects.exists()
    send(add, **fields)
    section = Section.objects.get()
    revise = address("section_revise", section.uuid)
    assert "Enter a heading" in shown(send(revise, heading="", text="Kept", seen_version=1))
    send(revise, heading="Data", text="From July.", seen_version=1)
    section.refresh_from_db()
    assert (section.heading, section.text) == ("Data", "From July.")
    send(address("section_delete", section.uuid), seen_version=2)
    assert not Section.objects.exists()


def test_a_section_is_moved_by_a_button(send: Send, inspection: Inspection) -> None:
    first, second = SectionFactory(inspection=inspection), SectionFactory(inspection=inspection)
    send(address("section_move", second.uuid), direction="up", seen_version=1)
    assert list(inspection.sections.all()) == [second, first]


def test_the_loser_of_a_race_for_a_section_sees_both(
    send: Send, inspection: Inspection, moderator: User, moment: datetime
) -> None:
    section = SectionFactory(inspection=inspection)
    actions.revise_section(
        section, heading="H", text="Theirs", seen_version=1, by=moderator, at=moment
    )
    response = send(
        address("section_revise", section.uuid), heading="H", text="Mine", seen_version=1
    )
    for words in ("has changed since", "Theirs", "Mine"):
        assert words in shown(response), words


def test_region_body_and_area_are_introduced(
    send: Send, inspection: Inspection, chapter: InspectedBody
) -> None:
    area = QuestionAreaFactory()
    send(address("region_introduce", inspection.uuid), text="Of the region.", seen_version=1)
    send(address("chapter_introduce", chapter.uuid), text="Of the body.", seen_version=1)
    response = send(
        address("area_introduce", chapter.uuid, area.position), text="Of the area.", seen_version=2
    )
    assert "Of the body." in shown(response)
    assert "Of the area." in shown(response)
    inspection.refresh_from_db()
    assert inspection.regional_introduction == "Of the region."


def test_the_loser_of_a_race_for_an_introduction_sees_both(
    send: Send, chapter: InspectedBody, moderator: User, moment: datetime
) -> None:
    actions.introduce_body(chapter, text="Theirs", seen_version=1, by=moderator, at=moment)
    response = send(address("chapter_introduce", chapter.uuid), text="Mine", seen_version=1)
    for words in ("has changed since", "Theirs", "Mine"):
        assert words in shown(response), words


def test_a_grade_goes_through_two_people(
    client: Client, send: Send, chapter: InspectedBody, moderator: User
) -> None:
    propose = address("grade_propose", chapter.uuid)
    missing = shown(send(propose, seen_version=0))
    assert "Choose a grade" in missing
    assert "Enter the reason for the grade" in missing
    send(propose, grade="good", reason="It works", seen_version=0)
    judgment = Judgment.objects.get()
    client.force_login(moderator)
    send(
        address("grade_moderate", judgment.uuid),
        grade="adequate",
        reason="Compared",
        seen_version=1,
    )
    send(address("grade_finalise", judgment.uuid), reason="Agreed", seen_version=2)
    judgment.refresh_from_db()
    assert (judgment.state, judgment.grade.key) == ("final", "adequate")


def test_one_who_proposed_is_told_to_ask_another(
    client: Client, chapter: InspectedBody, moderator: User
) -> None:
    client.force_login(moderator)
    fields = {"grade": "good", "reason": "It works"}
    client.post(address("grade_propose", chapter.uuid), {**fields, "seen_version": 0})
    judgment = Judgment.objects.get()
    assert "another moderator must" in shown(client.get(judgment.get_absolute_url()))
    response = client.post(address("grade_moderate", judgment.uuid), {**fields, "seen_version": 1})
    assert "Ask another moderator to moderate it." in shown(response)


def test_a_later_proposal_sees_the_one_before(send: Send, chapter: InspectedBody) -> None:
    propose = address("grade_propose", chapter.uuid)
    send(propose, grade="good", reason="The first reason", seen_version=0)
    response = send(propose, grade="adequate", reason="The second reason", seen_version=0)
    for words in ("has changed since", "The first reason", "The second reason"):
        assert words in shown(response), words


def test_only_moderators_open_the_pages_of_moderation(
    client: Client, inspector: User, chapter: InspectedBody
) -> None:
    judgment = JudgmentFactory(inspected_body=chapter, state="proposed")
    client.force_login(inspector)
    for verb in ("moderate", "finalise"):
        assert client.get(address(f"grade_{verb}", judgment.uuid)).status_code == 403


def test_a_correction_is_opened_with_a_reason(send: Send, chapter: InspectedBody) -> None:
    inspection = put_in_print(chapter.inspection)
    url = address("inspection_correct", inspection.uuid)
    assert "Enter what needs correcting" in shown(send(url, reason=""))
    response = send(url, reason="The year is wrong")
    assert "A correction is open" in shown(response)
    assert "already open" in shown(send(url, reason="Again"))
    assert AuditEvent.objects.filter(verb="correction.opened").count() == 1


@pytest.mark.parametrize(("name", "longest"), [("heading", 300), ("text", 100_000)])
def test_what_is_too_long_is_refused_and_kept(name: str, longest: int) -> None:
    typed = {"heading": "A heading", "text": "", "seen_version": "1"}
    fits = SectionRevisionForm(typed | {name: "x" * longest})
    too_long = SectionRevisionForm(typed | {name: "x" * (longest + 1)})
    assert fits.is_valid()
    assert "Shorten this" in too_long.errors[name][0]
    assert too_long[name].value() == "x" * (longest + 1)


def test_pictures_and_scripts_are_refused_at_the_field_and_kept() -> None:
    for text, sentence in (
        ("![a map](https://example.org/map.png)", "prints no pictures"),
        ("<script>alert(1)</script>", "runs no scripts"),
    ):
        form = SectionRevisionForm({"heading": "A heading", "text": text, "seen_version": "1"})
        assert sentence in form.errors["text"][0]
        assert form["text"].value() == text
