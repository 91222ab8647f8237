"""What PDF/UA-1 and PDF/A-3a ask of the file, looked up in the demonstration report itself."""

import io
from collections import Counter
from collections.abc import Iterator
from hashlib import sha256
from itertools import pairwise

import msgspec
import pikepdf
import pytest

from inspection_portal.home.demo.published import PUBLISHED_ON, TEXT
from inspection_portal.reports import rendering
from inspection_portal.reports.document import Report, from_builtins
from inspection_portal.reports.reading import read
from inspection_portal.reports.rendering import LAYOUTS

# Operators that leave something on the page.
PAINTING = {"Tj", "TJ", "'", '"', "f", "F", "f*", "S", "s", "B", "B*", "b", "b*", "Do", "sh", "EI"}
LANGUAGE = "en-GB"


@pytest.fixture(scope="module")
def report() -> Report:
    return read(TEXT.read_bytes(), published_on=PUBLISHED_ON).report


@pytest.fixture(scope="module", params=LAYOUTS)
def content(report: Report, request: pytest.FixtureRequest) -> bytes:
    return rendering.pdf(report, request.param)


@pytest.fixture(scope="module")
def file(content: bytes) -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(io.BytesIO(content)) as opened:
        yield opened


def elements(root: pikepdf.Object) -> Iterator[pikepdf.Dictionary]:
    """All structure elements in reading order."""
    for child in root.K:
        if isinstance(child, pikepdf.Dictionary) and "/S" in child:
            yield child
            yield from elements(child)


def of_type(file: pikepdf.Pdf, *types: str) -> list[pikepdf.Dictionary]:
    return [each for each in elements(file.Root.StructTreeRoot) if str(each.S) in types]


def marks(page: pikepdf.Page) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Each painting operator with the marked content that it stands in, outermost first."""
    within: list[str] = []
    for instruction in pikepdf.parse_content_stream(page):
        operator = str(instruction.operator)
        if operator in ("BMC", "BDC"):
            within.append(str(instruction.operands[0]))
        elif operator == "EMC":
            within.pop()
        elif operator in PAINTING:
            yield operator, tuple(within)
    assert within == []


def test_claims_both_standards(file: pikepdf.Pdf, report: Report) -> None:
    metadata = file.open_metadata()

    assert metadata["pdfuaid:part"] == "1"
    assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("3", "A")
    assert metadata["dc:title"] == str(file.docinfo.Title) == report.title
    assert metadata.pdfa_status == "3A"
    assert b"pdfaExtension" in file.Root.Metadata.read_bytes()
    [intent] = file.Root.OutputIntents
    assert str(intent.S) == "/GTS_PDFA1"
    assert intent.DestOutputProfile.N == 3


def test_tells_its_language_title_and_that_it_is_tagged(file: pikepdf.Pdf) -> None:
    assert str(file.Root.Lang) == LANGUAGE
    assert bool(file.Root.MarkInfo.Marked)
    assert bool(file.Root.ViewerPreferences.DisplayDocTitle)
    with file.open_outline() as outline:
        assert len(outline.root) > 5


def test_everything_on_a_page_is_tagged_or_an_artifact(file: pikepdf.Pdf) -> None:
    painted = [(n, *mark) for n, page in enumerate(file.pages, 1) for mark in marks(page)]

    assert len(painted) > 1000
    assert [each for each in painted if not each[2]] == []
    assert [each for each in painted if "/Artifact" in each[2] and len(set(each[2])) > 1] == []


def test_all_tagged_content_is_in_the_tree(file: pikepdf.Pdf) -> None:
    parents = file.Root.StructTreeRoot.ParentTree.Nums
    by_key = {int(parents[n]): parents[n + 1] for n in range(0, len(parents), 2)}
    for page in file.pages:
        marked = [
            int(instruction.operands[1].MCID)
            for instruction in pikepdf.parse_content_stream(page)
            if str(instruction.operator) == "BDC"
        ]
        assert sorted(marked) == list(range(len(by_key[int(page.obj.StructParents)])))


def test_no_heading_skips_a_level(file: pikepdf.Pdf) -> None:
    levels = [int(str(each.S)[2:]) for each in of_type(file, *(f"/H{n}" for n in range(1, 7)))]

    assert levels[0] == 1
    assert levels.count(1) == 1
    following = pairwise(levels)
    assert [(one, next_) for one, next_ in following if next_ > one + 1] == []


def test_pictures_have_words(file: pikepdf.Pdf) -> None:
    assert [each for each in of_type(file, "/Figure") if not str(each.get("/Alt", ""))] == []


def test_table_heads_say_what_they_head(file: pikepdf.Pdf) -> None:
    heads = of_type(file, "/TH")

    assert heads
    assert {str(each.A.Scope) for each in heads} <= {"/Column", "/Row"}
    for table in of_type(file, "/Table"):
        parts = {str(each.S) for each in elements(table)}
        assert {"/TR", "/TH"} <= parts


def test_lists_hold_items_and_items_bodies(file: pikepdf.Pdf) -> None:
    for each in of_type(file, "/L"):
        assert {str(item.S) for item in each.K} <= {"/L", "/LI", "/Caption"}
    for item in of_type(file, "/LI"):
        assert {str(part.S) for part in item.K} <= {"/Lbl", "/LBody"}


def test_links_have_words_and_their_place_in_the_tree(file: pikepdf.Pdf) -> None:
    parents = file.Root.StructTreeRoot.ParentTree.Nums
    by_key = {int(parents[n]): parents[n + 1] for n in range(0, len(parents), 2)}
    links = [link for page in file.pages for link in page.obj.get("/Annots", ())]

    assert len(links) > 100
    assert [link for link in links if not str(link.get("/Contents", ""))] == []
    assert {str(by_key[int(link.StructParent)].S) for link in links} == {"/Link"}
    assert {int(link.F) for link in links} == {4}
    assert {str(page.obj.Tabs) for page in file.pages if "/Annots" in page.obj} == {"/S"}


def test_fonts_are_embedded_and_map_to_letters(file: pikepdf.Pdf) -> None:
    fonts = [font for page in file.pages for font in page.Resources.Font.values()]

    assert fonts
    for font in fonts:
        assert "/ToUnicode" in font
        assert "/FontFile2" in font.DescendantFonts[0].FontDescriptor


def test_carries_the_document_it_was_made_from(file: pikepdf.Pdf, report: Report) -> None:
    [name] = file.attachments
    specification = file.attachments[name].obj
    carried = file.attachments[name].get_file().read_bytes()

    assert name == "report.json"
    assert from_builtins(msgspec.json.decode(carried)) == report
    assert sha256(carried).hexdigest() == rendering.content_hash(report)
    assert str(specification.AFRelationship) == "/Source"
    assert str(specification.EF.F.Subtype) == "/application/json"
    assert str(specification.EF.F.Params.ModDate).startswith("D:20240830")
    assert [each.objgen for each in file.Root.AF] == [specification.objgen]


def test_has_nothing_that_an_archive_may_not_keep(file: pikepdf.Pdf) -> None:
    kinds = Counter(
        str(each.get("/S", each.get("/Type", "")))
        for each in file.objects
        if isinstance(each, pikepdf.Dictionary)
    )
    assert not {"/JavaScript", "/Launch", "/Movie", "/Sound"} & set(kinds)
    assert "/Encrypt" not in file.trailer
    assert len(file.trailer.ID) == 2
