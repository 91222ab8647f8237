"""What the database refuses, whoever writes."""

from collections.abc import Callable
from datetime import datetime

import pytest
from django.db import Error, IntegrityError, connection, transaction
from django.db.models import QuerySet
from factory.django import DjangoModelFactory

from findings.models import Finding
from recommendations.models import Recommendation, RegisterEntry, StatusChange
from tests.factories import (
    AreaForImprovementFactory,
    CauseOfConcernFactory,
    FindingFactory,
    ForceFactory,
    ImprovementEntryFactory,
    RecommendationFactory,
    RegisterEntryFactory,
    UserFactory,
    put_in_print,
)
from tests.recommendations.conftest import correct

pytestmark = pytest.mark.django_db


def refused(name: str) -> "pytest.RaisesExc[IntegrityError]":
    return pytest.raises(IntegrityError, match=name)


@pytest.mark.parametrize("kind", sorted(set(Finding.Kind) - {Finding.Kind.CAUSE_OF_CONCERN}))
def test_only_a_cause_of_concern_has_recommendations(kind: str) -> None:
    finding = FindingFactory(kind=kind)
    with refused("recommendation_is_of_a_cause_of_concern"), transaction.atomic():
        RecommendationFactory(finding=finding)


def test_a_recommendation_is_not_moved_to_another_kind_of_finding() -> None:
    recommendation, improvement = RecommendationFactory(), AreaForImprovementFactory()
    with refused("recommendation_is_of_a_cause_of_concern"), transaction.atomic():
        Recommendation.objects.filter(pk=recommendation.pk).update(finding=improvement)


@pytest.mark.parametrize(
    ("name", "changes"),
    [
        ("recommendation_date_fits_its_kind", {"due_kind": "date", "due_on": None}),
        ("recommendation_date_fits_its_kind", {"due_kind": "month", "due_on": None}),
        ("recommendation_date_fits_its_kind", {"due_kind": "none"}),
        ("recommendation_date_fits_its_kind", {"due_kind": "event"}),
        ("recommendation_date_fits_its_kind", {"due_kind": "some day"}),
        ("recommendation_months_only_if_relative", {"due_months": 6}),
    ],
)
def test_a_deadline_makes_sense(name: str, changes: dict[str, object]) -> None:
    recommendation = RecommendationFactory()
    with refused(name), transaction.atomic():
        Recommendation.objects.filter(pk=recommendation.pk).update(**changes)


@pytest.mark.parametrize("kind", sorted(set(Finding.Kind) - {Finding.Kind.CAUSE_OF_CONCERN}))
def test_a_finding_with_recommendations_stays_a_cause_of_concern(kind: str) -> None:
    findings = Finding.objects.filter(pk=RecommendationFactory().finding_id)
    with refused("stays a cause of concern"), transaction.atomic():
        findings.update(kind=kind)


def test_a_cause_of_concern_without_recommendations_may_become_another_kind() -> None:
    concern = CauseOfConcernFactory()
    Finding.objects.filter(pk=concern.pk).update(kind="narrative")
    concern.refresh_from_db()
    assert concern.kind == "narrative"


def test_a_position_is_given_once() -> None:
    first = RecommendationFactory()
    with refused("recommendation_position_once"), transaction.atomic():
        RecommendationFactory(finding=first.finding, position=first.position)
        connection.check_constraints()


def test_what_is_published_stays_as_it_is() -> None:
    recommendation = RecommendationFactory()
    put_in_print(recommendation.finding.inspection)
    with refused("changes only through a correction"), transaction.atomic():
        Recommendation.objects.filter(pk=recommendation.pk).update(text="Do less.")


