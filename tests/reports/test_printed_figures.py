"""Key figures that the report prints, each with what leads to its frozen list."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from lxml.html import fromstring

from findings.models import Finding, Inspection
from inspection_portal.core.errors import RuleBroken
from inspection_portal.core.models import User, system_user
from inspection_portal.reports import actions, backloading, document, rendering, snapshot
from inspection_portal.reports.reading import ReadingError, read
from tests.factories import KeyFigureFactory
from tests.reports.sample import SAMPLE
from tests.reports.test_pdf import outline, pages, structure

HASH = "0123456789abcdef" * 4
FIGURE = document.KeyFigure(
    name="Major lead disruptions",
    value="2 disruptions",
    as_at=date(2024, 6, 1),
    source="Snapshot: Appendix 2, version 1",
    counted="Disruption type is Lead disruption.",
    part="major",
    sha256=HASH,
)


def with_figures(*figures: document.KeyFigure) -> document.Report:
    first, *others = SAMPLE.bodies
    return replace(SAMPLE, bodies=(replace(first, figures=figures), *others))


def test_documents_without_any_keep_their_hash() -> None:
    content = document.to_builtins(SAMPLE)
    assert all("figures" not in body for body in content["bodies"])
    told = with_figures(FIGURE)
    assert document.from_builtins(document.to_builtins(told)) == told
    assert rendering.content_hash(told) != rendering.content_hash(SAMPLE)


def test_the_page_prints_them_under_a_heading_that_the_contents_lead_to() -> None:
    report = with_figures(FIGURE, replace(FIGURE, counted=""))
    page = fromstring(rendering.html(report))
    section = page.get_element_by_id("body-1-figures")
    assert section.findtext("h3") == "Figures"
    [entry] = page.xpath("//nav//a[@href='#body-1-figures']")
    assert entry.text == "Figures"
    assert section.text_content().count("Counted: ") == 1
    assert "body-1-figures" not in rendering.html(SAMPLE)


def test_the_pdf_prints_and_tags_them() -> None:
    content = rendering.pdf(with_figures(FIGURE))
    text = " ".join("\n".join(pages(content)).split())
    for words in ("Major lead disruptions", "2 disruptions", "1 June 2024", FIGURE.counted):
        assert words in text
    assert HASH in text.replace(" ", "")
    assert "Figures" in [label for level, label, _ in outline(content) if level == 1]
    without = structure(rendering.pdf(SAMPLE))
    assert structure(content).count("/Table") == without.count("/Table") + 1


def test_a_day_that_was_tampered_with_is_refused() -> None:
    page = rendering.html(with_figures(FIGURE))
    for day in ("", "soon"):
        with pytest.raises(ReadingError, match="data-as-at"):
            read(page.replace('data-as-at="2024-06-01"', f'data-as-at="{day}"'))


class TestRows:
    def test_those_that_are_printed_are_taken_along_and_no_others(self, draft: Inspection) -> None:
        chapter = draft.inspected_bodies.get()
        KeyFigureFactory(chapter=chapter)
        row = KeyFigureFactory(chapter=chapter, printed=True, snapshot_figure="major")
        [body] = snapshot.draft(draft).bodies
        [figure] = body.figures
        assert (figure.name, figure.value) == (row.figure.name, "11 orders")
        assert (figure.part, figure.sha256, figure.as_at) == ("major", "1" * 64, row.as_at)

    def test_however_many_in_as_many_queries(self, draft: Inspection) -> None:
        def asked() -> int:
            with CaptureQueriesContext(connection) as queries:
                snapshot.draft(draft)
            return len(queries)

        chapter = draft.inspected_bodies.get()
        KeyFigureFactory(chapter=chapter, printed=True)
        asked()
        before = asked()
        KeyFigureFactory.create_batch(3, chapter=chapter, printed=True)
        assert asked() == before

    def test_a_concern_that_goes_out_alone_has_none(
        self, draft: Inspection, concern: Finding, moment: datetime
    ) -> None:
        KeyFigureFactory(chapter=draft.inspected_bodies.get(), printed=True)
        report = snapshot.accelerated(concern, publish_at=moment, issue=1)
        assert [body.figures for body in report.bodies] == [()]

    def test_a_correction_says_that_they_changed(
        self, draft: Inspection, inspector: User, moment: datetime
    ) -> None:
        chapter = draft.inspected_bodies.get()
        row = KeyFigureFactory(chapter=chapter, printed=True)
        said: dict[str, Any] = {"by": system_user(), "at": moment}
        actions.publish(draft, publish_at=moment, seen_version=draft.version, **said)
        assert snapshot.changed_since_publication(draft) == []
        draft.corrections.create(reason="Wrong.", opened_by=inspector, opened_at=moment)
        row.delete()
        assert snapshot.changed_since_publication(draft) == [f"{chapter.body.name}: figures"]

    def test_a_page_with_figures_is_not_loaded_without_their_lists(
        self, db: None, moment: datetime
    ) -> None:
        reading = read(rendering.html(with_figures(FIGURE)))
        with pytest.raises(RuleBroken, match="Take them out of the file"):
            backloading.load(
                reading,
                filename="report.html",
                published_on=date(2024, 8, 30),
                by=system_user(),
                at=moment,
            )
        assert not Inspection.objects.exists()
