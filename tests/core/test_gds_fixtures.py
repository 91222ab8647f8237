"""Markup and style sheet are of one version: govuk-frontend's own fixtures prove it."""

import json
from collections.abc import Iterator
from typing import Any

import lxml.html
import pytest
from django.utils.safestring import SafeString, mark_safe
from lxml.html import HtmlElement

from inspection_portal.core.components import component
from inspection_portal.local.assets import PACKAGES

FIXTURES = sorted(PACKAGES.glob("govuk-frontend/dist/govuk/components/*/fixtures.json"))


def fixtures() -> Iterator[tuple[str, dict[str, Any]]]:
    for path in FIXTURES:
        content = json.loads(path.read_text())
        yield from ((content["component"], fixture) for fixture in content["fixtures"])


def trusted(value: Any) -> Any:
    """The options as the fixture means them: whatever it calls html is meant to be HTML."""
    if isinstance(value, dict):
        return {key: as_html(key, trusted(item)) for key, item in value.items()}
    return [trusted(item) for item in value] if isinstance(value, list) else value


def as_html(key: str, value: Any) -> Any:
    is_html = isinstance(value, str) and (key == "html" or key.endswith("Html"))
    return mark_safe(value) if is_html else value  # noqa: S308


def tree(html: str | SafeString) -> Any:
    """The elements, attributes and words of some HTML, without how it is spaced."""
    return nodes(lxml.html.fragment_fromstring(html, create_parent="x")) if html.strip() else None


def nodes(element: HtmlElement) -> Any:
    attributes = sorted((name, words(value)) for name, value in element.attrib.items())
    children = [
        (nodes(child), words(child.tail)) for child in element if isinstance(child.tag, str)
    ]
    return element.tag, attributes, words(element.text), children


def words(text: str | None) -> str:
    return " ".join((text or "").split())


def test_the_fixtures_of_every_component_were_found() -> None:
    assert len(FIXTURES) > 30
    assert len(list(fixtures())) > 600


@pytest.mark.parametrize("name", [path.parent.name for path in FIXTURES])
def test_macro_gives_the_markup_of_govuk_frontend(name: str) -> None:
    for component_name, fixture in fixtures():
        if component_name == name:
            ours = component(name, **trusted(fixture["options"]))
            assert tree(ours) == tree(fixture["html"]), fixture["name"]