@pytest.mark.parametrize(
    ("name", "changes"),
    [
        ("entry_closed_iff_closed_on", {"status": "forgotten"}),
        ("entry_closed_iff_closed_on", {"status": "complete"}),
        ("entry_closed_iff_closed_on", {"closed_on": "2026-03-01"}),
        ("entry_is_of_one_thing", {"recommendation": None}),
        ("entry_has_one_addressee", {"body": None}),
        ("entry_position_is_known", {"position": "forgotten"}),
        ("entry_position_says_why", {"position": "not_accepted"}),
        ("entry_position_says_why", {"position": "not_applicable", "position_reason": " "}),
        ("entry_depends_on_one_body", {"position": "depends"}),
        ("entry_closes_after_it_opens", {"status": "complete", "closed_on": "2026-02-01"}),
    ],
)
def test_an_entry_makes_sense(name: str, changes: dict[str, object]) -> None:
    entry = RegisterEntryFactory()
    with refused(name), transaction.atomic():
        RegisterEntry.objects.filter(pk=entry.pk).update(**changes)


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("published_changes_only_by_correction", lambda rows: rows.update(asked="Do less.")),
        ("published_stays_published", lambda rows: rows.update(reference="another/1")),
        ("published_stays_published", lambda rows: rows.update(published_at="2030-01-01T00:00Z")),
        ("published_stays_published", lambda rows: rows.delete()),
    ],
)
def test_a_published_entry_stays_as_it_is(
    name: str, change: Callable[[QuerySet[RegisterEntry]], object], entry: RegisterEntry
) -> None:
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        change(RegisterEntry.objects.filter(pk=entry.pk))
    assert refusal.value.__cause__.diag.constraint_name == name  # type: ignore[union-attr]


def test_a_published_entry_changes_by_a_correction(entry: RegisterEntry, moment: datetime) -> None:
    correct(entry.source.inspection, at=moment)
    assert RegisterEntry.objects.filter(pk=entry.pk).update(asked="Do less.") == 1


def test_a_body_answers_once_for_a_recommendation() -> None:
    entry = RegisterEntryFactory()
    with refused("asked_once_of_each_addressee"), transaction.atomic():
        RegisterEntryFactory(recommendation=entry.recommendation, body=entry.body)


def test_a_body_answers_once_for_an_area_for_improvement() -> None:
    entry = ImprovementEntryFactory()
    with refused("asked_once_of_each_addressee"), transaction.atomic():
        ImprovementEntryFactory(finding=entry.finding, body=entry.body)


@pytest.mark.parametrize("make", [RegisterEntryFactory, ImprovementEntryFactory])
def test_only_a_body_of_the_inspection_answers(make: type[DjangoModelFactory]) -> None:
    entry, stranger = make(), ForceFactory()
    with refused("The body is not in the inspection"), transaction.atomic():
        RegisterEntry.objects.filter(pk=entry.pk).update(body=stranger)
    source = {"recommendation": entry.recommendation, "finding": entry.finding}
    with refused("The body is not in the inspection"), transaction.atomic():
        RegisterEntry.objects.create(
            body=stranger, asked=entry.asked, published_at=entry.published_at, **source
        )


@pytest.mark.parametrize("kind", sorted(set(Finding.Kind) - {Finding.Kind.AREA_FOR_IMPROVEMENT}))
def test_only_an_area_for_improvement_enters_the_register_itself(kind: str) -> None:
    finding = FindingFactory(kind=kind)
    with refused("Only an area for improvement"), transaction.atomic():
        ImprovementEntryFactory(finding=finding, body=finding.chapter.body)


def test_an_entry_outlives_the_kind_of_its_finding() -> None:
    entry = ImprovementEntryFactory()
    Finding.objects.filter(pk=entry.finding_id).update(kind="narrative")
    RegisterEntry.objects.filter(pk=entry.pk).update(status="superseded", closed_on="2026-03-02")
    entry.refresh_from_db()
    assert (entry.status, entry.finding.kind) == ("superseded", "narrative")


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("status_change_says_why", {"narrative": " \n"}),
        ("status_change_status_is_known", {"status": "forgotten"}),
    ],
)
def test_a_status_change_makes_sense(name: str, fields: dict[str, object]) -> None:
    usual = {"status": "complete", "narrative": "Seen.", "at": "2026-03-02T10:00Z"}
    change = StatusChange(entry=RegisterEntryFactory(), by=UserFactory(), **usual | fields)
    with refused(name), transaction.atomic():
        change.save()


@pytest.mark.parametrize("change", ["update", "delete"])
def test_the_log_of_statuses_is_append_only(change: str) -> None:
    StatusChange.objects.create(
        entry=RegisterEntryFactory(),
        status="complete",
        by=UserFactory(),
        at="2026-03-02T10:00Z",
        narrative="Seen on a visit.",
    )
    rows = StatusChange.objects.all()
    with pytest.raises(Error, match="Cannot update or delete"), transaction.atomic():
        rows.update(narrative="Not seen.") if change == "update" else rows.delete()
