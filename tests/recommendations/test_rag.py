"""The colour of an entry is computed, and Python and SQL say the same (domain §9)."""

from datetime import UTC, date, datetime, timedelta
from itertools import product

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from forces.models import Body
from inspection_portal.core.errors import RuleBroken
from inspection_portal.core.models import AuditEvent, User
from recommendations import actions, queries, rag
from recommendations.models import BodyRules, RegisterEntry
from recommendations.rag import Colour, RuleSet
from recommendations.working_days import is_working_day, last_working_day_before, working_days_after
from tests.factories import RegisterEntryFactory
from tests.pages import call

SETS = list(RuleSet)
D, C, A, W = RuleSet.DEADLINES, RuleSet.COMMITTEE, RuleSet.AUDIT, RuleSet.WORKING_DAYS
FRIDAY, SATURDAY, MONDAY = date(2026, 5, 22), date(2026, 5, 23), date(2026, 5, 25)
TUESDAY, LEAP, OCTOBER = date(2026, 5, 26), date(2028, 2, 29), date(2026, 10, 25)
DAY = timedelta(days=1)

# Status, position, deadline, target, the day, the rule set, and the colour.
CASES = [
    ("complete", "in_progress", FRIDAY, None, MONDAY, D, Colour.BLUE),
    ("complete", "in_progress", FRIDAY, None, MONDAY, C, Colour.GREEN),
    ("superseded", "not_accepted", FRIDAY, None, MONDAY, A, Colour.GREEN),
    ("being_progressed", "in_progress", FRIDAY, None, FRIDAY, D, Colour.AMBER),
    ("being_progressed", "in_progress", FRIDAY, None, SATURDAY, D, Colour.RED),
    ("being_progressed", "in_progress", FRIDAY, None, FRIDAY - 30 * DAY, D, Colour.AMBER),
    ("being_progressed", "in_progress", FRIDAY, None, FRIDAY - 31 * DAY, D, Colour.GREEN),
    ("being_progressed", "in_progress", FRIDAY, None, FRIDAY - 31 * DAY, A, Colour.AMBER),
    ("awaiting_review", "in_progress", None, None, FRIDAY, D, Colour.GREY),
    ("awaiting_review", "in_progress", None, None, FRIDAY, C, Colour.AMBER),
    ("awaiting_review", "not_accepted", FRIDAY, None, MONDAY, D, Colour.BLACK),
    ("awaiting_review", "not_applicable", FRIDAY, None, MONDAY, C, Colour.BLACK),
    ("awaiting_review", "not_accepted", FRIDAY, None, MONDAY, A, Colour.GREY),
    *(("awaiting_review", "depends", FRIDAY, None, MONDAY, each, Colour.WHITE) for each in SETS),
    # The body's own target counts where its rules say so, and where it is earlier.
    ("awaiting_review", "in_progress", None, FRIDAY, SATURDAY, D, Colour.GREY),
    ("awaiting_review", "in_progress", None, FRIDAY, SATURDAY, C, Colour.RED),
    ("awaiting_review", "in_progress", MONDAY, FRIDAY, SATURDAY, A, Colour.RED),
    ("awaiting_review", "in_progress", FRIDAY, MONDAY, SATURDAY, A, Colour.RED),
    # Due on the Saturday before a bank holiday: until the Tuesday after it.
    ("awaiting_review", "in_progress", SATURDAY, None, MONDAY, D, Colour.RED),
    ("awaiting_review", "in_progress", SATURDAY, None, TUESDAY, W, Colour.AMBER),
    ("awaiting_review", "in_progress", SATURDAY, None, TUESDAY + DAY, W, Colour.RED),
    ("awaiting_review", "in_progress", FRIDAY, None, SATURDAY, W, Colour.RED),
    # 29 February, a month's end, and the day on which the clocks go back.
    ("awaiting_review", "in_progress", LEAP, None, LEAP, D, Colour.AMBER),
    ("awaiting_review", "in_progress", LEAP, None, LEAP + DAY, D, Colour.RED),
    ("awaiting_review", "in_progress", date(2026, 3, 31), None, date(2026, 3, 1), D, Colour.AMBER),
    ("awaiting_review", "in_progress", OCTOBER, None, OCTOBER, D, Colour.AMBER),
    ("awaiting_review", "in_progress", OCTOBER, None, OCTOBER + DAY, D, Colour.RED),
]


