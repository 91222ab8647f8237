"""The report as pages, one for each chapter: its one rendering, cut where the chapters begin (ADR
0046).

Whatever the layout, a chapter is a child of the `<article>` of the class `report-chapter` with an
`id`. What stands before the first one, and the colophon, are the front page.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from django.utils.safestring import SafeString, mark_safe
from lxml.html import HtmlElement, HTMLParser, fragment_fromstring, tostring

FRONT = ""
Address = Callable[[str], str]


@dataclass(frozen=True)
class Page:
    """One page of a report. `slug` is the anchor of its chapter, as in the PDF; the front page has
    none. `is_body` says that it is of one ROCU or force.
    """

    slug: str
    address: str
    heading: str
    html: SafeString
    is_body: bool = False


@dataclass(frozen=True)
class Opened:
    """A report opened at one of its pages."""

    pages: tuple[Page, ...]
    page: Page
    before: Page | None
    after: Page | None


def opened(pages: tuple[Page, ...], slug: str) -> Opened | None:
    """The report opened at that page; None where it has no such page."""
    around = zip((None, *pages), pages, (*pages[1:], None), strict=False)
    found = (Opened(pages, page, before, after) for before, page, after in around)
    return next((each for each in found if each.page.slug == slug), None)


@dataclass
class _Cut:
    slug: str
    parts: list[HtmlElement] = field(default_factory=list)

    @property
    def heading(self) -> str:
        return " ".join(next(self.parts[0].iter("h1", "h2")).text_content().split())


def pages(article: str, address: Address) -> tuple[Page, ...]:
    """The pages of a report in their order, the front page first. `article` is what `fragment`
    makes; `address` tells where the page of a chapter is, and that of `FRONT`.
    """
    # A chapter of any length is read whole, as the article is.
    root = fragment_fromstring(article, parser=HTMLParser(encoding="utf-8", huge_tree=True))
    cuts = _cut(root)
    _lead(root, {name: cut.slug for cut in cuts for name in _anchors(cut)}, address)
    return tuple(
        Page(cut.slug, address(cut.slug), cut.heading, _html(cut.parts), _is_body(cut))
        for cut in cuts
    )


def _cut(article: HtmlElement) -> list[_Cut]:
    cuts = [_Cut(FRONT)]
    for part in article:
        classes = part.get("class", "").split()
        if "report-chapter" in classes and part.get("id"):
            cuts.append(_Cut(part.get("id")))
        (cuts[0] if "report-colophon" in classes else cuts[-1]).parts.append(part)
    return cuts


def _anchors(cut: _Cut) -> Iterator[str]:
    return (each.get("id") for part in cut.parts for each in part.iter() if each.get("id"))


def _lead(article: HtmlElement, homes: dict[str, str], address: Address) -> None:
    """Let links within the report lead to the pages that their ends are on."""
    for link in article.iter("a"):
        anchor = link.get("href", "").removeprefix("#")
        if anchor in homes:
            home = homes[anchor]
            link.set("href", address(home) + ("" if anchor == home else f"#{anchor}"))


def _is_body(cut: _Cut) -> bool:
    return "data-body" in cut.parts[0].attrib


def _html(parts: Sequence[HtmlElement]) -> SafeString:
    html = "".join(tostring(part, encoding="unicode", with_tail=False) for part in parts)
    return mark_safe(html)  # noqa: S308 - written by our own templates, which escape
