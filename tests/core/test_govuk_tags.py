from datetime import UTC, date, datetime
from typing import Any
from uuid import uuid4

import lxml.html
import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.paginator import Paginator
from django.template import RequestContext, Template
from django.test import RequestFactory
from lxml.html import HtmlElement

from inspection_portal.core.audit import in_lines
from inspection_portal.core.templatetags import govuk


def rendered(source: str, query: str = "", **context: Any) -> HtmlElement:
    """The template as it shows under that query string."""
    request = RequestFactory().get(f"/register/{query}")
    request.user = AnonymousUser()
    html = Template(source).render(RequestContext(request, context))
    return lxml.html.fragment_fromstring(html, create_parent="main")


def test_dates_read_as_in_a_report() -> None:
    assert govuk.day(date(2024, 8, 30)) == "30 August 2024"
    assert govuk.short_day(date(2024, 9, 1)) == "1 Sep 2024"
    assert govuk.day(None) == govuk.short_day(None) == govuk.moment(None) == ""


@pytest.mark.parametrize(
    ("at", "words"),
    [
        (datetime(2024, 8, 30, 11, 5, tzinfo=UTC), "30 August 2024 at 12:05pm"),
        (datetime(2024, 8, 30, 23, 30, tzinfo=UTC), "31 August 2024 at 12:30am"),
        (datetime(2024, 1, 30, 23, 30, tzinfo=UTC), "30 January 2024 at 11:30pm"),
    ],
)
def test_moments_are_told_in_the_time_of_the_country(at: datetime, words: str) -> None:
    assert govuk.moment(at) == words
    assert words.startswith(f"{govuk.day(at)} at")


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (date(2026, 3, 2), "today"),
        (date(2026, 3, 3), "in 1 day"),
        (date(2026, 4, 1), "in 30 days"),
        (date(2026, 3, 1), "1 day ago"),
        (None, ""),
    ],
)
def test_distance_of_a_date(value: date | None, words: str) -> None:
    assert govuk.days_from(value, date(2026, 3, 2)) == words


@pytest.mark.parametrize(
    ("items", "words"),
    [([], ""), (["A"], "A"), (["A", "B"], "A and B"), (["A", "B", "C"], "A, B and C")],
)
def test_list_in_words(items: list[str], words: str) -> None:
    assert govuk.listed(items) == words


def test_tag_escapes_its_words() -> None:
    assert govuk.tag("<b>Late</b>", "red") == (
        '<strong class="govuk-tag govuk-tag--red">&lt;b&gt;Late&lt;/b&gt;</strong>'
    )


def test_breadcrumbs_start_at_home() -> None:
    crumbs = rendered("{% breadcrumbs 'Inspections' '/inspections/' %}").xpath("//a")

    assert [crumb.text for crumb in crumbs] == ["Home", "Inspections"]
    assert crumbs[1].get("href") == "/inspections/"


def test_way_back_is_a_landmark_before_the_main_part() -> None:
    link = rendered("{% back_link 'Back to the entry' '/register/1/' %}").xpath("//nav/a")[0]

    assert (link.text.strip(), link.get("href")) == ("Back to the entry", "/register/1/")


def test_breadcrumb_without_an_address_is_refused() -> None:
    with pytest.raises(ValueError, match="shorter"):
        rendered("{% breadcrumbs 'Inspections' %}")


@pytest.mark.parametrize(
    ("query", "order", "leads_to"),
    [
        ("", None, "?sort=due_on"),
        ("?sort=due_on", "ascending", "?sort=-due_on"),
        ("?sort=-due_on", "descending", "?sort=due_on"),
        ("?sort=body", None, "?sort=due_on"),
        ("?status=a&status=b&page=3", None, "?status=a&status=b&sort=due_on"),
    ],
)
def test_heading_of_a_column_sorts_and_keeps_the_filters(
    query: str, order: str | None, leads_to: str
) -> None:
    head = rendered("{% sort_header 'due_on' 'Due' %}", query)

    assert head.xpath("//@aria-sort") == ([order] if order else [])
    assert head.xpath("//a/@href") == [leads_to]


def test_default_order_is_marked_when_the_address_names_none() -> None:
    head = rendered("{% sort_header 'due_on' 'Due' default=True %}")

    assert head.xpath("//@aria-sort") == ["ascending"]
    assert head.xpath("//a/@href") == ["?sort=-due_on"]


def test_pages_are_linked_and_keep_filters_and_order() -> None:
    page = Paginator(range(100), 20).page(2)
    shown = rendered("{% pagination page %}", "?status=a&status=b&sort=body&page=2", page=page)

    hrefs = shown.xpath("//a/@href")
    assert hrefs[0] == "?status=a&status=b&sort=body&page=1"
    assert hrefs[-1] == "?status=a&status=b&sort=body&page=3"
    assert shown.xpath("//*[@aria-current='page']")[0].text.strip() == "2"


def test_one_page_needs_no_links() -> None:
    assert rendered("{% pagination page %}", page=Paginator([1], 20).page(1)).xpath("//a") == []


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (["old", "new"], "<del>old</del> <ins>new</ins>"),
        (["", "<b>new</b>"], "<del>nothing</del> <ins>&lt;b&gt;new&lt;/b&gt;</ins>"),
        (["None", "2026-03-20"], "<del>nothing</del> <ins>20 March 2026</ins>"),
        ("being_progressed", "being progressed"),
        ({"kind": ["a", "b"], "overdue": "yes"}, "kind: a and b; overdue: yes"),
        (3, "3"),
    ],
)
def test_values_of_the_audit_trail(value: object, shown: str) -> None:
    assert govuk.audit_told({"due_on": value}) == [("Due on", shown)]


def test_two_things_are_no_change() -> None:
    told = govuk.audit_told({"entries": in_lines(["KENT-1", "KENT-2"])})

    assert told == [("Entries", "KENT-1\nKENT-2")]


def test_references_of_the_audit_trail_are_for_machines() -> None:
    assert govuk.audit_told({"inspection": str(uuid4()), "kind": "narrative"}) == [
        ("Kind", "narrative")
    ]


def test_audit_verb_reads_as_a_heading() -> None:
    assert govuk.audit_words("register_entry.closed") == "Register entry closed"
