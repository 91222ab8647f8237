"""Adding, revising, moving and deleting recommendations."""

from collections.abc import Callable
from datetime import date, datetime

import pytest
from django.core.exceptions import PermissionDenied

from findings.actions.order import Direction
from findings.models import Finding, Inspection
from inspection_portal.core.errors import RuleBroken
from inspection_portal.core.models import AuditEvent, User
from recommendations import actions
from recommendations.models import DueKind, Recommendation
from tests.factories import (
    AreaForImprovementFactory,
    RegisterEntryFactory,
    put_in_print,
)
from tests.recommendations.conftest import correct

TEXT = "By 1 May 2026, the force should train its people."
Add = Callable[..., Recommendation]


@pytest.fixture
def add(concern: Finding, inspector: User, moment: datetime) -> Add:
    """Adds a recommendation to `concern`; what is given replaces the usual."""

    def do(finding: Finding = concern, **changes: object) -> Recommendation:
        usual = {"text": TEXT, "due_kind": DueKind.DATE, "due_on": date(2026, 5, 1)}
        return actions.add_recommendation(
            finding, **usual | {"by": inspector, "at": moment} | changes
        )

    return do


def revise(recommendation: Recommendation, by: User, at: datetime, **changes: object) -> None:
    usual = {
        "text": recommendation.text,
        "due_kind": recommendation.due_kind,
        "due_on": recommendation.due_on,
        "seen_version": recommendation.version,
    }
    actions.revise_recommendation(recommendation, **usual | changes, by=by, at=at)


def texts(concern: Finding) -> list[str]:
    return [each.text for each in concern.recommendations.all()]


# Adding


def test_a_new_recommendation_comes_last(add: Add, concern: Finding) -> None:
    add(text="First.")
    add(text="Second.")
    assert texts(concern) == ["First.", "Second."]


def test_adding_is_audited(add: Add, inspector: User, moment: datetime) -> None:
    event = AuditEvent.objects.about(add()).get()
    assert (event.verb, event.by, event.at) == ("recommendation.added", inspector, moment)


def test_only_a_cause_of_concern_has_recommendations(add: Add, concern: Finding) -> None:
    improvement = AreaForImprovementFactory(chapter=concern.chapter)
    with pytest.raises(RuleBroken, match="is not a cause of concern"):
        add(improvement)


def test_who_is_not_on_the_team_may_not_add(
    add: Add, force_lead: User, administrator: User
) -> None:
    for somebody in (force_lead, administrator):
        with pytest.raises(PermissionDenied):
            add(by=somebody)
    assert not Recommendation.objects.exists()


def test_a_moderator_may_add(add: Add, moderator: User) -> None:
    assert add(by=moderator).pk


def test_nothing_is_added_to_a_published_report(add: Add, draft: Inspection) -> None:
    put_in_print(draft)
    with pytest.raises(RuleBroken, match="Open a correction"):
        add()


def test_a_correction_may_add(add: Add, draft: Inspection, moment: datetime) -> None:
    correct(put_in_print(draft), moment)
    assert add().pk


@pytest.mark.parametrize("text", ["SECRET: train them.", "![x](https://example.org/x.png)"])
def test_what_the_report_may_not_hold_is_refused(add: Add, text: str) -> None:
    with pytest.raises(RuleBroken):
        add(text=text)
    assert not Recommendation.objects.exists()


@pytest.mark.parametrize(
    ("deadline", "sentence"),
    [
        ({"due_kind": "date", "due_on": None}, "Give the date that the deadline names"),
        ({"due_kind": "none"}, "Give the date that the deadline names"),
        ({"due_months": 3}, "Only a deadline counted from publication"),
        ({"due_kind": "some day"}, "not a valid choice"),
        ({"text": ""}, "cannot be blank"),
        ({"text": "By 31 June 2027, train."}, "“by 31 june 2027” is not a date"),
        ({"due_kind": "relative", "due_on": None, "text": "Soon."}, "The time can’t be counted."),
    ],
)
def test_a_deadline_that_makes_no_sense_is_refused_in_words(
    add: Add, deadline: dict[str, object], sentence: str
) -> None:
    with pytest.raises(RuleBroken, match=sentence):
        add(**deadline)


# Revising


def test_revising_changes_words_and_deadline(add: Add, inspector: User, moment: datetime) -> None:
    recommendation = add()
    revise(
        recommendation,
        inspector,
        moment,
        text="Within six months, train.",
        due_kind="relative",
        due_on=None,
        due_months=6,
    )
    assert (recommendation.due_on, recommendation.due_months) == (None, 6)
    event = AuditEvent.objects.about(recommendation).get(verb="recommendation.revised")
    assert event.detail["due_kind"] == ["date", "relative"]
    assert event.detail["text"] == [TEXT, "Within six months, train."]


