"""What the database refuses of disruptions, who sees them, and how it counts them."""

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import Error, IntegrityError, transaction
from django.db.models import Count
from django.db.models.functions import TruncMonth

from disruptions import actions, permissions
from disruptions.models import Disruption, DisruptionCount, Moderation
from forces.models import Body
from inspection_portal.core.models import User, system_user
from tests.factories import (
    DisruptionFactory,
    DisruptionStandardFactory,
    ModerationFactory,
    RocuFactory,
    ThreatFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
KIND = ("body", "month", "category", "strand", "type", "moderation")

WRONG = [
    (DisruptionFactory, "disruption_has_reference", {"reference": " "}),
    (DisruptionFactory, "disruption_has_reference", {"source": "hearsay"}),
    (DisruptionFactory, "disruption_type_is_known", {"type": "both"}),
    (DisruptionFactory, "disruption_has_category", {"category": ""}),
    (DisruptionFactory, "disruption_has_category", {"category": "huge", "source": "apmis"}),
    (DisruptionFactory, "disruption_has_strand", {"strand": ""}),
    (DisruptionFactory, "disruption_moderation_is_known", {"moderation": "lost"}),
    (DisruptionFactory, "disruption_led_by_one", {"type": "support", "lead_body": None}),
    (DisruptionFactory, "disruption_recorded_after", {"recorded_on": date(2026, 2, 1)}),
    (
        DisruptionFactory,
        "disruption_not_of_a_day_to_come",
        {"entered_at": datetime(2026, 2, 1, 23, 59, tzinfo=UTC)},
    ),
    (DisruptionStandardFactory, "standard_counts_some_threats", {"threat_kinds": []}),
    (DisruptionStandardFactory, "standard_counts_some_threats", {"threat_kinds": ["gang"]}),
    (DisruptionStandardFactory, "standard_needs_known_fields", {"needs_minor": ["photo"]}),
    (DisruptionStandardFactory, "standard_has_basis", {"basis": ""}),
]


def test_what_makes_no_sense(other_force: Body) -> None:
    """One test for all: each row asks for one wrong field."""
    led = (DisruptionFactory, "disruption_led_by_its_body", {"lead_body": other_force})
    for make, name, wrong in [*WRONG, led]:
        with pytest.raises(IntegrityError, match=name), transaction.atomic():
            make(**wrong)


def test_a_decision_needs_a_reason_a_lower_category_and_somebody_else() -> None:
    recorder, editor = UserFactory(), UserFactory()
    row = DisruptionFactory(recorded_by=recorder, changed_by=editor)
    lower = {"outcome": "downgraded", "from_category": "moderate"}
    for name, wrong in [
        ("moderation_outcome_is_known", {"outcome": "praised"}),
        ("moderation_has_reason", {"reason": " "}),
        ("moderation_downgrades_to_a_lower_category", {**lower, "to_category": "major"}),
        ("moderation_downgrades_to_a_lower_category", {"to_category": "minor"}),
        ("moderated_by_another_than_recorded", {"by": recorder}),
        ("moderated_by_another_than_recorded", {"by": editor}),
    ]:
        with pytest.raises(IntegrityError, match=name), transaction.atomic():
            ModerationFactory(**({"disruption": row, "by": system_user()} | wrong))
    kept = ModerationFactory(disruption=row, by=system_user(), **lower, to_category="minor")
    with pytest.raises(Error, match="Cannot update"), transaction.atomic():
        kept.save()
    with pytest.raises(Error, match="Cannot update"), transaction.atomic():
        DisruptionStandardFactory().save()


def test_a_reference_once_in_a_source_and_an_extract_may_lack_a_category() -> None:
    row = DisruptionFactory(reference="A")
    DisruptionFactory(reference="A", source="apmis", category="", strand="")
    with pytest.raises(IntegrityError, match="reference_once_in_a_source"), transaction.atomic():
        DisruptionFactory(reference="A")
    row.category = ""
    with pytest.raises(ValidationError, match="Choose major, moderate or minor"):
        row.validate_constraints()


def test_who_sees_a_disruption(
    force: Body, other_force: Body, force_lead: User, other_force_lead: User, inspector: User
) -> None:
    own = DisruptionFactory(threat__body=force)
    against = DisruptionFactory(threat__body=force, body=RocuFactory())
    helped = DisruptionFactory()
    helped.supporting_bodies.add(force)
    ModerationFactory(disruption=own, by=inspector)
    DisruptionFactory(threat__body=other_force)
    assert set(Disruption.objects.visible_to(force_lead)) == {own, against, helped}
    assert Disruption.objects.visible_to(other_force_lead).count() == 1
    assert Disruption.objects.visible_to(inspector).count() == 4
    assert Moderation.objects.visible_to(force_lead).count() == 1
    assert not Moderation.objects.visible_to(other_force_lead).exists()
    assert permissions.can_record_disruption(force_lead, force)
    assert permissions.can_moderate(force_lead, own)
    assert not permissions.can_moderate(force_lead, against)
    own.changed_by = force_lead
    assert not permissions.can_moderate(force_lead, own)


@pytest.mark.parametrize("who", ["partner", "policing_body_person", "administrator", "publisher"])
def test_nobody_else_sees_one(who: str, request: pytest.FixtureRequest) -> None:
    user = request.getfixturevalue(who)
    row = DisruptionFactory()
    assert not Disruption.objects.visible_to(user).exists()
    assert not DisruptionCount.objects.visible_to(user).exists()
    assert not permissions.can_record_disruption(user, row.body)
    assert not permissions.can_moderate(user, row)


def live() -> list[tuple[object, ...]]:
    rows = Disruption.objects.order_by().annotate(month=TruncMonth("event_on"))
    return sorted(rows.values_list(*KIND).annotate(number=Count("pk")))


def test_the_counts_are_those_of_the_rows(force: Body) -> None:
    threat = ThreatFactory(body=force)

    def agree() -> None:
        assert sorted(DisruptionCount.objects.totals(*KIND)) == live()

    rows = [
        DisruptionFactory.build(
            threat=threat,
            recorded_by=system_user(),
            event_on=date(2026, 1 + number % 3, 2),
            category=["major", "moderate", "minor"][number % 3],
            strand=["pursue", "prevent"][number % 2],
        )
        for number in range(12)
    ]
    Disruption.objects.bulk_create(rows)
    assert len(live()) == 6
    agree()
    Disruption.objects.filter(strand="prevent").update(moderation="moderated")
    agree()
    Disruption.objects.filter(category="major").update(event_on=date(2025, 12, 31))
    agree()
    one = DisruptionFactory(threat=threat)
    Disruption.objects.filter(pk=one.pk).update(narrative="A house was searched.")
    agree()
    one.delete()
    Disruption.objects.filter(category="minor").delete()
    agree()
    actions.fold_disruption_counts()
    agree()
    assert DisruptionCount.objects.count() == len(live())
    by_strand = dict(DisruptionCount.objects.totals("strand"))
    assert by_strand == {"pursue": 4, "prevent": 4}
