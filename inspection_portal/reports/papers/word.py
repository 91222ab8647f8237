"""The committee paper as a Word document, to be pasted into an agenda."""

from datetime import UTC, datetime, time
from io import BytesIO

from django.utils.formats import date_format
from docx import Document
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.shared import Cm, Pt
from docx.table import Table, _Row

from inspection_portal.reports.papers.document import MARKING, Group, Paper

# Headings of the columns, and how wide they are in centimetres.
COLUMNS = (
    ("Reference", 3.4),
    ("What is asked", 7.6),
    ("Due", 3.2),
    ("Inspectorate", 2.8),
    ("Force", 2.8),
    ("Rating", 2.6),
    ("Latest comment", 5.0),
)


def paper_docx(paper: Paper) -> bytes:
    """The paper as a DOCX file on A4 across; the file names nobody as its author."""
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
    file = BytesIO()
    word.save(file)
    return file.getvalue()


def _day(paper: Paper) -> str:
    return date_format(paper.as_at, "j F Y")


def _set_page(word: WordDocument, paper: Paper) -> None:
    section = word.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Cm(29.7), Cm(21)
    section.left_margin = section.right_margin = Cm(1.5)
    for part in (section.header, section.footer):
        part.paragraphs[0].text = MARKING
    word.styles["Normal"].font.name = "Arial"
    word.styles["Normal"].font.size = Pt(10)
    properties = word.core_properties
    properties.title, properties.author, properties.comments = paper.title, "", ""
    made = datetime.combine(paper.as_at, time.min, tzinfo=UTC)
    properties.created = properties.modified = made
    properties.language = "en-GB"


def _add_figures(word: WordDocument, paper: Paper) -> None:
    table = word.add_table(rows=2, cols=len(paper.figures), style="Table Grid")
    for place, figure in enumerate(paper.figures):
        table.cell(0, place).text = figure.label
        table.cell(1, place).text = str(figure.value)
    _repeat_heading(table.rows[0])


def _add_group(word: WordDocument, group: Group) -> None:
    word.add_heading(group.report, level=1)
    word.add_paragraph(f"Published {group.published}")
    table = word.add_table(rows=1, cols=len(COLUMNS), style="Table Grid")
    table.autofit = False
    for place, (heading, _) in enumerate(COLUMNS):
        table.cell(0, place).text = heading
    _repeat_heading(table.rows[0])
    for item in group.items:
        cells = table.add_row().cells
        due = f"{item.due}\n{item.moved}" if item.moved else item.due
        texts = (f"{item.reference}\n{item.kind}", item.asked, due, item.status, item.position)
        for cell, text in zip(cells, (*texts, item.words, item.comment), strict=True):
            cell.text = text
    _set_widths(table)


def _set_widths(table: Table) -> None:
    for row in table.rows:
        for cell, (_, width) in zip(row.cells, COLUMNS, strict=True):
            cell.width = Cm(width)


def _repeat_heading(row: _Row) -> None:
    """Print the row again on each page, which also tells assistive technology what it is."""
    properties, repeated = row._tr.get_or_add_trPr(), OxmlElement("w:tblHeader")
    repeated.set(qn("w:val"), "true")
    properties.append(repeated)
