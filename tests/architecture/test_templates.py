"""What templates may hold, and what their parts are given."""

import re
from pathlib import Path

import pytest

from tests.architecture.source import read, templates

# A list whose headings link to the page in another order needs the page's own address.
# Lists whose table has heads to sort by: their links need the address of the page.
MAY_PASS_THE_PAGE_ON = {
    "templates/disruptions/disruptions.html",
    "templates/disruptions/orders.html",
    "templates/disruptions/threats.html",
    "templates/recommendations/register.html",
}
INLINE = {
    "a script": re.compile(r"<script(?![^>]*\ssrc=)", re.I),
    "a style element": re.compile(r"<style[\s>]", re.I),
    "a style attribute": re.compile(r"<[^>]*\sstyle=", re.I),
    "an event handler": re.compile(r"<[^>]*\son[a-z]+=", re.I),
    "a script address": re.compile(r"javascript:", re.I),
}
UNESCAPED = re.compile(r"\|\s*safe(?:seq)?\b|autoescape\s+off")
INCLUDE = re.compile(r"{%\s*include\s+[^%]*%}")


def test_templates_have_nothing_inline() -> None:
    assert [
        (path, what)
        for path in templates()
        for what, pattern in INLINE.items()
        if pattern.search(read(path))
    ] == []


def test_templates_escape_everything() -> None:
    assert [path for path in templates() if UNESCAPED.search(read(path))] == []


def test_parts_get_only_what_is_named() -> None:
    assert [
        (path, include)
        for path in templates()
        if path.as_posix() not in MAY_PASS_THE_PAGE_ON
        for include in INCLUDE.findall(read(path))
        if not re.search(r"\sonly\s*%}$", include)
    ] == []


def test_parts_that_hold_a_form_are_given_its_token() -> None:
    """Included with `only`, a part has no token of its own, and its button would be refused."""
    assert [
        (path, tag)
        for path in templates()
        for tag, part in re.findall(r'({% include "([^"]+)" [^%]*only %})', read(path))
        if "csrf_token" in read(Path("templates", part)) and "csrf_token=csrf_token" not in tag
    ] == []


class TestTheTestsThemselves:
    """A planted breach is caught: what is forbidden above is found where it stands."""

    @pytest.mark.parametrize(
        "html",
        [
            "<script>alert(1)</script>",
            '<script type="module">',
            "<style>p {}</style>",
            '<p class="x" style="color: red">',
            '<a href="#" onclick="go()">',
            '<a href="javascript:go()">',
        ],
    )
    def test_inline(self, html: str) -> None:
        assert any(pattern.search(html) for pattern in INLINE.values())

    @pytest.mark.parametrize(
        "html", ['<script src="/a.js"></script>', "<p data-on-change>", '<a href="?on=1">']
    )
    def test_not_inline(self, html: str) -> None:
        assert not any(pattern.search(html) for pattern in INLINE.values())

    @pytest.mark.parametrize("text", ["{{ x|safe }}", "{{ x | safeseq }}", "{% autoescape off %}"])
    def test_unescaped(self, text: str) -> None:
        assert UNESCAPED.search(text)
