"""The restricted Markdown: what prints, what does not, and one form for what prints alike."""

import pytest
from hypothesis import example, given, settings

from inspection_portal.reports.prose import canonical, from_html, to_html
from inspection_portal.reports.prose.blocks import Paragraph, Run, text_of, tidy
from inspection_portal.reports.prose.writing import write
from tests.reports.strategies import markdown


@settings(deadline=None)
@given(markdown)
@example("1\\. a\n\n- - b\n\n  c\n- d\n\n3. e")
@example("[a](https://example.org/&lt;)")
@example('a*"b"*c **d**e')
def test_canonical_form_prints_alike_and_is_final(text):
    form = canonical(text)
    assert canonical(form) == form
    assert from_html(to_html(form)) == form


@settings(deadline=None)
@given(markdown)
@example("### not a heading ###")
@example("1. not a number")
@example("- not a bullet")
def test_plain_text_prints_verbatim(text):
    runs = tidy([Run(text)])
    assert to_html(write([Paragraph(runs)] if runs else [])) == (
        f"<p>{escaped(text_of(runs))}</p>" if runs else ""
    )


def escaped(text):
    """The text as HTML holds it, made without any Markdown."""
    pairs = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "\u00a0": "&nbsp;"}
    return "".join(pairs.get(character, character) for character in text)


@pytest.mark.parametrize(
    ("typed", "html"),
    [
        ("One\ntwo\n\nThree", "<p>One\ntwo</p>\n<p>Three</p>"),
        ("**Bold** and *italic*", "<p><strong>Bold</strong> and <em>italic</em></p>"),
        ("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>"),
        ("3. c", '<ol start="3">\n<li>c</li>\n</ol>'),
        ("# Sub-heading", "<h5>Sub-heading</h5>"),
        ("<img src=x onerror=alert(1)>", "<p>&lt;img src=x onerror=alert(1)&gt;</p>"),
        ("![map](https://example.org/map.png)", None),
        ("[here](javascript:alert(1))", "<p>[here](javascript:alert(1))</p>"),
        ("[here](/relative)", "<p>[here](/relative)</p>"),
        ("", ""),
    ],
)
def test_markdown_prints_as_restricted_html(typed, html):
    printed = to_html(typed)
    assert "<img" not in printed
    if html is not None:
        assert printed == html


def test_link_opens_where_it_says():
    printed = to_html("See [the college](https://example.org/a?b=1&c=2).")
    assert 'href="https://example.org/a?b=1&amp;c=2"' in printed


def test_sub_headings_stand_at_the_level_asked_for():
    assert to_html("### Data", heading_level=3) == "<h3>Data</h3>"


@pytest.mark.parametrize(
    ("html", "written"),
    [
        ("<p>One<br>two</p>", "One\n\ntwo"),
        ("<h2>Data<br>sources</h2><p>Text</p>", "### Data sources\n\nText"),
        ("<p>a <b>bold </b>word</p>", "a **bold** word"),
        ("<ul><li>a<ul><li>b</ul><li>c</ul>", "- a\n  - b\n- c"),
        ("<ul><li>a</ul><ul><li>b</ul>", "- a\n- b"),
        ("<ol><li><p>a</p><p>b</p></ol>", "1. a\n\n   b"),
        ("<p style='color:red'>2 * 3 _x_</p><script>alert(1)</script>", "2 \\* 3 \\_x\\_"),
        ("<a href='/page'>page</a> <a href='https://example.org/(a)'>x</a>",
         "page [x](https://example.org/%28a%29)"),
        ("half<em>“word</em>s", "half“words"),
    ],
)  # fmt: skip
def test_html_reads_as_canonical_markdown(html, written):
    assert from_html(html) == written


def test_lists_nest_to_three_levels_and_no_deeper():
    html = "<ul><li>a" * 6 + "</ul>" * 6
    assert from_html(html).count("- a") == 3
