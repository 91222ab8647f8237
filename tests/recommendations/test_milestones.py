"""The dates of an entry are those of its milestones, whoever writes them."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from recommendations.deadlines import DueKind, words_for
from recommendations.models import Milestone, RegisterEntry
from recommendations.queries import milestones_of
from tests.factories import ImprovementEntryFactory, RecommendationFactory, RegisterEntryFactory
from tests.factories.recommendations import DUE_ON

pytestmark = pytest.mark.django_db
LATER = date(2026, 9, 30)


def stored(entry: RegisterEntry) -> RegisterEntry:
    return RegisterEntry.objects.get(pk=entry.pk)


def test_an_entry_is_due_at_its_first_milestone_that_is_not_met() -> None:
    entry = RegisterEntryFactory()
    entry.milestones.create(position=2, kind="date", original_on=LATER)
    assert stored(entry).due_on == DUE_ON
    entry.milestones.filter(position=1).update(met_on=date(2026, 4, 2))
    assert stored(entry).due_on == LATER


def test_an_agreed_date_counts_and_the_original_stays() -> None:
    entry = RegisterEntryFactory()
    entry.milestones.update(agreed_on=LATER)
    milestone = entry.milestones.get()
    assert (milestone.original_on, milestone.current_on, milestone.is_moved) == (
        DUE_ON,
        LATER,
        True,
    )
    assert stored(entry).due_on == LATER


def test_a_target_of_the_body_is_no_deadline() -> None:
    entry = ImprovementEntryFactory()
    entry.milestones.create(position=0, kind="target", original_on=LATER)
    entry = stored(entry)
    assert (entry.due_on, entry.target_on) == (None, LATER)
    assert not entry.is_overdue(date(2027, 1, 1))


def test_what_waits_for_an_event_has_no_date_before_it() -> None:
    entry = ImprovementEntryFactory()
    milestone = entry.milestones.create(kind="event", words="when guidance is revised")
    assert stored(entry).due_on is None
    Milestone.objects.filter(pk=milestone.pk).update(happened_on=DUE_ON, agreed_on=LATER)
    assert stored(entry).due_on == LATER


@pytest.mark.parametrize(
    ("name", "changes"),
    [
        ("milestone_kind_is_known", {"kind": "some day"}),
        ("milestone_target_stands_first", {"kind": "target"}),
        ("milestone_target_stands_first", {"position": 0}),
        ("milestone_event_has_no_date_of_its_own", {"kind": "event"}),
        ("milestone_event_has_no_date_of_its_own", {"happened_on": DUE_ON}),
    ],
)
def test_a_milestone_makes_sense(name: str, changes: dict[str, object]) -> None:
    milestones = RegisterEntryFactory().milestones.all()
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        milestones.update(**changes)


def test_what_a_report_words_changes_by_a_correction_alone(entry: RegisterEntry) -> None:
    refused = pytest.raises(IntegrityError, match="only through a correction")
    with refused, transaction.atomic():
        entry.milestones.update(original_on=LATER)
    assert entry.milestones.update(agreed_on=LATER) == 1


def test_two_dates_in_one_recommendation_are_two_milestones() -> None:
    recommendation = RecommendationFactory(
        text="The force should start now, by 1 May 2026, and finish by the end of September 2026.",
        completion_kind="month",
        completion_on=LATER,
    )
    first, second = milestones_of(recommendation)
    assert (first.words, first.original_on) == ("by 1 May 2026", DUE_ON)
    assert (second.kind, second.words, second.original_on) == (
        DueKind.MONTH,
        "by the end of September 2026",
        LATER,
    )


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        ("By 1 March 2025, the force should train.", "date", "By 1 March 2025"),
        (
            "The force should, within  six\nmonths of publication, plan.",
            "relative",
            "within  six\nmonths of publication",
        ),
        ("The force should plan.", "date", ""),
    ],
)
def test_words_are_kept_as_they_stand(text: str, kind: str, words: str) -> None:
    assert words_for(text, kind) == words
