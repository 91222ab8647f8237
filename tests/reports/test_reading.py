"""A published report read: every heading in its place, every line of it somewhere, doubts told."""

import json
import re
import textwrap
from datetime import date

import pytest

from inspection_portal.core.text import fold
from inspection_portal.reports.document import (
    BodyKind,
    DueKind,
    FindingKind,
    Report,
    Section,
    Status,
    to_builtins,
)
from inspection_portal.reports.reading import read
from inspection_portal.reports.reading.outline import as_json, outline
from tests.reports.texts import DATA, RESOURCES, SHARED, UNDERSTANDING, chapter, report, text_of

KIND = FindingKind
FORCE = "Sandshire Constabulary"
CONCERN = ("Cause of concern", "The force should answer its telephone", "Nobody does.")

with_shared = pytest.mark.skipif(not SHARED.exists(), reason="the shared reports are not beside")


@with_shared
def test_south_east_report_reads_as_expected():
    reading = read((SHARED / "south-east-2024.txt").read_bytes())
    expected = json.loads((SHARED / "south-east-2024.expected.json").read_text(encoding="utf-8"))
    assert json.loads(as_json(reading)) == expected


@pytest.mark.parametrize("name", ["north-coast", "london"])
def test_other_reports_read_as_expected(name):
    assert outline(read(text_of(f"{name}.txt"))) == json.loads(text_of(f"{name}.expected.json"))


DISGUISES = {
    "Windows line ends": lambda text: text.replace("\n", "\r\n"),
    "old Mac line ends": lambda text: text.replace("\n", "\r"),
    "byte order mark": lambda text: "\ufeff" + text,
    "UTF-16": lambda text: text.encode("utf-16"),
    "straight quotes": lambda text: text.replace("’", "'").replace("“", '"').replace("”", '"'),
    "non-breaking spaces": lambda text: text.replace(" ", "\u00a0").replace("-\u00a0", "- "),
    "non-breaking hyphens": lambda text: re.sub(r"(?<=\w)-(?=\w)", "\u2011", text),
    "round bullets": lambda text: text.replace("\n- ", "\n• "),
    "blank lines": lambda text: text.replace("\n", "\n \n\n"),
    "spaces round lines": lambda text: text.replace("\n", "\t\n  "),
    "upper-case labels": lambda text: text.replace("\nArea for impr", "\nAREA FOR IMPR"),
    "labels with colons": lambda text: re.sub(r"\n(Area for improv.*)\n", r"\n\1:\n", text),
}


@pytest.mark.parametrize("disguise", DISGUISES.values(), ids=DISGUISES.keys())
@pytest.mark.parametrize("name", ["north-coast.txt", "london.txt"])
def test_typography_makes_no_difference_to_what_is_read(name, disguise):
    text = text_of(name)
    disguised = outline(read(disguise(text)))
    assert fold(json.dumps(disguised, ensure_ascii=False)).replace("'", '"') == fold(
        json.dumps(outline(read(text)), ensure_ascii=False)
    ).replace("'", '"')


# What the form of a document says without words, and the furniture of a page.
UNSAID = re.compile(
    r"contents|introduction|print this document|back to publication|regional findings"
    r"|published on .*"
    r"|areas? for improvement|(?:accelerated )?causes? of concern|recommendations?|inadequate"
    r"|(?:promising|innovative) practice|.* at tackling (?:soc|serious and organised crime)"
    r"|north coast regional organised crime unit \(ncrocu\)"
    r"|resources and skills|(?:understanding|tackling) (?:soc|serious and organised crime) and .*"
)


@pytest.mark.parametrize("name", ["north-coast.txt", "london.txt", "south-east-2024.txt"])
def test_every_line_is_somewhere_in_the_document(name):
    path = DATA / name if (DATA / name).exists() else SHARED / name
    if not path.exists():
        pytest.skip("the shared reports are not beside")
    text = path.read_text(encoding="utf-8")
    document = fold(" ".join(strings_of(to_builtins(read(text).report)))).replace("\\", "")
    lines = (fold(line).removeprefix("- ").rstrip(". ") for line in text.split("\n"))
    assert [line for line in lines if line not in document and not UNSAID.fullmatch(line)] == []


def strings_of(value):
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        value = list(value.values())
    inner = value if isinstance(value, list | tuple) else []
    return [text for each in inner for text in strings_of(each)]


