"""Deadlines read from their wording."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspection_portal.core.dates import months_after
from recommendations.deadlines import (
    NO_DEADLINE,
    DeadlineError,
    DueKind,
    is_deadline_alone,
    last_day_allowed,
    last_day_of,
    opens_with_deadline,
    read_completion,
    read_day,
    read_deadline,
)

PUBLISHED = date(2024, 8, 31)


@pytest.mark.parametrize(
    ("text", "kind", "on"),
    [
        ("Immediately, the force should act.", DueKind.IMMEDIATE, PUBLISHED),
        ("The force should immediately act.", DueKind.IMMEDIATE, PUBLISHED),
        ("The force should act with immediate effect.", DueKind.IMMEDIATE, PUBLISHED),
        ("By 1 March 2025, act", DueKind.DATE, date(2025, 3, 1)),
        ("By Saturday 1st March 2025, act", DueKind.DATE, date(2025, 3, 1)),
        ("By the 1 Mar 2025", DueKind.DATE, date(2025, 3, 1)),
        ("We recommend that, by 31 March 2025, it acts", DueKind.DATE, date(2025, 3, 31)),
        ("Act no later than 29 February 2028.", DueKind.DATE, date(2028, 2, 29)),
        ("Before 1 March 2025, act", DueKind.DATE, date(2025, 2, 28)),
        ("By September 2025, act", DueKind.MONTH, date(2025, 9, 30)),
        ("By the end of Sept 2025, act", DueKind.MONTH, date(2025, 9, 30)),
        ("By the end of February 2028", DueKind.MONTH, date(2028, 2, 29)),
        ("Before March 2025, act", DueKind.MONTH, date(2025, 2, 28)),
        ("By the end of 2025, act", DueKind.MONTH, date(2025, 12, 31)),
        ("Within three months, act", DueKind.RELATIVE, date(2024, 11, 30)),
        ("Within the next 3 months, act", DueKind.RELATIVE, date(2024, 11, 30)),
        ("Within six months of this report, act", DueKind.RELATIVE, date(2025, 2, 28)),
        ("Within a year of the date of publication", DueKind.RELATIVE, date(2025, 8, 31)),
        ("Within 6 weeks of publication, act", DueKind.RELATIVE, date(2024, 10, 12)),
        ("Within 56 days, act", DueKind.RELATIVE, date(2024, 10, 26)),
        ("Within 10 working days, act", DueKind.RELATIVE, date(2024, 9, 13)),
        ("Within two working weeks, act", DueKind.RELATIVE, None),
        ("When national guidance is revised, act", DueKind.EVENT, None),
        ("Act once the new standards have been published.", DueKind.EVENT, None),
        ("Within six months of national guidance being revised", DueKind.EVENT, None),
        ("By our next inspection, act", DueKind.EVENT, None),
        ("By spring 2025, act", DueKind.NONE, None),
        ("The force may act.", DueKind.NONE, None),
        ("", DueKind.NONE, None),
    ],
)
def test_deadline_is_read_from_its_wording(text, kind, on):
    deadline = read_deadline(text, published_on=PUBLISHED)
    assert (deadline.kind, deadline.on) == (kind, on)


@pytest.mark.parametrize("text", ["Immediately, act", "Within six months, act"])
def test_deadline_counted_from_an_unknown_day_has_none(text):
    assert read_deadline(text, published_on=None).on is None


def test_months_are_told_for_a_deadline_counted_from_publication():
    assert read_deadline("Within two years, act", published_on=None).months == 24
    assert read_deadline("Within 6 weeks, act", published_on=None).months is None


@pytest.mark.parametrize(
    ("text", "on"),
    [
        ("Within six weeks, act", date(2024, 10, 12)),
        ("Within three months, act", date(2024, 11, 30)),
        ("By 1 March 2025, act", None),
        ("Immediately act", None),
        ("Within 10 working days, act", date(2024, 9, 13)),
        ("Within two working weeks, act", None),
    ],
)
def test_last_day_allowed_is_counted_from_publication(text, on):
    assert last_day_allowed(text, PUBLISHED) == on


def test_what_begins_at_once_is_due_when_it_must_be_complete():
    text = "Immediately begin, and be done no later than September 2025."
    deadline = read_deadline(text, published_on=PUBLISHED)
    assert (deadline.kind, deadline.on) == (DueKind.MONTH, date(2025, 9, 30))
    assert not deadline.certain


@pytest.mark.parametrize(
    "text",
    ["Officers should report losses immediately.", "It should call victims within 28 days."],
)
def test_wording_that_may_belong_to_the_task_is_not_certain(text):
    assert not read_deadline(text, published_on=PUBLISHED).certain


def test_first_deadline_counts_where_there_are_several():
    text = "By 1 March 2025, the force should review each plan within six months."
    assert read_deadline(text, published_on=PUBLISHED).on == date(2025, 3, 1)


@pytest.mark.parametrize("text", ["By 31 February 2025", "By 1 May 0000", "Within 999 years"])
def test_day_that_does_not_exist_is_an_error(text):
    with pytest.raises(DeadlineError, match="is not a date"):
        read_deadline(text, published_on=date(9500, 1, 1))


@pytest.mark.parametrize(
    ("text", "opens", "alone"),
    [
        ("By 1 March 2025, the force should act.", True, False),
        ("By 1 March 2025", True, True),
        ("Immediately:", True, True),
        ("Within six months of publication:", True, True),
        ("Within six months of publication the force should act", True, False),
        ("The force should act by 1 March 2025.", False, False),
        ("", False, False),
    ],
)
def test_where_a_deadline_stands_is_told(text, opens, alone):
    assert (opens_with_deadline(text), is_deadline_alone(text)) == (opens, alone)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("30 August 2024", date(2024, 8, 30)),
        ("Friday, 30th of August 2024.", date(2024, 8, 30)),
        ("August 2024", None),
        ("on 30 August 2024", None),
    ],
)
def test_day_alone_is_read(text, day):
    assert read_day(text) == day


def test_day_alone_that_does_not_exist_is_an_error():
    with pytest.raises(DeadlineError, match="31 june 2024"):
        read_day("31 June 2024")


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.integers(0, 240))
def test_months_after_keeps_the_day_or_ends_the_month(day, months):
    later = months_after(day, months)
    assert (later.year - day.year) * 12 + later.month - day.month == months
    assert later.day == day.day or (later == last_day_of(later.year, later.month) and day.day > 28)


@given(st.text(), st.none() | st.dates())
def test_any_text_has_a_deadline_or_none_or_is_refused(text, published_on):
    try:
        deadline = read_deadline(text, published_on=published_on)
    except DeadlineError:
        return
    assert deadline == NO_DEADLINE or deadline.kind is not DueKind.NONE


@pytest.mark.parametrize(
    ("text", "on"),
    [
        ("Immediately act, and complete it no later than September 2017.", date(2017, 9, 30)),
        ("By 1 May 2026 begin, and finish by 30 September 2026.", date(2026, 9, 30)),
        ("By 30 September 2026 finish what began by 1 May 2026.", None),
        ("By 1 May 2026, act.", None),
        ("Within six months act, and by 30 September 2026 report.", None),
        ("Act.", None),
    ],
)
def test_a_second_date_is_that_of_completion(text, on):
    second = read_completion(text)
    assert (second.on if second else None) == on