@pytest.mark.parametrize(
    ("status", "position", "due_on", "target_on", "on", "rule_set", "colour"), CASES
)
def test_colours_in_python(
    status: str,
    position: str,
    due_on: date | None,
    target_on: date | None,
    on: date,
    rule_set: RuleSet,
    colour: Colour,
) -> None:
    entry = RegisterEntry(status=status, position=position, due_on=due_on, target_on=target_on)
    assert rag.of(entry, on, rule_set).colour == colour


def write(status: str, position: str, due_on: date | None, target_on: date | None) -> RegisterEntry:
    """An entry that stands so, with whatever else the database asks for then."""
    entry: RegisterEntry = RegisterEntryFactory(due_on=None)
    closed = status not in RegisterEntry.OPEN
    others = {"position_reason": "Not ours."} if position in RegisterEntry.NEEDS_REASON else {}
    RegisterEntry.objects.filter(pk=entry.pk).update(
        status=status,
        closed_on=date(2030, 1, 1) if closed else None,
        position=position,
        due_on=due_on,
        target_on=target_on,
        depends_on_body=entry.body if position == "depends" else None,
        **others,
    )
    entry.refresh_from_db()
    return entry


def in_sql(entry: RegisterEntry, on: date, rule_set: str) -> str:
    chosen = {entry.body_id: rule_set} if entry.body_id else {}
    found = RegisterEntry.objects.with_rag(on, chosen).filter(pk=entry.pk)
    return str(found.values_list("rag", flat=True).get())


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("status", "position", "due_on", "target_on", "on", "rule_set", "colour"), CASES
)
def test_colours_in_sql(
    status: str,
    position: str,
    due_on: date | None,
    target_on: date | None,
    on: date,
    rule_set: RuleSet,
    colour: Colour,
) -> None:
    assert in_sql(write(status, position, due_on, target_on), on, rule_set) == colour


TRICKY = [FRIDAY, SATURDAY, MONDAY, LEAP, OCTOBER, date(2026, 3, 29), date(2026, 12, 25)]
days = st.one_of(
    st.dates(date(2024, 1, 1), date(2028, 12, 31)),
    st.builds(lambda day, off: day + off * DAY, st.sampled_from(TRICKY), st.integers(-32, 32)),
)


class TestTwins(TestCase):
    """Whatever an entry, a day and a rule set are, Python and SQL give one answer."""

    @settings(
        max_examples=60,
        deadline=None,
        derandomize=True,
        suppress_health_check=[HealthCheck.too_slow],
    )
    @given(
        st.sampled_from(RegisterEntry.Status.values),
        st.sampled_from(RegisterEntry.Position.values),
        st.none() | days,
        st.none() | days,
        days,
        st.integers(0, 23),
    )
    def test_one_answer(
        self,
        status: str,
        position: str,
        due_on: date | None,
        target_on: date | None,
        day: date,
        hour: int,
    ) -> None:
        """The day is that of London at a moment that is told in UTC, late in the evening too."""
        moment = datetime(day.year, day.month, day.day, hour, 59, tzinfo=UTC)
        entry, on = write(status, position, due_on, target_on), localdate(moment)
        for rule_set in SETS:
            assert in_sql(entry, on, rule_set) == rag.of(entry, on, rule_set).colour


def test_late_in_a_summer_evening_london_has_the_next_day() -> None:
    entry = RegisterEntry(status="awaiting_review", due_on=FRIDAY)
    evening = datetime(2026, 5, 22, 23, 30, tzinfo=UTC)
    assert rag.of(entry, localdate(evening)).colour == Colour.RED
    winter = RegisterEntry(status="awaiting_review", due_on=date(2026, 11, 20))
    assert rag.of(winter, localdate(datetime(2026, 11, 20, 23, 30, tzinfo=UTC))).words != "Overdue"