def test_parts_of_the_report_stand_where_they_are_printed():
    read_report = read(text_of("north-coast.txt")).report
    unit, sandshire, _ = read_report.bodies
    assert [section.heading for section in read_report.introduction] == [
        *("Introduction", "What a box means", "Areas for improvement", "Causes of concern"),
    ]
    assert read_report.regional_introduction.startswith("Two forces and one unit")
    assert unit.kind is BodyKind.ROCU
    assert unit.areas[1].findings[0].lead == "The unit should:"
    assert len(unit.areas[1].findings[0].parts) == 2
    assert unit.areas[1].findings[0].text == "Both boats spent the winter ashore."
    assert "\n\n### How we inspected the islands\n\n" in sandshire.introduction
    assert sandshire.areas[0].introduction == "The constabulary had no analyst when we visited."
    assert [section.heading for section in read_report.appendices] == [
        "Appendix 1: Where the region lies"
    ]
    assert read_report.status is Status.PUBLISHED


def test_finding_that_begins_with_two_forces_is_about_both():
    marram = read(text_of("north-coast.txt")).report.bodies[-1]
    assert marram.areas[0].findings[0].also_about == ("Sandshire Constabulary",)


def test_text_stands_verbatim_however_much_it_looks_like_markdown():
    typed = "See * and _ and [1](x) <b>; 2 * 3 = 6."
    text = report(chapter(FORCE, "The force counts", typed, "1. It adds.", "# It subtracts."))
    (finding,) = read(text).report.bodies[0].areas[0].findings
    assert finding.text == (
        "See \\* and \\_ and \\[1\\](x) <b>; 2 \\* 3 = 6.\n\n1\\. It adds.\n\n\\# It subtracts."
    )


def kinds_under(*lines: str) -> list[tuple[FindingKind, bool]]:
    """The kinds of the findings that the lines hold, and whether each needs review."""
    reading = read(report(chapter(FORCE, *lines)))
    doubtful = {review.position for review in reading.reviews}
    findings = reading.report.bodies[0].areas[0].findings
    return [(finding.kind, place in doubtful) for place, finding in enumerate(findings)]


@pytest.mark.parametrize(
    ("label", "kind"),
    [
        ("Area for improvement", KIND.AREA_FOR_IMPROVEMENT),
        ("Area for improvement 2", KIND.AREA_FOR_IMPROVEMENT),
        ("PROMISING PRACTICE", KIND.PROMISING_PRACTICE),
        ("Innovative practice:", KIND.INNOVATIVE_PRACTICE),
    ],
)
def test_box_with_a_singular_label_holds_one_finding(label, kind):
    lines = (label, "The force should do better", "It could.", "It should do more", "It did.")
    assert kinds_under(*lines) == [(kind, False), (KIND.NARRATIVE, False)]


def test_plural_box_ends_at_the_first_heading_that_asks_for_nothing():
    lines = [
        *("Areas for improvement", "The force should plan", "It has no plan."),
        *("The force needs to train", "It has no trainer."),
        *("The force is learning", "It reads."),
        *("The force should go on learning", "It stopped."),
    ]
    assert kinds_under(*lines) == [
        (KIND.AREA_FOR_IMPROVEMENT, False),
        (KIND.AREA_FOR_IMPROVEMENT, True),
        (KIND.NARRATIVE, True),
        (KIND.NARRATIVE, False),
    ]


def test_label_and_heading_may_share_a_line():
    lines = ("Area for improvement: The force should plan", "It has no plan.")
    assert kinds_under(*lines) == [(KIND.AREA_FOR_IMPROVEMENT, False)]


def test_heading_right_above_bullets_is_to_be_confirmed():
    lines = ("The force has aims", "- fewer guns", "- fewer knives", "The force plans", "It does.")
    assert kinds_under(*lines) == [(KIND.NARRATIVE, True), (KIND.NARRATIVE, False)]


def test_line_that_breaks_off_is_no_heading():
    lines = ("The force plans", "We heard that", "- guns", "- knives", "Fewer than in 2019.3")
    assert kinds_under(*lines) == [(KIND.NARRATIVE, False)]


def test_heading_with_nothing_under_it_is_to_be_confirmed():
    lines = ("The force listens", "The force answers", "It rang back.")
    assert kinds_under(*lines) == [(KIND.NARRATIVE, True), (KIND.NARRATIVE, False)]


def test_last_line_without_a_full_stop_is_text_and_is_to_be_confirmed():
    assert kinds_under("The force listens", "It has ears") == [(KIND.NARRATIVE, True)]


