"""HTML as the tree that is printed: what is read, what is left out, what is refused."""

import re
from xml.etree import ElementTree as ET

import pytest

from inspection_portal.reports.rendering.failures import RenderingFailed
from inspection_portal.reports.rendering.tree import SVG, tree


def told(html: str) -> str:
    body = tree(html).find("body")
    assert body is not None
    return ET.tostring(body, encoding="unicode")


def test_space_between_elements_that_stand_apart_is_left_out() -> None:
    html = "<section>\n <p>One</p>\n\t<ul>\n<li>Two</li>\n</ul>\n</section>\n"
    assert told(html) == "<body><section><p>One</p><ul><li>Two</li></ul></section></body>"


@pytest.mark.parametrize(
    "kept",
    [
        "<p>A <strong>b</strong> <em>c</em> d</p>",
        "<p><a href='#x'>1</a> <a href='#y'>2</a></p>".replace("'", '"'),
        "<p>no-break\N{NO-BREAK SPACE}<span>\N{NO-BREAK SPACE}</span></p>",
    ],
)
def test_space_between_words_is_kept(kept: str) -> None:
    assert told(f"<div>{kept}</div>") == f"<body><div>{kept}</div></body>"


def test_what_only_says_what_a_text_is_takes_no_box() -> None:
    assert told("<div data-text><p>x</p></div><p>y</p>") == "<body><p>x</p><p>y</p></body>"
    styled = '<div class="report-prose" data-text=""><p>x</p></div>'
    assert told(styled) == f"<body>{styled}</body>"


def test_a_drawing_has_its_namespace_and_its_view_box() -> None:
    drawing = tree('<p>x</p><svg viewBox="0 0 8 4"><text x="1">y</text></svg>').find(
        f".//{{{SVG}}}svg"
    )
    assert drawing is not None
    assert drawing.get("viewBox") == "0 0 8 4"
    assert drawing.findtext(f"{{{SVG}}}text") == "y"


@pytest.mark.parametrize("unprintable", ["\x0b", "\x01", "\x00", "&#1;", "&#12;", "&#xfffe;"])
def test_what_no_file_can_hold_does_no_harm(unprintable: str) -> None:
    read = told(f"<p>before{unprintable}after</p>")
    assert re.fullmatch(r"<body><p>before.?after</p></body>", read)


def test_nesting_beyond_reading_is_refused_in_words() -> None:
    with pytest.raises(RenderingFailed, match="nested too deeply"):
        tree("<div>" * 3000)
