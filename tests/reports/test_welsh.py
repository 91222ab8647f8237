"""The Welsh edition: its catalogue is whole, no word of the frame is left in English, what the
report says stays as it was written and is marked so, and the same document is read back from it.
"""

import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import docx
import pikepdf
import pypdfium2
import pytest
from django.conf import settings
from django.utils.translation import get_language, trans_real
from docx.oxml.ns import qn
from hypothesis import given
from lxml import html as parser

from forces.tiles import PLACES
from inspection_portal.reports import rendering
from inspection_portal.reports.document import (
    AREA_NAMES,
    FIVE_GRADES,
    EarlierGrade,
    FindingKind,
    KeyFigure,
    Outcome,
    Report,
)
from inspection_portal.reports.reading import read
from inspection_portal.reports.rendering import markup
from inspection_portal.reports.rendering.language import ENGLISH, WELSH, speaking
from inspection_portal.reports.rendering.layout import DRAFT_MARKING, judgment_words
from inspection_portal.reports.rendering.wording import (
    JUDGMENTS,
    OFFICIAL,
    boxed_in_words,
    time_of_day,
)
from tests.reports import catalogue
from tests.reports.five import ACCELERATED
from tests.reports.sample import BARE, DISRUPTIONS, DRAFT, GOLDEN, PLANS, REGISTER, SAMPLE, finding
from tests.reports.strategies import reports
from tests.reports.test_round_trip import UNHURRIED

FIGURE = KeyFigure(
    name="Major disruptions",
    value="15",
    as_at=date(2024, 6, 3),
    source="The disruptions of the year",
    sha256="a" * 64,
    counted="Those that were confirmed",
)
EARLIER = EarlierGrade("Good", "An inspection of the South East, first round", date(2021, 9, 1))
OF_NO_GRADE = (
    {"outcome": Outcome.NOT_GRADED},
    {"outcome": Outcome.PREVIOUS_STANDS},
    {"outcome": Outcome.PREVIOUS_STANDS, "standing": EARLIER},
)
# Everything that a report can have, so that every string of the frame is told once.
WHOLE = replace(
    SAMPLE,
    issue=2,
    bodies=(
        replace(SAMPLE.bodies[0], figures=(FIGURE,)),
        SAMPLE.bodies[1],
        *(
            replace(body, grade=None, **more)  # type: ignore[arg-type]
            for body, more in zip(SAMPLE.bodies[2:], OF_NO_GRADE, strict=True)
        ),
    ),
    counts=(DISRUPTIONS, PLANS, REGISTER),
)
REPORTS = {
    "whole": WHOLE, "draft": DRAFT, "bare": BARE, "golden": GOLDEN, "accelerated": ACCELERATED,
}  # fmt: skip
every_report = pytest.mark.parametrize("report_", REPORTS.values(), ids=REPORTS)
PLACEHOLDER = re.compile(r"%\(\w+\)s")
STATIC = settings.BASE_DIR / "static" / "reports"


class TestCatalogue:
    def test_has_every_text_that_is_marked_and_no_other(self) -> None:
        kept = {entry.texts for entry in catalogue.entries()[1:]}
        assert kept == catalogue.marked()

    def test_has_welsh_for_each_in_every_plural(self) -> None:
        for entry in catalogue.entries()[1:]:
            forms = range(6) if entry.msgid_plural else range(1)
            assert [*entry.told] == [*forms], entry.msgid
            assert all(entry.told.values()), entry.msgid
            assert "fuzzy" not in entry.flags, entry.msgid

    def test_keeps_every_placeholder(self) -> None:
        for entry in catalogue.entries()[1:]:
            wanted = sorted(PLACEHOLDER.findall(entry.msgid))
            for told in entry.told.values():
                assert sorted(PLACEHOLDER.findall(told)) == wanted, entry.msgid

    def test_keeps_colons_full_stops_and_tags(self) -> None:
        for entry in catalogue.entries()[1:]:
            for told in entry.told.values():
                assert told[-1:] in (".", ":", ",") or entry.msgid[-1:] not in ".:,", entry.msgid
                assert re.findall(r"<[^>]+>", told) == re.findall(r"<[^>]+>", entry.msgid)

    def test_was_compiled_as_it_is(self) -> None:
        """Else `msgfmt --check -o django.mo django.po` was forgotten."""
        compiled = catalogue.compiled()
        for entry in catalogue.entries():
            if entry.msgid_plural:
                told = {number: compiled._catalog[entry.msgid, number] for number in range(6)}  # type: ignore[attr-defined]
                assert told == entry.told
            else:
                assert compiled.gettext(entry.msgid) == entry.told[0]
        texts = {key[0] if isinstance(key, tuple) else key for key in compiled._catalog}  # type: ignore[attr-defined]
        assert texts == {entry.msgid for entry in catalogue.entries()}

    def test_says_what_is_official_of_grades_and_questions(self) -> None:
        labels = {grade.label for grade in FIVE_GRADES}
        assert labels | {*AREA_NAMES} == OFFICIAL
        assert {*JUDGMENTS} == labels


