"""Headings, prose, boxes and tables of a report as they stand in a Word document."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from itertools import count

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_BREAK
from docx.shared import Cm, Pt, RGBColor
from docx.table import _Cell
from docx.text.paragraph import Paragraph
from docx.text.run import Run as WordRun

from inspection_portal.reports.prose.blocks import (
    Block,
    Heading,
    List,
    Run,
    without_unprintable,
)
from inspection_portal.reports.prose.leaves import blocks_in
from inspection_portal.reports.rendering.language import WRITTEN, Quoted
from inspection_portal.reports.rendering.word_parts import (
    add_link,
    add_page_number,
    bookmark,
    caption,
    describe,
    frame,
    mark_field,
    mark_row,
    number_from,
    packed,
    set_fonts,
    set_heading,
    set_language,
    set_out,
)

SIZES = {
    **{"Normal": 11, "Title": 28, "Heading 1": 20, "Heading 2": 15, "Heading 3": 12.5},
    **{"Heading 4": 11.5, "Heading 5": 11, "Caption": 10},
}
# How deep the contents go.
LISTED = 2
PAGE, MARGIN = (Cm(21), Cm(29.7)), Cm(2.5)
WIDTH = PAGE[0] - 2 * MARGIN


@dataclass(frozen=True)
class Link:
    """Text that leads to an anchor of the report."""

    text: str
    anchor: str


@dataclass(frozen=True)
class Box:
    """The colours of a box: behind its text, and at its side."""

    fill: str
    line: str


# Words of the frame and of the report, one after the other.
Words = tuple[str, ...]
Cell = str | Link | Words


class Writer:
    """Writes a document from its beginning to its end."""

    def __init__(self, *, title: str, dated: date, language: str) -> None:
        self.word = Document()
        self.title = without_unprintable(title)
        self._is_quoting = language != WRITTEN
        self._numbers = count(1)
        self._entries: list[tuple[int, Link]] = []
        self._contents: Paragraph | None = None
        self._box: Box | None = None
        self._opens_box = False
        self._is_below_table = False
        set_fonts(self.word, SIZES)
        describe(self.word, title=self.title, dated=dated, language=language)
        self._set_page()

    def say(self, *words: str, style: str | None = None, bold: bool = False) -> Paragraph:
        paragraph = self.word.add_paragraph(style=style)
        if self._is_below_table:
            paragraph.paragraph_format.space_before = Pt(8)
        self._is_below_table = False
        self._write(paragraph, words, bold=bold)
        return self._framed(paragraph)

    def head(self, text: str, level: int, anchor: str = "", *, is_listed: bool = True) -> None:
        """A heading, in the contents where its level is among them; links lead to its anchor."""
        heading = self.word.add_heading("", level)
        self._is_below_table = False
        self._write(heading, (text,))
        if anchor:
            bookmark(heading, next(self._numbers), place(anchor))
            if is_listed and level <= LISTED:
                self._entries.append((level, Link(text, anchor)))
        self._framed(heading)

    def label(self, text: str, box: Box) -> None:
        """What a box is, in words and in its own colour."""
        paragraph = self.say(text, bold=True)
        paragraph.runs[0].font.color.rgb = RGBColor.from_string(box.line)
        paragraph.paragraph_format.keep_with_next = True

    def prose(self, html: str, *, level: int) -> None:
        """Prose as the layout has it, its sub-headings at that level."""
        if html:
            self._blocks(blocks_in(html), level, depth=1)

    def table(
        self,
        about: str,
        head: Sequence[str],
        rows: Sequence[Sequence[Cell]],
        shares: Sequence[int] = (),
    ) -> None:
        """Rows under a heading that is printed again on each page; `about` is its caption, which
        assistive technology says of it as well, and `shares` what each column has of the width,
        else all the same.
        """
        self.say(about, style="Caption").paragraph_format.keep_with_next = True
        table = self.word.add_table(rows=1, cols=len(head), style="Table Grid")
        for cell, text in zip(table.rows[0].cells, head, strict=True):
            self._fill(cell, text)
        set_heading(table.rows[0])
        caption(table, without_unprintable(about))
        for row in rows:
            added = table.add_row()
            mark_row(added, "w:cantSplit")
            for cell, content in zip(added.cells, row, strict=True):
                self._fill(cell, content)
        set_out(table, shares or [1] * len(head), WIDTH)
        self._is_below_table = True

    @contextmanager
    def boxed(self, box: Box | None) -> Iterator[None]:
        """All that is said within stands in one box; None for no box."""
        self._box, self._opens_box = box, True
        yield
        self._box = None

    def put_contents(self) -> None:
        """Here the contents will stand. Word adds the numbers of the pages when it updates them."""
        self._contents = self.say()
        self.say().add_run().add_break(WD_BREAK.PAGE)

    def file(self) -> bytes:
        if self._contents is not None and self._entries:
            self._write_contents(self._contents)
        return packed(self.word)

    def _set_page(self) -> None:
        section = self.word.sections[0]
        section.page_width, section.page_height = PAGE
        section.left_margin = section.right_margin = section.top_margin = MARGIN
        self._write(section.header.paragraphs[0], (Quoted(self.title),))
        add_page_number(section.footer.paragraphs[0])
        for level in range(1, LISTED + 1):
            style = self.word.styles.add_style(f"toc {level}", WD_STYLE_TYPE.PARAGRAPH, True)
            style.base_style = self.word.styles["Normal"]
            style.paragraph_format.left_indent = Cm(0.6 * (level - 1))
            style.paragraph_format.space_after = Pt(3)

    def _write_contents(self, at: Paragraph) -> None:
        lines = [at.insert_paragraph_before(style=f"toc {level}") for level, _ in self._entries]
        for line, (_, entry) in zip(lines, self._entries, strict=True):
            self._link(line, entry)
        self.word.element.body.remove(at._p)  # it only kept their place
        mark_field(lines[0], lines[-1], f'TOC \\o "1-{LISTED}" \\h \\z')

    def _fill(self, cell: _Cell, content: Cell) -> None:
        if isinstance(content, Link):
            self._link(cell.paragraphs[0], content)
        else:
            words = (content,) if isinstance(content, str) else content
            self._write(cell.paragraphs[0], words)

    def _link(self, paragraph: Paragraph, link: Link) -> None:
        text = without_unprintable(link.text)
        self._mark(add_link(paragraph, text, to=f"#{place(link.anchor)}"), link.text)

    def _write(self, paragraph: Paragraph, words: Words, *, bold: bool = False) -> None:
        """A run for each, which is in the language of the frame or in that of the report."""
        for each in filter(None, words if self._is_quoting else ("".join(words),)):
            run = paragraph.add_run(without_unprintable(each))
            if bold:
                run.bold = True
            self._mark(run, each)

    def _mark(self, run: WordRun, words: str) -> None:
        if self._is_quoting and isinstance(words, Quoted):
            set_language(run, WRITTEN)

    def _blocks(self, blocks: Sequence[Block], level: int, *, depth: int) -> None:
        for block in blocks:
            match block:
                case List():
                    self._list(block, level, depth=depth)
                case Heading():
                    self.head("", level)
                    self._runs(self.word.paragraphs[-1], block.runs)
                case _:
                    self._runs(self.say(), block.runs)

    def _list(self, block: List, level: int, *, depth: int) -> None:
        suffix = f" {depth}" if depth > 1 else ""
        style = f"List {'Bullet' if block.start is None else 'Number'}{suffix}"
        firsts = []
        for first, *others in block.items:
            firsts.append(self.say(style=style))
            self._runs(firsts[-1], getattr(first, "runs", ()))
            for other in others:
                if isinstance(other, List):
                    self._list(other, level, depth=depth + 1)
                else:
                    self._runs(self.say(style=f"List Continue{suffix}"), other.runs)
        if block.start is not None:
            number_from(self.word, firsts, block.start)

    def _runs(self, paragraph: Paragraph, runs: Sequence[Run]) -> None:
        for each in runs:
            run = (
                add_link(paragraph, each.text, to=each.href)
                if each.href
                else paragraph.add_run(each.text)
            )
            run.bold, run.italic = each.strong or None, each.em or None
            self._mark(run, Quoted(each.text))

    def _framed(self, paragraph: Paragraph) -> Paragraph:
        if self._box:
            frame(paragraph, fill=self._box.fill, line=self._box.line, is_first=self._opens_box)
            self._opens_box = False
        return paragraph


def place(anchor: str) -> str:
    """An anchor as Word allows the name of a bookmark."""
    return anchor.replace("-", "_")
