"""What a person says of a line stands over what reading makes of it, and nothing is lost."""

import pytest

from inspection_portal.reports.document import Finding, FindingKind, Outcome, Report
from inspection_portal.reports.reading import Correction, LineKind, ReadingError, lines_of, read
from tests.reports.texts import chapter, report

TEXT = report(
    chapter(
        "Dorset Police",
        "The force reads late",
        "It reads on Mondays.",
        "Where it reads",
        "In an office. The lines below are told to be something else.",
        "By 1 March 2030, the force should read daily.",
    )
)
PLAIN = dict(enumerate(line.text for line in lines_of(TEXT)))


def told(**kinds: str) -> list[Correction]:
    """Corrections by the first words of their lines, with _ for a space."""
    found = []
    for start, kind in kinds.items():
        words = start.replace("_", " ")
        place = next(place for place, text in PLAIN.items() if text.startswith(words))
        found.append(Correction(place, PLAIN[place], LineKind(kind)))
    return found


def findings(text: str = TEXT, **kinds: str) -> tuple[Finding, ...]:
    read_report: Report = read(text, corrections=told(**kinds)).report
    return read_report.bodies[0].areas[0].findings


@pytest.mark.parametrize("kind", [k for k in FindingKind if k != "cause_of_concern"])
def test_a_heading_is_of_the_kind_that_is_told(kind: FindingKind) -> None:
    first, _ = findings(The_force_reads=kind)
    assert (first.kind, first.text) == (kind, "It reads on Mondays.")


def test_a_concern_takes_its_recommendation() -> None:
    _, second = findings(Where_it="cause_of_concern", By_1="recommendation")
    assert second.kind is FindingKind.CAUSE_OF_CONCERN
    (recommendation,) = second.recommendations
    assert (recommendation.text, str(recommendation.due_on)) == (
        "By 1 March 2030, the force should read daily.",
        "2030-03-01",
    )


def test_a_heading_is_text_or_a_sub_heading() -> None:
    (only,) = findings(Where_it="text")
    assert only.text.startswith("It reads on Mondays.\n\nWhere it reads\n\nIn an office.")
    (only,) = findings(Where_it="sub_heading")
    assert "\n\n### Where it reads\n\n" in only.text


def test_a_line_is_a_bullet_or_ignored() -> None:
    first, _ = findings(It_reads="bullet")
    assert first.text == "- It reads on Mondays."
    _, second = findings(By_1="ignored")
    assert "1 March" not in second.text


def test_a_body_and_an_area_are_told() -> None:
    text = TEXT.replace("Dorset Police is adequate at", "It was seen at").replace(
        "Understanding SOC and setting priorities to tackle it", "How well it knows"
    )
    lines = [line.text for line in lines_of(text)]
    corrections = [
        Correction(lines.index("Dorset Police"), "Dorset Police", LineKind.BODY),
        Correction(lines.index("How well it knows"), "How well it knows", LineKind.UNDERSTANDING),
    ]
    (body,) = read(text, corrections=corrections).report.bodies
    assert (body.name, body.grade, body.outcome) == ("Dorset Police", None, Outcome.NOT_GRADED)
    assert [each.heading for each in body.areas[0].findings] == [
        "The force reads late",
        "Where it reads",
    ]


def test_a_correction_of_html_keeps_the_text_beside_it() -> None:
    page = "".join(f"<p>{line}</p>" for line in TEXT.split("\n"))
    (only,) = (
        read(f"<!doctype html>{page}", corrections=told(Where_it="text"))
        .report.bodies[0]
        .areas[0]
        .findings
    )
    assert only.text.count("Where it reads") == 1
    assert "In an office." in only.text


def test_a_correction_of_a_line_that_says_something_else_is_told() -> None:
    with pytest.raises(ReadingError, match="fits no line any more"):
        read(TEXT, corrections=[Correction(3, "Other words", LineKind.TEXT)])


def test_a_recommendation_without_a_concern_is_told() -> None:
    with pytest.raises(ReadingError, match="under a cause of concern only"):
        read(TEXT, corrections=told(By_1="recommendation"))


def test_the_title_is_the_line_that_is_told() -> None:
    text = f"A note on the inspection of the eastern response\n{TEXT}"
    assert read(text).report.region == "Eastern"
    title = lines_of(text)[1].text
    told_so = read(text, corrections=[Correction(1, title, LineKind.TITLE)]).report
    assert (told_so.title, told_so.region) == (title, "North Coast")


DOUBTS = report(
    chapter(
        "Dorset Police",
        "Areas for improvement",
        "The force should read daily",
        "It reads on Mondays.",
        "The force should call back",
        "It calls on Tuesdays.",
        "Cause of concern",
        "Warnings lie unread",
        "Nobody reads at weekends.",
        "Recommendations",
        "By spring 2030, the force should read daily.",
        "We will visit the force again.",
        "Promising practice",
        "Readers start early",
        "They begin at six.",
        "Where they sit",
    )
)


def test_every_doubt_stands_at_its_own_line_and_goes_when_that_is_told() -> None:
    lines = lines_of(DOUBTS)
    texts = {line.number: (place, line.text) for place, line in enumerate(lines)}
    doubtful = [texts[each.line] for each in read(DOUBTS).reviews]
    assert [text for _, text in doubtful] == [
        "The force should call back",
        "By spring 2030, the force should read daily.",
        "We will visit the force again.",
        "Where they sit",
    ]
    kinds = (
        LineKind.AREA_FOR_IMPROVEMENT,
        LineKind.RECOMMENDATION,
        LineKind.TEXT,
        LineKind.TEXT,
    )
    for told in range(5):
        pairs = zip(doubtful[:told], kinds, strict=False)
        corrections = [Correction(*line, kind) for line, kind in pairs]
        reading = read(DOUBTS, corrections=corrections)
        assert [texts[each.line] for each in reading.reviews] == doubtful[told:]
        assert reading.report == read(DOUBTS).report