def marks(text: str) -> str:
    return f"⟦{text}⟧"


class Bracketing:
    """A catalogue that marks every text it is asked for, so that what never asked is seen."""

    def gettext(self, text: str) -> str:
        return marks(text) if text else text

    def ngettext(self, one: str, many: str, number: int) -> str:
        return marks(one if number == 1 else many)

    def to_language(self) -> str:
        return WELSH


@pytest.fixture
def bracketing(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setitem(trans_real._translations, WELSH, Bracketing())  # type: ignore[attr-defined]
    # Else words of the real catalogue would be found, and these be left behind.
    markup.part.cache_clear()
    with speaking(WELSH):
        yield
    markup.part.cache_clear()


def of_the_frame(element: Any, *, is_quoted: bool = False) -> Iterator[str]:
    """All that a page says in the language of its frame, to eyes and to ears, in its order."""
    if lang := element.get("lang"):
        is_quoted = lang != WELSH
    if not is_quoted:
        yield joined(element.get(name) for name in ("aria-label", "alt", "placeholder"))
        yield joined([element.get("data-label") if element.tag == "td" else ""])
        # A drawing is told by its title alone, and what stands in it comes from its table.
        yield "" if element.tag == "text" else element.text or ""
    for child in element:
        if isinstance(child.tag, str) and child.tag not in ("style", "script"):
            yield from of_the_frame(child, is_quoted=is_quoted)
        yield "" if is_quoted else child.tail or ""


def joined(attributes: Iterable[str | None]) -> str:
    return " ".join(filter(None, attributes))


def never_marked(text: str) -> str:
    """What a text says outside all brackets, apart from hashes, numbers and letters of a map."""
    while (less := re.sub(r"⟦[^⟦⟧]*⟧", "", text)) != text:
        text = less
    text = re.sub(r"\b[0-9a-f]{64}\b", "", text)
    letters = "|".join(place.letters for place in PLACES.values())
    return " ".join(re.sub(rf"\b(?:{letters})\b|[\W\d_]+", " ", text).split())


@pytest.mark.usefixtures("bracketing")
class TestNoWordOfTheFrameIsLeftOut:
    @every_report
    def test_of_the_report(self, report_: Report) -> None:
        page = parser.document_fromstring(rendering.html(report_))
        assert never_marked("".join(of_the_frame(page.find("body")))) == ""

    @every_report
    def test_of_the_summary_of_a_body(self, report_: Report) -> None:
        for number in range(len(report_.bodies)):
            told = rendering.summary(report_, f"body-{number + 1}", address="https://a.example/")
            assert told
            root: Any = parser.fragment_fromstring(rendering.summary_fragment(told))
            for link in root.iter("a"):
                link.text = ""  # its own address
            assert never_marked("".join(of_the_frame(root))) == ""

    @every_report
    def test_of_the_word_document(self, report_: Report) -> None:
        word = docx.Document(io.BytesIO(rendering.docx(report_)))
        parts = (word.element.body, word.sections[0].header._element)
        runs = (run for part in parts for run in part.iter(qn("w:r")))
        said = (run.text for run in runs if not [*run.iter(qn("w:lang"))])
        assert [*filter(None, map(never_marked, said))] == []


def words_of(css: str) -> dict[str, list[str]]:
    """The declarations of `content` that have words, by the last selector or box before them."""
    found: dict[str, list[str]] = {}
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    for box, content in re.findall(r"([@.][^{}@;]*?)\s*\{[^{}@]*?\bcontent: ([^;}]+)", css):
        texts = re.findall(r'"([^"]*)"', content)
        if re.search("[A-Za-z]{2}", " ".join(texts)):
            found[box.strip()] = texts
    return found


class TestStyles:
    """What a style sheet prints has no catalogue: in Welsh, another sheet comes after it."""

    @pytest.mark.parametrize(
        "path",
        [*STATIC.glob("inspection_v2/*.css"), *STATIC.glob("summary_v1/*.css")],
        ids=lambda path: f"{path.parent.name}-{path.stem}",
    )
    def test_all_that_is_printed_is_printed_in_welsh_too(self, path: Path) -> None:
        english = words_of(path.read_text(encoding="utf-8"))
        sheet = path.parent / WELSH / path.name
        welsh = words_of(sheet.read_text(encoding="utf-8")) if sheet.exists() else {}
        assert {*welsh} == {*english}
        for box, words in english.items():
            assert len(welsh[box]) == len(words)
            assert not {w for w in words if re.search("[a-z]{2}", w.lower())} & {*welsh[box]}

    def test_markings_are_those_of_the_catalogue(self) -> None:
        told = catalogue.compiled().gettext
        draft = words_of((STATIC / "inspection_v2/cy/draft.css").read_text(encoding="utf-8"))
        shown = words_of((STATIC / "inspection_v2/cy/demonstration.css").read_text("utf-8"))
        assert [*draft.values()] == [[told(DRAFT_MARKING)]] * 2
        assert [*shown.values()] == [[told("Demonstration data")]]


class TestEdition:
    @UNHURRIED
    @given(reports)
    def test_the_same_document_is_read_back(self, report: Report) -> None:
        with speaking(WELSH):
            page = rendering.html(report)
        assert read(page).report == report

    def test_has_the_content_hash_of_the_issue_and_another_identifier(self) -> None:
        with speaking(WELSH):
            page = rendering.html(WHOLE)
            identifier = markup.identifier(WHOLE)
        assert rendering.content_hash(WHOLE) in page
        assert identifier != markup.identifier(WHOLE) == rendering.content_hash(WHOLE)

    def test_says_in_which_language_what_is(self) -> None:
        with speaking(WELSH):
            page = parser.document_fromstring(rendering.html(WHOLE))
        assert page.get("lang") == WELSH
        prose = page.xpath("//*[@data-text or @data-introduction or @data-lead]")
        assert {each.get("lang") for each in prose} == {ENGLISH}
        assert "lang=" not in rendering.fragment(WHOLE)

    def test_chooses_the_form_of_a_number(self) -> None:
        kind = FindingKind.AREA_FOR_IMPROVEMENT
        with speaking(WELSH):
            told = [boxed_in_words([finding(kind, "A", "")] * number) for number in (0, 1, 2, 3)]
        assert told == ["Dim", "1 maes i’w wella", "2 faes i’w wella", "3 maes i’w wella"]

    def test_says_days_times_and_grades_as_welsh_does(self) -> None:
        with speaking(WELSH):
            assert time_of_day(datetime(2024, 8, 30, 13, 5, tzinfo=UTC)) == (
                "30 Awst 2024 am 2:05 yh"
            )
            assert judgment_words("Heddlu Gwent", "Requires improvement") == (
                "Mae angen i Heddlu Gwent wella wrth fynd i’r afael â throseddau difrifol a "
                "chyfundrefnol."
            )
        assert time_of_day(datetime(2024, 1, 30, 9, 30, tzinfo=UTC)) == "30 January 2024 at 9:30am"

    def test_orders_the_glossary_by_the_welsh_alphabet(self) -> None:
        terms = "Cynllun 4P, Chwilio, Disruption: county lines, tasking, tier, local profile. "
        report = replace(
            BARE, title=f"{terms} Clear, Hold, Build; 4P plan; lead responsible officer"
        )
        with speaking(WELSH):
            told = re.findall(r"<dt>([^<–]+) –", rendering.html(report))
        assert told == [
            *("Clirio, Dal, Adeiladu", "Cynllun 4P", "Haen", "Llinellau cyffuriau"),
            *("Pennu tasgau", "Proffil lleol", "Swyddog cyfrifol arweiniol (LRO)", "Tarfiad"),
        ]

    def test_a_pdf_is_welsh_in_its_running_lines_and_marked_as_such(self) -> None:
        with speaking(WELSH):
            content = rendering.pdf(DRAFT)
        pages = [page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(content)]
        assert all(page.count("DRAFFT – SWYDDOGOL-SENSITIF") >= 2 for page in pages)
        assert all(f"Tudalen {n} o {len(pages)}" in page for n, page in enumerate(pages[1:], 2))
        assert not [page for page in pages if re.search(r"\bPage \d|OFFICIAL-SENSITIVE\b", page)]
        assert "Tudalen" not in pages[0]
        with pikepdf.open(io.BytesIO(content)) as pdf:
            assert str(pdf.Root.Lang) == WELSH

    def test_a_word_document_says_its_language_and_that_of_the_text(self) -> None:
        with speaking(WELSH):
            word = docx.Document(io.BytesIO(rendering.docx(WHOLE)))
        assert word.core_properties.language == WELSH
        assert {e.get(qn("w:val")) for e in word.styles.element.iter(qn("w:lang"))} == {WELSH}
        assert {e.get(qn("w:val")) for e in word.element.body.iter(qn("w:lang"))} == {ENGLISH}

    def test_nobody_speaks_it_who_did_not_ask(self) -> None:
        with speaking(WELSH):
            assert get_language() == WELSH
        assert rendering.html(WHOLE) != ""
        assert get_language() == "en-gb"