def test_line_that_a_colon_opens_is_no_heading():
    lines = ("The force has three aims", "These are:", "Fewer guns", "It counts them.")
    assert kinds_under(*lines) == [(KIND.NARRATIVE, False)]


PUBLISHED = date(2024, 8, 31)
FORMS = [
    ("Immediately, the force should act.", DueKind.IMMEDIATE, PUBLISHED),
    ("With immediate effect, the force should act.", DueKind.IMMEDIATE, PUBLISHED),
    ("By 1 March 2025, the force should act.", DueKind.DATE, date(2025, 3, 1)),
    ("The force should act not later than 1 March 2025.", DueKind.DATE, date(2025, 3, 1)),
    ("By September 2025, the force should act.", DueKind.MONTH, date(2025, 9, 30)),
    ("Within six months, the force should act.", DueKind.RELATIVE, date(2025, 2, 28)),
    ("Within 6 months of publication, the force should act.", DueKind.RELATIVE, date(2025, 2, 28)),
    ("When national guidance is revised, the force should act.", DueKind.EVENT, None),
    ("The force should act.", DueKind.NONE, None),
]


@pytest.mark.parametrize(("wording", "kind", "due_on"), FORMS)
def test_recommendation_is_dated_by_its_wording(wording, kind, due_on):
    text = report(chapter(FORCE, *CONCERN, "Recommendation", wording))
    reading = read(text, published_on=PUBLISHED)
    (recommendation,) = reading.report.bodies[0].areas[0].findings[0].recommendations
    assert (recommendation.text, recommendation.due_kind) == (wording, kind)
    assert recommendation.due_on == due_on
    assert reading.reviews == ()


@pytest.mark.parametrize(("wording", "kind", "due_on"), FORMS)
def test_deadline_counted_from_publication_has_no_day_while_that_is_unknown(wording, kind, due_on):
    text = report(chapter(FORCE, *CONCERN, "Recommendation", wording))
    (recommendation,) = read(text).report.bodies[0].areas[0].findings[0].recommendations
    counted = kind in (DueKind.IMMEDIATE, DueKind.RELATIVE)
    assert recommendation.due_on == (None if counted else due_on)


@pytest.mark.parametrize(
    ("lines", "texts"),
    [
        (
            ("By 1 May 2025, the force should:", "- call; and", "- write.", "This must last."),
            ["By 1 May 2025, the force should:\n- call; and\n- write.\nThis must last."],
        ),
        (
            ("- By 1 May 2025, the force should call.", "- By May 2026, it should write."),
            ["By 1 May 2025, the force should call.", "By May 2026, it should write."],
        ),
        (
            ("By 1 May 2025, the force should call", "By 1 June 2025, the force should write"),
            ["By 1 May 2025, the force should call", "By 1 June 2025, the force should write"],
        ),
        (
            ("Immediately:", "The force should call.", "The force should write."),
            ["Immediately:\nThe force should call.", "Immediately:\nThe force should write."],
        ),
        (
            ("The force should call.", "It should call daily.", "The force should write."),
            ["The force should call.\nIt should call daily.", "The force should write."],
        ),
        (
            ("By 1 May 2025, the force should call.", "The force should also write."),
            ["By 1 May 2025, the force should call.", "The force should also write."],
        ),
    ],
)
def test_recommendations_are_told_apart(lines, texts):
    text = report(chapter(FORCE, *CONCERN, "Recommendations", *lines, "The force is calm", "Now."))
    concern, narrative = read(text).report.bodies[0].areas[0].findings
    assert [recommendation.text for recommendation in concern.recommendations] == texts
    assert narrative.heading == "The force is calm"


def test_numbered_labels_part_recommendations():
    lines = ("Recommendation 1", "The force should call.", "Recommendation 2", "It should write.")
    (concern,) = read(report(chapter(FORCE, *CONCERN, *lines))).report.bodies[0].areas[0].findings
    assert [r.text for r in concern.recommendations] == [
        "The force should call.",
        "It should write.",
    ]


@pytest.mark.parametrize(
    "wording",
    [
        "By spring 2025, the force should act.",
        "The force should make sure that victims are called within 28 days.",
        "By 1 March 2020, the force should have acted.",
        "Immediately begin, and be done no later than September 2025.",
        "By 1 March 2025, the force should act.\nWe will visit the force again.",
        "By 1 March 2025, the force should act.\nIts accountant should check this.",
    ],
)
def test_doubtful_recommendation_is_to_be_confirmed(wording):
    text = report(chapter(FORCE, *CONCERN, "Recommendation", wording))
    (review,) = read(text, published_on=PUBLISHED).reviews
    assert (review.body, review.area, review.position) == (FORCE, UNDERSTANDING, 0)


