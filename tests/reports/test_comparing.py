"""Two documents of a report compared: parts by what they are, then word by word."""

import time
from dataclasses import replace

from inspection_portal.core.differences import Fate
from inspection_portal.reports.comparing import ComparedPart, Comparison, compare
from inspection_portal.reports.document import (
    AREA_NAMES,
    BodyChapter,
    BodyKind,
    CountRow,
    DueKind,
    Finding,
    FindingKind,
    QuestionArea,
    Recommendation,
    Report,
)
from tests.reports.sample import REGISTER, SAMPLE, SEROCU

PLANS = Finding(FindingKind.AREA_FOR_IMPROVEMENT, "The force should review its plans", "Thin.")
MAPS = Finding(FindingKind.NARRATIVE, "Maps hang in every room", "We found five names on each.")
ASKED = Recommendation("By May, the force should score every threat.", DueKind.NONE, None)
CONCERN = Finding(
    FindingKind.CAUSE_OF_CONCERN, "It does not know its threats", "None.", recommendations=(ASKED,)
)


def report(*findings: Finding, elsewhere: tuple[Finding, ...] = ()) -> Report:
    areas = (QuestionArea(AREA_NAMES[0], "", findings), QuestionArea(AREA_NAMES[1], "", elsewhere))
    body = BodyChapter("A force", BodyKind.FORCE, "good", areas)
    return Report("An inspection", "South-east", (body,))


def told(found: Comparison) -> list[tuple[str, str]]:
    return [(part.name, part.words) for part in found.changed]


def only(found: Comparison) -> ComparedPart:
    (part,) = found.changed
    return part


def test_equal_documents_have_no_change() -> None:
    found = compare(SAMPLE, replace(SAMPLE, issue=2))
    assert (found.changed, found.shown) == ((), ())
    assert found.unchanged == len(found.parts) > 20


def test_a_change_is_told_word_by_word() -> None:
    found = compare(report(MAPS), report(replace(MAPS, text="We found six names on each.")))
    part = only(found)
    assert (part.name, part.words, part.place) == (
        MAPS.heading,
        "Changed",
        "A force, " + AREA_NAMES[0],
    )
    (text,) = part.texts
    (passage,) = text.changed
    assert [(words.fate, words.text.strip()) for words in passage] == [
        (Fate.KEPT, "We found"),
        (Fate.REMOVED, "five"),
        (Fate.ADDED, "six"),
        (Fate.KEPT, "names on each."),
    ]


def test_a_chart_is_compared_by_its_numbers_and_by_what_was_counted() -> None:
    row = CountRow(SEROCU, (4, 1, 0))
    recounted = replace(REGISTER, rows=(row, REGISTER.rows[1]), counted="All of them.")
    before, after = (replace(SAMPLE, counts=(each,)) for each in (REGISTER, recounted))
    part = only(compare(before, after))
    assert part.name == "Chart: Progress with what earlier reports asked for"
    assert [text.label for text in part.texts] == ["Numbers", "Counted"]
    (changed,) = part.texts[0].changed
    assert "".join(words.text for words in changed).startswith(f"{SEROCU}: Closed ")


def test_a_finding_with_another_heading_is_the_same_finding() -> None:
    renamed = replace(PLANS, heading="The force should review all of its plans")
    part = only(compare(report(PLANS, MAPS), report(renamed, MAPS)))
    assert (part.words, [text.label for text in part.texts]) == ("Changed", ["Heading"])


def test_a_finding_is_moved_and_its_recommendations_with_it() -> None:
    found = compare(report(PLANS, CONCERN), report(PLANS, elsewhere=(CONCERN,)))
    part = only(found)
    assert (part.words, part.moved_from) == ("Moved", f"A force, {AREA_NAMES[0]}")
    assert part.place == f"A force, {AREA_NAMES[1]}"


def test_a_finding_is_moved_among_its_neighbours_and_changed() -> None:
    changed = replace(MAPS, text="We found six names on each.")
    part = only(compare(report(PLANS, CONCERN, MAPS), report(changed, PLANS, CONCERN)))
    assert (part.name, part.words) == (MAPS.heading, "Changed and moved")
    assert part.moved_from == "another place under the same heading"


def test_what_is_added_and_removed_is_named_where_it_stands_or_stood() -> None:
    found = compare(report(PLANS, CONCERN), report(PLANS, MAPS))
    assert told(found) == [
        ("Cause of concern: It does not know its threats", "Removed"),
        ("Recommendation 1", "Removed"),
        (MAPS.heading, "Added"),
    ]
    assert {
        words.fate
        for part in found.changed[:2]
        for t in part.texts
        for p in t.passages
        for words in p
    } == {Fate.REMOVED}


def test_a_recommendation_is_known_by_its_words_wherever_it_is_asked() -> None:
    sooner = replace(ASKED, text="By March, the force should score every threat.")
    other = replace(CONCERN, recommendations=())
    asking = replace(PLANS, recommendations=(sooner,))
    found = compare(report(CONCERN, PLANS), report(other, asking))
    part = only(found)
    assert (part.name, part.words) == ("Recommendation 1", "Changed and moved")
    assert part.moved_from.endswith("“It does not know its threats”")


def test_a_recommendation_that_falls_due_otherwise_is_changed() -> None:
    at_once = replace(CONCERN, recommendations=(replace(ASKED, due_kind=DueKind.IMMEDIATE),))
    part = only(compare(report(CONCERN), report(at_once)))
    assert [text.label for text in part.texts] == ["Due"]


def test_a_grade_is_told_in_words() -> None:
    before = report(MAPS)
    after = replace(before, bodies=(replace(before.bodies[0], grade="inadequate"),))
    part = only(compare(before, after))
    assert (part.name, [text.label for text in part.texts]) == ("A force", ["Grade"])


def test_only_marks_that_changed_are_told_as_that() -> None:
    part = only(
        compare(report(MAPS), report(replace(MAPS, text="We found **five** names on each.")))
    )
    (text,) = part.texts
    assert (text.only_marks, text.changed) == (True, ())


def test_the_whole_has_every_text_of_every_part() -> None:
    found = compare(SAMPLE, SAMPLE, whole=True)
    assert found.shown == found.parts
    said = "".join(
        words.text
        for part in found.shown
        for text in part.texts
        for passage in text.passages
        for words in passage
    )
    assert SAMPLE.introduction[0].text.split("\n")[0] in said
    assert not any("**" in words for words in said.split())


def test_a_body_that_goes_takes_all_of_its_chapter() -> None:
    found = compare(SAMPLE, replace(SAMPLE, bodies=SAMPLE.bodies[:-1]))
    assert {part.words for part in found.changed} == {"Removed"}
    assert SAMPLE.bodies[-1].name in {part.name for part in found.changed}


def test_a_report_of_thousands_of_parts_is_compared_in_seconds() -> None:
    many = [replace(MAPS, heading=f"Heading {n}", text=f"Word{n} " * 30) for n in range(2000)]
    other = [replace(each, text=f"{each.heading} of another kind") for each in many]
    began = time.process_time()
    found = compare(report(*many), report(*other))
    assert len(found.changed) == 2000
    assert time.process_time() - began < 20
