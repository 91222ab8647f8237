"""HTML as the tree that WeasyPrint lays out, read by a parser that is not written in Python."""

from xml.etree import ElementTree as ET

from lxml import etree
from lxml.html import HtmlElement

from inspection_portal.reports.prose.blocks import without_unprintable
from inspection_portal.reports.prose.leaves import UnreadableMarkup, parse
from inspection_portal.reports.rendering.failures import RenderingFailed

# Space before and after them is never printed.
APART = (
    "article", "body", "dd", "div", "dl", "dt", "figure", "footer", "h1", "h2", "h3", "h4", "h5",
    "h6", "head", "header", "html", "li", "link", "meta", "nav", "ol", "p", "section", "svg",
    "table", "tbody", "td", "th", "thead", "title", "tr", "ul",
)  # fmt: skip
# It has no look of its own: it tells who reads the HTML what the text within is.
SAYS_WHAT_IT_HOLDS = "//div[not(@class)][@data-text or @data-introduction]"
SVG = "http://www.w3.org/2000/svg"


def tree(html: str) -> ET.Element:
    """The root element. Raises `RenderingFailed` where elements are nested beyond reading."""
    try:
        root = parse(html)
    except UnreadableMarkup as error:
        raise RenderingFailed(f"It could not be printed: {error}.") from error
    for element in root.iter(*APART):
        _leave_out_space(element)
    for division in root.xpath(SAYS_WHAT_IT_HOLDS):
        division.drop_tag()
    for drawing in root.iter("svg"):
        # HTML knows of no namespaces and of small letters alone.
        drawing.set("xmlns", SVG)
        if "viewbox" in drawing.attrib:
            drawing.set("viewBox", drawing.attrib.pop("viewbox"))
    written = without_unprintable(etree.tostring(root, encoding="unicode"))
    return ET.fromstring(written)  # noqa: S314 - what lxml wrote just now


def _leave_out_space(element: HtmlElement) -> None:
    """Around an element that stands apart, which would each be a text to lay out."""
    if _is_space(element.tail):
        element.tail = None
    before, parent = element.getprevious(), element.getparent()
    if before is not None and _is_space(before.tail):
        before.tail = None
    elif before is None and parent is not None and _is_space(parent.text):
        parent.text = None


def _is_space(text: str | None) -> bool:
    return text is not None and not text.strip(" \t\n")
