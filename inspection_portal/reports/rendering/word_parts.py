"""What Word documents of the portal are made of, where python-docx has no word for it."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.shared import Pt, RGBColor
from docx.table import Table, _Row
from docx.text.paragraph import Paragraph
from docx.text.run import Run

FONT, INK, SHADE = "Arial", RGBColor(0x12, 0x30, 0x4F), "E4EAF0"
LANGUAGE = "en-GB"
# What stands in the properties of a paragraph after its frame, in the order of the schema.
AFTER_FRAME = ("w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr", "w:sectPr")
# The earliest moment that a ZIP archive can tell: no clock may show in the bytes.
NO_MOMENT = (1980, 1, 1, 0, 0, 0)


def describe(word: WordDocument, *, title: str, dated: date) -> None:
    """The properties of the file, which name nobody as its author, and the language of its text."""
    properties = word.core_properties
    properties.title, properties.author, properties.comments = title, "", ""
    properties.created = properties.modified = datetime.combine(dated, time.min, tzinfo=UTC)
    properties.language = LANGUAGE
    for language in word.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), LANGUAGE)


def set_fonts(word: WordDocument, sizes: Mapping[str, float]) -> None:
    """The sizes of these styles in points, all in the one font; headings in its ink."""
    for name, size in sizes.items():
        style = word.styles[name]
        style.font.size = Pt(size)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        fonts.attrib.clear()  # a font of the theme would go before this one
        for script in ("ascii", "hAnsi", "cs", "eastAsia"):
            fonts.set(qn(f"w:{script}"), FONT)
        if name != "Normal":
            style.font.color.rgb = INK


def add_page_number(line: Paragraph) -> None:
    """The number of the page, which Word computes, at the end of a centred line."""
    line.alignment = WD_ALIGN_PARAGRAPH.CENTER
    line._p.append(element("w:fldSimple", instr="PAGE"))


def set_heading(row: _Row) -> None:
    """Bold on a shade, and printed again on each page, which also tells assistive technology what
    it is.
    """
    for cell in row.cells:
        for run in cell.paragraphs[0].runs:
            run.bold = True
        cell._tc.get_or_add_tcPr().append(_shade(SHADE))
    mark_row(row, "w:tblHeader")


def mark_row(row: _Row, mark: str) -> None:
    row._tr.get_or_add_trPr().append(element(mark, val="true"))


def caption(table: Table, text: str) -> None:
    """What assistive technology says of a table before it is read."""
    for name in ("w:tblCaption", "w:tblDescription"):
        table._tbl.tblPr.append(element(name, val=text))


def frame(paragraph: Paragraph, *, fill: str, line: str, is_first: bool) -> None:
    """A shade behind the paragraph and a bar at its left: neighbours so framed are one box. The
    first one has a line above, which keeps the box from running into that before it.
    """
    properties = paragraph._p.get_or_add_pPr()
    borders = element("w:pBdr")
    if is_first:
        borders.append(element("w:top", val="single", sz="8", space="4", color=line))
    borders.append(element("w:left", val="single", sz="36", space="8", color=line))
    properties.insert_element_before(borders, "w:shd", *AFTER_FRAME)
    properties.insert_element_before(_shade(fill), *AFTER_FRAME)


def bookmark(paragraph: Paragraph, number: int, name: str) -> None:
    """A place that links within the document lead to. No two have the same number."""
    start = element("w:bookmarkStart", id=str(number), name=name)
    paragraph._p.append(start)
    paragraph._p.append(element("w:bookmarkEnd", id=str(number)))


def add_link(paragraph: Paragraph, text: str, *, to: str) -> Run:
    """Text that leads to a web address, or to the bookmark named after "#"."""
    if to.startswith("#"):
        link = element("w:hyperlink", anchor=to[1:], history="1")
    else:
        known = paragraph.part.relate_to(to, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        link = element("w:hyperlink")
        link.set(qn("r:id"), known)
    run = paragraph.add_run(text)
    run.font.color.rgb, run.font.underline = RGBColor(0x12, 0x43, 0x6D), True
    link.append(run._r)
    paragraph._p.append(link)
    return run


def number_from(word: WordDocument, paragraphs: Sequence[Paragraph], start: int) -> None:
    """Count these items of one list from there, apart from all other lists of their style."""
    numbering: Any = word.part.numbering_part.element
    style: Any = paragraphs[0].style
    own = style.element.pPr.numPr.numId.val
    number = numbering.add_num(numbering.num_having_numId(own).abstractNumId.val)
    number.add_lvlOverride(ilvl=0).add_startOverride(start)
    for paragraph in paragraphs:
        properties: Any = paragraph._p.get_or_add_pPr()
        numbered = properties.get_or_add_numPr()
        numbered.get_or_add_ilvl().val = 0
        numbered.get_or_add_numId().val = number.numId


def mark_field(first: Paragraph, last: Paragraph, instruction: str) -> None:
    """Let all between the begin of one paragraph and the end of another be what a field says."""
    begin = [
        element("w:fldChar", fldCharType="begin"),
        element("w:instrText"),
        element("w:fldChar", fldCharType="separate"),
    ]
    begin[1].text = instruction
    for place, each in enumerate(begin):
        run = element("w:r")
        run.append(each)
        first._p.insert(place + (first._p.pPr is not None), run)
    last.add_run()._r.append(element("w:fldChar", fldCharType="end"))


def packed(word: WordDocument) -> bytes:
    """The file; equal documents give equal bytes."""
    as_saved, file = BytesIO(), BytesIO()
    word.save(as_saved)
    with ZipFile(as_saved) as parts, ZipFile(file, "w", ZIP_DEFLATED) as timeless:
        for name in parts.namelist():
            timeless.writestr(ZipInfo(name, NO_MOMENT), parts.read(name), ZIP_DEFLATED)
    return file.getvalue()


def element(tag: str, **attributes: str) -> Any:
    """An element of WordprocessingML, with attributes of the same namespace."""
    made: Any = OxmlElement(tag)
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), value)
    return made


def _shade(fill: str) -> Any:
    return element("w:shd", val="clear", color="auto", fill=fill)
