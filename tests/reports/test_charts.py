"""The charts of a report: each drawn from the document, with a table that says the same."""

from dataclasses import replace

import pytest
from lxml import html as parser

from forces.tiles import PLACES, place_of
from inspection_portal.core.charts import Point, heat, stacked
from inspection_portal.reports import rendering
from inspection_portal.reports.document import encoded, from_builtins, to_builtins
from inspection_portal.reports.reading import read
from inspection_portal.reports.rendering.charts import charts_of
from inspection_portal.reports.rendering.glossary import words_in
from tests.reports.sample import BARE, DISRUPTIONS, GOLDEN, HAMPSHIRE, SAMPLE, SEROCU
from tests.reports.test_figures_paper import figures_in
from tests.reports.test_pdf import outline, pages


def test_a_report_shows_what_it_has_numbers_for() -> None:
    assert [chart.kind for chart in charts_of(GOLDEN)] == [
        *("map", "heat", "disruptions", "plans", "register")
    ]
    assert [chart.kind for chart in charts_of(SAMPLE)] == ["map", "heat"]
    assert charts_of(BARE) == ()


def test_every_chart_says_in_words_what_it_shows() -> None:
    told = figures_in(rendering.pdf(GOLDEN))

    assert told == [chart.chart.title for chart in charts_of(GOLDEN)]
    assert f"In this report: HAM, {HAMPSHIRE}." in told[0]
    assert told[1].endswith(f"most of {HAMPSHIRE}, 4.")
    assert "as at 3 June 2024: Major 15, Moderate 60, Minor 235." in told[2]


def test_every_number_of_a_chart_stands_in_its_table() -> None:
    page = parser.document_fromstring(rendering.html(GOLDEN))
    for chart in charts_of(GOLDEN):
        figure = page.get_element_by_id(chart.anchor)
        rows = [
            [" ".join(cell.text_content().split()) for cell in row]
            for row in figure.iterdescendants("tr")
        ]
        assert rows == [[*chart.head], *([row.name, *row.cells] for row in chart.rows)]
        drawn = {text.text for text in figure.iter("{*}text")}
        assert drawn


def test_a_cell_of_words_says_which_column_it_is_of_where_columns_have_no_room() -> None:
    page = parser.document_fromstring(rendering.html(GOLDEN))
    for chart in charts_of(GOLDEN):
        if chart.counts:
            continue
        figure = page.get_element_by_id(chart.anchor)
        for row in figure.findall("table/tbody/tr"):
            assert [cell.get("data-label") for cell in row.findall("td")] == [*chart.head[1:]]


def test_figures_are_listed_with_their_pages() -> None:
    content = rendering.pdf(GOLDEN)
    listed = pages(content)[1]
    found = {label: page for _, label, page in outline(content)}

    for chart in charts_of(GOLDEN):
        page = found[f"Figure {chart.number} {chart.caption}"]
        assert f"{page} Figure {chart.number}: {chart.caption}" in listed


def test_recommendations_are_listed_with_their_pages() -> None:
    listed = pages(rendering.pdf(GOLDEN))[1]

    assert "Recommendation 2: By 1 March 2025 " in listed


def test_shortfalls_are_counted_by_body_and_question() -> None:
    chart = next(chart for chart in charts_of(SAMPLE) if chart.kind == "heat")

    assert [(row.name, row.cells) for row in chart.rows][:2] == [
        (SEROCU, ("1 area for improvement", "None", "1 promising practice")),
        (
            HAMPSHIRE,
            ("1 cause of concern, 1 area for improvement", "None", "2 areas for improvement"),
        ),
    ]


def test_bodies_asked_different_questions_are_not_compared() -> None:
    odd = replace(SAMPLE.bodies[0], areas=SAMPLE.bodies[0].areas[:2])

    assert "heat" not in [c.kind for c in charts_of(replace(SAMPLE, bodies=(odd, *SAMPLE.bodies)))]


def test_counts_are_read_back_and_change_nothing_where_there_are_none() -> None:
    assert read(rendering.html(GOLDEN)).report == GOLDEN
    assert from_builtins(to_builtins(GOLDEN)) == GOLDEN
    assert b'"counts"' not in encoded(SAMPLE)


def test_filters_and_days_stand_in_the_data_notes() -> None:
    page = parser.document_fromstring(rendering.html(GOLDEN))
    notes = " ".join(page.get_element_by_id("method").text_content().split())

    assert f"As at 3 June 2024. {DISRUPTIONS.counted} Source: {DISRUPTIONS.source}" in notes
    assert "Used for: Figure 3" in notes


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Hampshire Constabulary", "HAM"),
        (HAMPSHIRE, "HAM"),
        ("Devon & Cornwall Police", "DEC"),
        ("City of London Police", "COL"),
        ("Metropolitan Police Service", "MET"),
    ],
)
def test_forces_are_on_the_map_under_any_of_their_names(name: str, letters: str) -> None:
    place = place_of(name)

    assert place
    assert place.letters == letters


def test_no_two_forces_share_a_tile_or_its_letters() -> None:
    assert len(PLACES) == 44
    assert len({(place.column, place.row) for place in PLACES.values()}) == 44
    assert len({place.letters for place in PLACES.values()}) == 44
    assert place_of("Regional Organised Crime Unit for the West Midlands Region") is None


def test_words_are_explained_where_the_report_says_them() -> None:
    terms = {word.term for word in words_in(SAMPLE)}

    assert {"4P plan", "Cause of concern", "Serious and organised crime (SOC)"} <= terms
    assert "County lines" not in terms
    assert words_in(replace(BARE, title="A line of counties")) == ()


def test_cells_are_the_darker_the_larger_their_number() -> None:
    drawn = heat("", [["a"], ["b"], ["c"]], [Point(("x",), (0, 1, 3))])

    assert [box.ink for box in drawn.boxes] == ["#ffffff", "#dbe8f4", "#12304f"]


def test_bars_of_nothing_are_drawn_as_nothing() -> None:
    drawn = stacked("", ["a", "b"], [Point(("x",), (0, 0)), Point(("y",), (2, 0))])

    assert len([box for box in drawn.boxes if box.height == 18]) == 1
