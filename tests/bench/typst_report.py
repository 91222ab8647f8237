"""The report of a layout set by Typst: its HTML, element by element, as a Typst source.

All the text, links, boxes, tables and lists, the contents with page numbers, running headings and
numbered pages: what Typst does for it is what WeasyPrint does for the layout, and nothing less.
"""

from collections.abc import Iterator
from pathlib import Path

from fontTools.ttLib import TTFont
from lxml import etree, html

from inspection_portal.reports.rendering.weasy import FONTS, STATIC

# Where a link is followed by the page that it leads to.
PAGED = ("report-contents", "report-index", "report-deadlines__number")
CHAPTERS = {"report-contents", "report-chapter"}
AROUND = {
    "strong": "#strong[{}];",
    "em": "#emph[{}];",
    "span": "{}",
}
BEFORE = """\
#set document(title: {title})
#set text(lang: "en", region: "gb", size: 10.5pt, font: "Atkinson Hyperlegible Next")
#set par(leading: 0.7em)
#let newest(level) = context {{
  let before = query(heading.where(level: level).before(here()))
  if before.len() > 0 {{ before.last().body }}
}}
#let page-of(name) = context counter(page).at(label(name)).first()
#set page(
  paper: "a4", margin: (top: 27mm, bottom: 25mm, left: 30mm, right: 25mm),
  header: [#newest(2) #h(1fr) #newest(3)],
  footer: [{region}: inspection report #h(1fr)
    Page #context counter(page).display("1 of 1", both: true)],
)
#show heading.where(level: 1): set text(30pt)
#show heading.where(level: 2): set text(25pt)
#show heading.where(level: 3): set text(16pt)
#show heading.where(level: 4): set text(12pt)
#let box-of(body) = block(
  width: 100%, inset: 4mm, fill: rgb("#fdf7ee"),
  stroke: (left: 1.5mm + rgb("#8a4f00"), rest: 0.5pt), body)
#let grades(..each) = grid(
  columns: each.pos().len() * (1fr,), gutter: 1mm,
  ..each.pos().map(body => rect(width: 100%, body)))
"""


def source(whole: str, *, title: str, region: str) -> str:
    """A Typst source with all that the HTML of the report has."""
    [article] = html.fromstring(whole).xpath("//article[@data-report]")
    return BEFORE.format(title=_string(title), region=region) + _set(article)


def fonts(folder: Path) -> None:
    """The report's own fonts, unpacked for Typst."""
    for name in (each for each in FONTS if "latin-ext" not in each):
        font = TTFont(STATIC / name)
        font.flavor = None
        font.save(folder / f"{Path(name).stem}.ttf")


def _set(element: html.HtmlElement) -> str:
    inner = "".join(_inner(element))
    anchor = f"#metadata(none) #label({_string(element.get('id'))})\n" if element.get("id") else ""
    classes = element.get("class", "").split()
    match element.tag:
        case "h1" | "h2" | "h3" | "h4" | "h5" | "h6":
            return f"\n#heading(level: {element.tag[1]})[{inner}]\n{anchor}\n"
        case "a":
            return _link(element, inner)
        case tag if tag in AROUND:
            return AROUND[tag].format(inner)
        case "ul" | "ol":
            return f"{anchor}\n#{_list(element.tag, classes)}{_items(element)})\n"
        case "table":
            return f"{anchor}\n{_table(element)}\n"
        case "svg":
            return _drawing(element)
        case "section" if "report-box" in classes:
            return f"\n{anchor}#box-of[{inner}]\n"
        case _:
            begins = {*classes} & CHAPTERS and "report-chapter--follows" not in classes
            apart = "#pagebreak(weak: true)\n" if begins else ""
            return f"\n\n{apart}{anchor}{inner}\n\n"


def _inner(element: html.HtmlElement) -> Iterator[str]:
    yield _words(element.text)
    for child in element:
        if isinstance(child.tag, str):
            yield _set(child)
        yield _words(child.tail)


def _link(element: html.HtmlElement, inner: str) -> str:
    target = element.get("href")
    if not target.startswith("#"):
        return f"#link({_string(target)})[{inner}];"
    linked = f"#link(label({_string(target[1:])}))[{inner}];"
    around = {name for each in element.iterancestors() for name in each.get("class", "").split()}
    if not around & set(PAGED):
        return linked
    filled = " #h(1fr) " if "report-contents" in around else ", page "
    return f"{linked}{filled}#page-of({_string(target[1:])});"


def _list(tag: str, classes: list[str]) -> str:
    """The call that sets a list, up to its items; the report's own lists have no numbers."""
    if "report-judgment__scale" in classes:
        return "grades("
    if classes and "report-notes" not in classes:
        return "list(marker: none, "
    return {"ul": "list(", "ol": "enum("}[tag]


def _items(element: html.HtmlElement) -> str:
    return "".join(f"[{_set(each)}], " for each in element.iterchildren("li"))


def _table(element: html.HtmlElement) -> str:
    heads = "".join(map(_cell, element.xpath("thead//th")))
    cells = "".join(map(_cell, element.xpath("tbody//th | tbody//td")))
    columns = len(element.xpath("thead//th"))
    return f"#table(columns: {columns}, table.header({heads}), {cells})"


def _cell(element: html.HtmlElement) -> str:
    span = element.get("colspan", "1")
    return f"table.cell(colspan: {span})[{''.join(_inner(element))}], "


def _drawing(element: html.HtmlElement) -> str:
    """The chart as it is. The parser of HTML made one name of it small, and knows no namespaces."""
    element.set("xmlns", "http://www.w3.org/2000/svg")
    drawn = etree.tostring(element, encoding="unicode", with_tail=False)
    drawn = drawn.replace(" viewbox=", " viewBox=")
    alt = element.findtext("title")
    return f'\n#image(bytes({_string(drawn)}), format: "svg", width: 83mm, alt: {_string(alt)})\n'


def _words(text: str | None) -> str:
    if not text:
        return ""
    gap = " "
    joined = gap.join(text.split())
    before = gap if text[0].isspace() else ""
    after = gap if text[-1].isspace() and joined else ""
    return f"{before}#{_string(joined)};{after}" if joined else gap


def _string(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