def test_who_is_not_on_the_team_may_not_revise(
    add: Add, force_lead: User, moment: datetime
) -> None:
    with pytest.raises(PermissionDenied):
        revise(add(), force_lead, moment, text="Do less.")


def test_a_published_recommendation_is_not_revised(
    add: Add, draft: Inspection, inspector: User, moment: datetime
) -> None:
    recommendation = add()
    put_in_print(draft)
    with pytest.raises(RuleBroken, match="Open a correction"):
        revise(recommendation, inspector, moment, text="Do less.")


def test_second_reviser_is_refused_not_overwritten(
    add: Add, inspector: User, moment: datetime
) -> None:
    recommendation = add()
    revise(recommendation, inspector, moment, text="First to save.")
    with pytest.raises(RuleBroken, match="has changed since"):
        revise(recommendation, inspector, moment, text="Second.", seen_version=1)
    assert Recommendation.objects.get().text == "First to save."


def test_a_revision_that_makes_no_sense_is_refused(
    add: Add, inspector: User, moment: datetime
) -> None:
    with pytest.raises(RuleBroken, match="Give the date"):
        revise(add(), inspector, moment, due_on=None)


# Moving


def move(
    recommendation: Recommendation, direction: Direction, by: User, at: datetime, **seen: int
) -> None:
    version = {"seen_version": recommendation.version} | seen
    actions.move_recommendation(recommendation, direction=direction, **version, by=by, at=at)


def test_moving_swaps_with_the_neighbour(
    add: Add, concern: Finding, inspector: User, moment: datetime
) -> None:
    add(text="First.")
    second = add(text="Second.")
    move(second, Direction.UP, inspector, moment)
    assert texts(concern) == ["Second.", "First."]
    assert AuditEvent.objects.about(second).filter(verb="recommendation.moved").exists()


def test_the_last_goes_no_further(add: Add, inspector: User, moment: datetime) -> None:
    with pytest.raises(RuleBroken, match="can’t go further down"):
        move(add(), Direction.DOWN, inspector, moment)


def test_who_is_not_on_the_team_may_not_move(add: Add, force_lead: User, moment: datetime) -> None:
    add()
    with pytest.raises(PermissionDenied):
        move(add(), Direction.UP, force_lead, moment)


def test_nothing_moves_in_a_published_report(
    add: Add, draft: Inspection, inspector: User, moment: datetime
) -> None:
    add()
    second = add()
    put_in_print(draft)
    with pytest.raises(RuleBroken, match="Open a correction"):
        move(second, Direction.UP, inspector, moment)


def test_second_mover_is_refused(
    add: Add, concern: Finding, inspector: User, moment: datetime
) -> None:
    add(text="First.")
    second = add(text="Second.")
    move(second, Direction.UP, inspector, moment)
    with pytest.raises(RuleBroken, match="has changed since"):
        move(second, Direction.DOWN, inspector, moment, seen_version=1)
    assert texts(concern) == ["Second.", "First."]


# Deleting


def delete(recommendation: Recommendation, by: User, at: datetime, **seen: int) -> None:
    version = {"seen_version": recommendation.version} | seen
    actions.delete_recommendation(recommendation, **version, by=by, at=at)


def test_deleted_words_stay_in_the_audit_trail(add: Add, inspector: User, moment: datetime) -> None:
    recommendation = add()
    delete(recommendation, inspector, moment)
    assert not Recommendation.objects.exists()
    event = AuditEvent.objects.get(verb="recommendation.deleted")
    assert (event.object_uuid, event.detail["text"]) == (recommendation.uuid, TEXT)


def test_who_is_not_on_the_team_may_not_delete(
    add: Add, force_lead: User, moment: datetime
) -> None:
    with pytest.raises(PermissionDenied):
        delete(add(), force_lead, moment)


def test_a_published_recommendation_is_not_deleted(
    add: Add, draft: Inspection, inspector: User, moment: datetime
) -> None:
    recommendation = add()
    put_in_print(draft)
    with pytest.raises(RuleBroken, match="Open a correction"):
        delete(recommendation, inspector, moment)


def test_second_deleter_is_refused(add: Add, inspector: User, moment: datetime) -> None:
    recommendation = add()
    revise(recommendation, inspector, moment, text="Changed meanwhile.")
    with pytest.raises(RuleBroken, match="has changed since"):
        delete(recommendation, inspector, moment, seen_version=1)
    assert Recommendation.objects.exists()


def test_what_a_body_answers_for_is_not_deleted(moderator: User, moment: datetime) -> None:
    entry = RegisterEntryFactory()
    correct(put_in_print(entry.source.inspection), moment)
    with pytest.raises(RuleBroken, match="is in the register"):
        delete(entry.recommendation, moderator, moment)
    assert not AuditEvent.objects.filter(verb="recommendation.deleted").exists()
