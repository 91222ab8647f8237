"""What is done to any editable list, whichever app it is of."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from findings.models import EvidenceMethod, Theme
from forces.actions import add_item, end_item, revise_item
from inspection_portal.core.errors import RuleBroken
from inspection_portal.core.models import AuditEvent, User

FROM = date(2026, 1, 1)


@pytest.fixture
def theme(administrator: User, moment: datetime) -> Theme:
    Theme.objects.all().delete()
    return add_item(Theme, name="Analysts", valid_from=FROM, by=administrator, at=moment)


def revise(theme: Theme, by: User, at: datetime, seen_version: int = 1, **changes: object) -> None:
    revise_item(theme, seen_version=seen_version, by=by, at=at, **changes)


def end(theme: Theme, on: date | None, by: User, at: datetime) -> None:
    end_item(theme, valid_until=on, seen_version=theme.version, by=by, at=at)


def test_an_item_is_added_at_the_end(theme: Theme, administrator: User, moment: datetime) -> None:
    other = add_item(Theme, name="Partners", valid_from=FROM, by=administrator, at=moment)
    assert list(Theme.objects.all()) == [theme, other]


def test_a_list_may_ask_for_more(administrator: User, moment: datetime) -> None:
    add = {"valid_from": FROM, "by": administrator, "at": moment}
    method = add_item(EvidenceMethod, name="Diary", attribution="told", **add)
    assert method.get_attribution_display() == "We were told"
    with pytest.raises(RuleBroken):
        add_item(EvidenceMethod, name="Rumour", attribution="heard", **add)


@pytest.mark.parametrize("name", ["ANALYSTS", " "])
def test_a_name_is_needed_and_stands_once(
    name: str, theme: Theme, administrator: User, moment: datetime
) -> None:
    with pytest.raises(RuleBroken):
        add_item(Theme, name=name, valid_from=FROM, by=administrator, at=moment)
    assert Theme.objects.count() == 1


def test_an_item_is_offered_from_its_first_to_its_last_day(
    theme: Theme, administrator: User, moment: datetime
) -> None:
    last = moment.date() + timedelta(days=30)
    end(theme, last, administrator, moment)
    offered = {day: Theme.objects.in_force(day).exists() for day in (FROM, last)}
    assert offered == {FROM: True, last: True}
    assert not Theme.objects.in_force(FROM - timedelta(days=1)).exists()
    assert not Theme.objects.in_force(last + timedelta(days=1)).exists()


def test_an_end_can_be_taken_back(theme: Theme, administrator: User, moment: datetime) -> None:
    end(theme, moment.date(), administrator, moment)
    end(theme, None, administrator, moment)
    assert theme.valid_until is None


def test_an_item_does_not_end_in_the_past(
    theme: Theme, administrator: User, moment: datetime
) -> None:
    with pytest.raises(RuleBroken, match="The last day has passed"):
        end(theme, moment.date() - timedelta(days=1), administrator, moment)


def test_an_item_does_not_end_before_it_begins(
    theme: Theme, administrator: User, moment: datetime
) -> None:
    revise(theme, administrator, moment, valid_from=moment.date() + timedelta(days=9))
    with pytest.raises(RuleBroken, match="The last day is before the first"):
        end(theme, moment.date(), administrator, moment)


def test_second_editor_is_refused_not_overwritten(
    theme: Theme, administrator: User, moment: datetime
) -> None:
    revise(theme, administrator, moment, name="Analysts and researchers")
    with pytest.raises(RuleBroken, match="has changed since you read it"):
        revise(theme, administrator, moment, seen_version=1, name="Researchers")
    with pytest.raises(RuleBroken, match="has changed since you read it"):
        end_item(theme, valid_until=None, seen_version=1, by=administrator, at=moment)
    assert Theme.objects.get().name == "Analysts and researchers"


def test_every_change_is_audited(theme: Theme, administrator: User, moment: datetime) -> None:
    revise(theme, administrator, moment, description="Who they are")
    end(theme, moment.date(), administrator, moment)
    end(theme, None, administrator, moment)
    lines = AuditEvent.objects.about(theme).order_by("pk")
    assert [line.verb for line in lines] == [
        "list_item.added",
        "list_item.revised",
        "list_item.ended",
        "list_item.continued",
    ]
    assert lines[1].detail == {"description": ["", "Who they are"]}
    assert {line.by for line in lines} == {administrator}


@pytest.mark.parametrize("who", ["inspector", "moderator", "operator", "force_lead"])
def test_only_administrators_edit_lists(
    who: str, request: pytest.FixtureRequest, theme: Theme, moment: datetime
) -> None:
    by = request.getfixturevalue(who)
    verbs: list[Callable[[], object]] = [
        lambda: add_item(Theme, name="Partners", valid_from=FROM, by=by, at=moment),
        lambda: revise(theme, by, moment, name="Researchers"),
        lambda: end(theme, moment.date(), by, moment),
    ]
    for verb in verbs:
        with pytest.raises(PermissionDenied):
            verb()
    assert list(Theme.objects.values_list("name", "valid_until")) == [("Analysts", None)]