def test_every_outlook_has_words_of_its_own_in_each_rule_set() -> None:
    for rules, outlook in product(rag.RULES.values(), rag.Outlook):
        assert rules.marks[outlook].words
    for rules in rag.RULES.values():
        words = [mark.words for mark in rules.marks.values()]
        assert len(set(words)) == len(words)
        own = rules.marks[rag.Outlook.WILL_NOT].colour, rules.marks[rag.Outlook.DEPENDS].colour
        others = set(rag.Outlook) - {rag.Outlook.WILL_NOT, rag.Outlook.DEPENDS}
        if rules is not rag.RULES[D]:
            assert not {rules.marks[each].colour for each in others} & set(own) - {Colour.GREY}


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (FRIDAY, True),
        (SATURDAY, False),
        (MONDAY, False),
        (TUESDAY, True),
        (date(2026, 12, 28), False),
    ],
)
def test_working_days_leave_out_weekends_and_bank_holidays(day: date, works: bool) -> None:
    assert is_working_day(day) is works


def test_working_days_are_counted() -> None:
    assert last_working_day_before(TUESDAY) == FRIDAY
    assert working_days_after(FRIDAY, 1) == TUESDAY
    assert working_days_after(SATURDAY, 2) == TUESDAY + DAY


def choose(body: Body, by: User, at: datetime, **changes: object) -> BodyRules:
    sent = {"rule_set": C, "valid_from": date(2026, 3, 5), "seen_version": 0} | changes
    return actions.choose_rules(body, **sent, by=by, at=at)  # type: ignore[arg-type]


def test_rules_hold_from_their_day_on(force: Body, force_lead: User, moment: datetime) -> None:
    choose(force, force_lead, moment)
    choose(force, force_lead, moment, rule_set=A, seen_version=1)
    assert BodyRules.objects.chosen(date(2026, 3, 4)) == {}
    assert BodyRules.objects.chosen(date(2026, 3, 5)) == {force.pk: A}
    event = AuditEvent.objects.about(force).order_by("-pk")[0]
    assert (event.verb, event.detail["rule_set"]) == ("body.rules_chosen", [C, A])


def test_each_body_is_coloured_by_its_own_rules(
    entry: RegisterEntry, other_force: Body, force_lead: User, moment: datetime
) -> None:
    other = RegisterEntryFactory(body=other_force, status="complete", closed_on=date(2026, 3, 5))
    RegisterEntry.objects.filter(pk=entry.pk).update(status="complete", closed_on=date(2026, 3, 5))
    entry.refresh_from_db()
    choose(entry.body, force_lead, moment)
    on = date(2026, 3, 6)
    found = RegisterEntry.objects.with_rag(on, BodyRules.objects.chosen(on))
    assert dict(found.values_list("pk", "rag")) == {entry.pk: "green", other.pk: "blue"}
    marks = queries.marks([entry, other], on)
    assert [marks[each.pk].colour for each in (entry, other)] == ["green", "blue"]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"valid_from": date(2026, 3, 1)}, "from today or a later day"),
        ({"seen_version": 3}, "have changed since"),
    ],
)
def test_rules_that_make_no_sense_are_refused(
    force: Body, force_lead: User, moment: datetime, changes: dict[str, object], sentence: str
) -> None:
    with pytest.raises(RuleBroken, match=sentence):
        choose(force, force_lead, moment, **changes)


def test_only_the_bodys_own_lead_chooses(
    force: Body, force_contributor: User, other_force_lead: User, inspector: User, moment: datetime
) -> None:
    for somebody in (force_contributor, other_force_lead, inspector):
        with pytest.raises(PermissionDenied):
            choose(force, somebody, moment)


def test_the_page_and_the_api_choose(client: Client, force: Body, force_lead: User) -> None:
    client.force_login(force_lead)
    page = reverse("recommendations:register_rules", args=[force.uuid])
    form = {"rule_set": A, "seen_version": 0}
    past = {"valid_from_day": "1", "valid_from_month": "1", "valid_from_year": "2020"}
    assert "from today or a later day" in client.post(page, form | past).content.decode()
    coming = past | {"valid_from_year": "2099"}
    assert client.post(page, form | coming).status_code == 302
    at = reverse("api:bodyrules-choose", args=[force.uuid])
    sent = {"rule_set": C, "valid_from": str(localdate()), "seen_version": 0}
    assert call(client, at, sent).status_code == 412
    answer = call(client, at, sent | {"seen_version": 1})
    assert answer.json() == {"body": str(force.uuid), "version": 2, "rule_set": C}
