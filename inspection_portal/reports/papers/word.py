"""The committee paper as a Word document, to be pasted into an agenda."""

from django.utils.formats import date_format
from docx import Document
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Cm, RGBColor
from docx.table import Table, _Cell, _Row

from inspection_portal.reports.papers.document import MARKING, Group, Item, Paper
from inspection_portal.reports.rendering.word_parts import (
    add_page_number,
    describe,
    mark_row,
    packed,
    set_fonts,
    set_heading,
)

# Headings of the columns, and how wide they are in centimetres: together the 26.7 between margins.
COLUMNS = (
    ("Reference", 3.6),
    ("What is asked", 7.2),
    ("Due", 3.2),
    ("Inspectorate", 2.7),
    ("Force", 2.7),
    ("Rating", 2.8),
    ("Latest comment", 4.5),
)
RATING = 5
# As the printed paper has them.
COLOURS = {
    "red": "A3171E",
    "amber": "E08A00",
    "green": "2F6F4F",
    "blue": "1B5E9B",
    "grey": "9AA5B0",
    "black": "0B0C0C",
}


def paper_docx(paper: Paper) -> bytes:
    """The paper as a DOCX file on A4 across; equal papers give equal bytes."""
    word = Document()
    _set_page(word, paper)
    word.add_heading(paper.title, level=0)
    word.add_paragraph(
        f"{paper.body}. As at {_day(paper)}. Colours by the rule set “{paper.rules}”; every figure "
        "is counted from the register."
    )
    if paper.is_demonstration:
        word.add_paragraph("Demonstration data: bodies are real, the rest is made up.")
    _add_figures(word, paper)
    for group in paper.groups:
        _add_group(word, group)
    if not paper.groups:
        word.add_paragraph(f"The register asks nothing of {paper.body}.")
    return packed(word)


def _day(paper: Paper) -> str:
    return date_format(paper.as_at, "j F Y")


def _set_page(word: WordDocument, paper: Paper) -> None:
    section = word.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Cm(29.7), Cm(21)
    section.left_margin = section.right_margin = Cm(1.5)
    for part in (section.header, section.footer):
        part.paragraphs[0].add_run(MARKING).bold = True
        part.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.CENTER
    add_page_number(section.footer.add_paragraph(f"As at {_day(paper)}. Page "))
    set_fonts(word, {"Normal": 10, "Title": 20, "Heading 1": 13})
    describe(word, title=paper.title, dated=paper.as_at)


def _add_figures(word: WordDocument, paper: Paper) -> None:
    table = word.add_table(rows=2, cols=len(paper.figures), style="Table Grid")
    for place, figure in enumerate(paper.figures):
        table.cell(0, place).text = figure.label
        table.cell(1, place).text = str(figure.value)
    set_heading(table.rows[0])


def _add_group(word: WordDocument, group: Group) -> None:
    word.add_heading(group.report, level=1)
    word.add_paragraph(f"Published {group.published}")
    table = word.add_table(rows=1, cols=len(COLUMNS), style="Table Grid")
    table.autofit = False
    for place, (heading, _) in enumerate(COLUMNS):
        table.cell(0, place).text = heading
    set_heading(table.rows[0])
    for item in group.items:
        _add_item(table.add_row(), item)
    _set_widths(table)


def _add_item(row: _Row, item: Item) -> None:
    due = f"{item.due}\n{item.moved}" if item.moved else item.due
    texts = (item.asked, due, item.status, item.position, "", item.comment)
    for cell, text in zip(row.cells[1:], texts, strict=True):
        cell.text = text
    first = row.cells[0].paragraphs[0]
    first.add_run(item.reference).bold = True
    first.add_run(f"\n{item.kind}")
    _set_rating(row.cells[RATING], item)
    mark_row(row, "w:cantSplit")


def _set_rating(cell: _Cell, item: Item) -> None:
    """The words of the rating, after a patch of its colour where it has one."""
    line = cell.paragraphs[0]
    if item.colour in COLOURS:
        line.add_run("■ ").font.color.rgb = RGBColor.from_string(COLOURS[item.colour])
    line.add_run(item.words)


def _set_widths(table: Table) -> None:
    for column, (_, width) in zip(table.columns, COLUMNS, strict=True):
        column.width = Cm(width)
    for row in table.rows:
        for cell, (_, width) in zip(row.cells, COLUMNS, strict=True):
            cell.width = Cm(width)