def test_review_gives_the_line_of_the_heading():
    reading = read(text_of("north-coast.txt"))
    lines = text_of("north-coast.txt").split("\n")
    headed = [lines[review.line - 1] for review in reading.reviews]
    assert headed[0] == "The region needs to keep its records of ferries"
    assert all(" should " in heading or "needs to" in heading for heading in headed[::2])


def test_unit_comes_before_forces_wherever_it_stands():
    unit = chapter("Tarian", "Tarian plans", "It does.", grade="is good")
    force = chapter("Gwent Police", "The force plans", "It does.")
    read_report = read(report(force, unit)).report
    assert [(body.name, body.kind.value) for body in read_report.bodies] == [
        ("Tarian", "rocu"),
        ("Gwent Police", "force"),
    ]


def test_unit_may_be_judged_as_the_unit():
    unit = chapter("Sandshire Regional Organised Crime Unit", "It plans", "It does.")
    unit[1] = "The unit requires improvement at tackling serious and organised crime."
    assert read(report(unit)).report.bodies[0].grade == "requires_improvement"


@pytest.mark.parametrize(
    ("title", "region"),
    [
        ("An inspection of the London regional response to serious and organised crime", "London"),
        ("An inspection of the north‑west regional response to SOC", "North West"),
        ("Inspection of the Yorkshire & the Humber region’s response", "Yorkshire and the Humber"),
        ("An inspection of the southern Wales regional response", "Southern Wales"),
    ],
)
def test_region_is_named_by_the_title(title, region):
    lines = report(chapter(FORCE, "It plans", "It does.")).split("\n")[1:]
    assert read("\n".join([title, *lines])).report.region == region


def test_region_is_named_by_the_text_where_the_title_does_not():
    text = report(
        chapter(FORCE, "It plans", "It does."), regional=("The east-coast region is cold.",)
    )
    assert read(text.replace(text.split("\n")[0], "Crime by the sea")).report.region == "East Coast"


def test_title_may_stand_below_the_way_to_the_page():
    text = "Invented Inspectorate\nHome > Reports\n" + text_of("london.txt")
    assert read(text).report == read(text_of("london.txt")).report


@pytest.mark.parametrize("width", [60, 72, 80])
def test_wrapped_text_is_read_as_its_paragraphs(width):
    text = text_of("london.txt")
    wrapped = "\n\n".join(
        textwrap.fill(line, width, break_on_hyphens=False) for line in text.split("\n")
    )
    assert read(wrapped).report == read(text).report


def test_contents_may_name_a_foreword_that_stands_above_them():
    title, rest = report(chapter(FORCE, "It plans", "It does.")).split("\n", 1)
    contents = f"Contents\nForeword 1\nRegional findings 2\n{FORCE} 3"
    read_report = read(f"{title}\nForeword\nWe looked.\n{contents}\n{rest}").report
    assert read_report.introduction == (Section("Foreword", "We looked."),)


@pytest.mark.parametrize(
    "lines",
    [
        "Published on 30 August 2024",
        "Publication date: 30th August 2024",
        "Published on:\n30 August 2024",
        "Friday 30 August 2024",
    ],
)
def test_day_of_publication_may_stand_in_the_text(lines):
    title, rest = report(chapter(FORCE, "It plans", "It does.")).split("\n", 1)
    read_report = read(f"{title}\n{lines}\nAbout us\nWe inspect.\n{rest}").report
    assert read_report.published_on == date(2024, 8, 30)
    assert read_report.introduction == (Section("About us", "We inspect."),)


def test_same_bytes_have_the_same_hash_and_others_another():
    text = text_of("london.txt")
    assert read(text).source_sha256 == read(text.encode()).source_sha256
    assert read(text).source_sha256 != read(text + "\n").source_sha256


def test_json_is_one_object_that_any_terminal_can_print():
    printed = as_json(read(text_of("london.txt")))
    assert printed.isascii()
    assert json.loads(printed)["rocu"] is None


def test_question_areas_that_are_missing_are_empty():
    text = report([FORCE, f"{FORCE} is good at tackling serious and organised crime.", RESOURCES])
    (body,) = read(text).report.bodies
    assert [area.name for area in body.areas][1] == RESOURCES
    assert len(body.areas) == 3


def test_report_is_a_document_like_any_other():
    assert isinstance(read(text_of("london.txt")).report, Report)
