"""What every page must be, whatever it shows: looked at in a browser, wide and on a phone."""

from datetime import date
from typing import Any

from playwright.sync_api import Page, expect

from inspection_portal.home.demo.sign_ins import SignIn
from inspection_portal.local.assets import PACKAGES

WIDE, PHONE = 1280, 390
AXE = PACKAGES / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# What may be right on a wide screen and wrong on a phone; all else is the same document.
BY_WIDTH = ["target-size", "scrollable-region-focusable"]
# What axe does not look for.
DEAD_LINKS = """() => [...document.querySelectorAll('a[href^="#"]')]
    .map((link) => link.getAttribute("href"))
    .filter((href) => href.length > 1 && !document.getElementById(href.slice(1)))"""
REPEATED_IDS = """() => [...document.querySelectorAll("[id]")].map((element) => element.id)
    .filter((id, index, ids) => ids.indexOf(id) !== index)"""


def sign_in(page: Page, person: SignIn) -> None:
    """Sign a person of the demonstration in, from the sign-in page."""
    page.get_by_label("Email address").fill(person.email)
    page.get_by_label("Password", exact=True).fill(person.password)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", name="Home")).to_be_visible()


def fill_date(page: Page, day: date) -> None:
    for label, value in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
        page.get_by_label(label, exact=True).fill(str(value))


def assert_sound(page: Page) -> None:
    """The page on screen has one heading, no barrier that axe finds, no dead link within itself,
    and nothing that pushes it sideways, wide or on a phone.

    axe is put in from outside: the page's own policy lets no script in.
    """
    page.wait_for_load_state()
    before = page.viewport_size
    page.evaluate(AXE.read_text())
    for width, rules in ((WIDE, RULES), (PHONE, BY_WIDTH)):
        page.set_viewport_size({"width": width, "height": 900})
        expect(page.locator("h1")).to_have_count(1)
        assert page.evaluate(DEAD_LINKS) == []
        assert page.evaluate(REPEATED_IDS) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width, page.url
        assert barriers(page, rules) == [], page.url
    if before:
        page.set_viewport_size(before)


def barriers(page: Page, rules: list[str] = RULES) -> list[str]:
    """What axe finds by those rules, or kinds of rules, as "rule: element"."""
    options: dict[str, Any] = {"runOnly": rules, "resultTypes": ["violations"]}
    found = page.evaluate("(options) => axe.run(document, options)", options)["violations"]
    return [f"{rule['id']}: {node['html'][:200]}" for rule in found for node in rule["nodes"]]


def complaints(page: Page) -> list[str]:
    """A list that fills with what the browser reports: refused by policy, missing, thrown."""
    heard: list[str] = []
    page.on("pageerror", lambda error: heard.append(str(error)))
    page.on("console", lambda line: heard.append(line.text) if line.type == "error" else None)
    return heard
