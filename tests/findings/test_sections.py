from datetime import datetime

import pytest
from django.core.exceptions import PermissionDenied

from findings import actions
from findings.actions.order import Direction
from findings.models import InspectedBody, Inspection, Section
from inspection_portal.core.errors import RuleBroken
from inspection_portal.core.models import AuditEvent, User
from tests.factories import QuestionAreaFactory, SectionFactory, put_in_print

INTRODUCTION, APPENDIX = Section.Place.INTRODUCTION, Section.Place.APPENDIX


@pytest.fixture
def section(inspection: Inspection) -> Section:
    return SectionFactory(inspection=inspection, position=1)


def test_a_section_goes_to_the_end_of_its_kind(
    section: Section, inspection: Inspection, inspector: User, moment: datetime
) -> None:
    added = [
        actions.add_section(inspection, place=place, heading="Data", by=inspector, at=moment)
        for place in (INTRODUCTION, APPENDIX)
    ]
    assert [each.position for each in added] == [2, 1]
    assert list(inspection.sections.all()) == [section, *added]
    assert AuditEvent.objects.about(added[1]).get().detail["place"] == "appendix"


def test_a_revision_is_audited_from_what_to_what(
    section: Section, inspector: User, moment: datetime
) -> None:
    before = section.text
    actions.revise_section(
        section, heading=section.heading, text="New", seen_version=1, by=inspector, at=moment
    )
    assert (section.text, section.version) == ("New", 2)
    assert AuditEvent.objects.about(section).get().detail == {"text": [before, "New"]}


def test_second_editor_is_refused(section: Section, inspector: User, moment: datetime) -> None:
    with pytest.raises(RuleBroken, match="has changed since"):
        actions.revise_section(
            section, heading="Late", text="", seen_version=3, by=inspector, at=moment
        )


def test_a_section_needs_a_heading(section: Section, inspector: User, moment: datetime) -> None:
    with pytest.raises(RuleBroken, match="cannot be blank"):
        actions.revise_section(
            section, heading="", text="x", seen_version=1, by=inspector, at=moment
        )


def test_sections_change_places(
    section: Section, inspection: Inspection, inspector: User, moment: datetime
) -> None:
    second = SectionFactory(inspection=inspection, position=2)
    actions.move_section(second, direction=Direction.UP, seen_version=1, by=inspector, at=moment)
    assert list(inspection.sections.all()) == [second, section]


def test_a_section_stays_among_its_kind(
    section: Section, inspection: Inspection, inspector: User, moment: datetime
) -> None:
    SectionFactory(inspection=inspection, place=APPENDIX, position=2)
    with pytest.raises(RuleBroken, match="can’t go further down"):
        actions.move_section(
            section, direction=Direction.DOWN, seen_version=1, by=inspector, at=moment
        )


def test_the_text_of_a_deleted_section_stays_in_the_trail(
    section: Section, inspector: User, moment: datetime
) -> None:
    actions.delete_section(section, seen_version=1, by=inspector, at=moment)
    assert not Section.objects.exists()
    detail = AuditEvent.objects.get(verb="section.deleted").detail
    assert detail == {"text": section.text, "inspection": str(section.inspection.uuid)}


def test_a_force_lead_may_not(section: Section, force_lead: User, moment: datetime) -> None:
    with pytest.raises(PermissionDenied):
        actions.delete_section(section, seen_version=1, by=force_lead, at=moment)


def test_not_once_it_is_published(section: Section, inspector: User, moment: datetime) -> None:
    put_in_print(section.inspection)
    with pytest.raises(RuleBroken, match="Open a correction"):
        actions.delete_section(section, seen_version=1, by=inspector, at=moment)


def test_the_region_gets_its_introduction(
    inspection: Inspection, inspector: User, moment: datetime
) -> None:
    actions.introduce_region(inspection, text="South.", seen_version=1, by=inspector, at=moment)
    assert (inspection.regional_introduction, inspection.version) == ("South.", 2)
    assert AuditEvent.objects.about(inspection).get().detail == {
        "regional_introduction": ["", "South."]
    }


def test_a_body_gets_its_introduction(
    chapter: InspectedBody, inspector: User, moment: datetime
) -> None:
    actions.introduce_body(
        chapter, text="It has two cities.", seen_version=1, by=inspector, at=moment
    )
    assert (chapter.introduction, chapter.version) == ("It has two cities.", 2)


def test_an_area_introduction_is_written_and_taken_away(
    chapter: InspectedBody, inspector: User, moment: datetime
) -> None:
    area = QuestionAreaFactory()
    who = {"by": inspector, "at": moment}
    actions.introduce_area(chapter, question_area=area, text="Here.", seen_version=1, **who)
    assert [each.text for each in chapter.area_introductions.all()] == ["Here."]
    actions.introduce_area(chapter, question_area=area, text="", seen_version=2, **who)
    assert not chapter.area_introductions.exists()
    texts = [event.detail["text"] for event in AuditEvent.objects.about(chapter)]
    assert texts == [["Here.", ""], ["", "Here."]]


def test_second_editor_of_a_chapter_is_refused(
    chapter: InspectedBody, inspector: User, moment: datetime
) -> None:
    actions.introduce_body(chapter, text="First", seen_version=1, by=inspector, at=moment)
    with pytest.raises(RuleBroken, match="has changed since"):
        actions.introduce_area(
            chapter,
            question_area=QuestionAreaFactory(),
            text="Second",
            seen_version=1,
            by=inspector,
            at=moment,
        )
