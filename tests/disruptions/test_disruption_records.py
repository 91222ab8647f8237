"""What the database refuses of disruptions, who sees them, and how it counts them."""

from collections import Counter
from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import Error, IntegrityError, transaction

from disruptions import actions, permissions
from disruptions.models import KINDS, Disruption, DisruptionCount, Kind, Moderation
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
    (DisruptionFactory, "disruption_support_is_led_by_another", {"type": "support"}),
    (DisruptionFactory, "disruption_of_a_likely_day", {"event_on": date(1999, 12, 31)}),
    (DisruptionFactory, "disruption_of_a_likely_day", {"event_on": date(2101, 1, 1)}),
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
        ("moderated_by_another_than_recorded", {"by": editor, "outcome": "reopened"}),
        ("moderation_has_reason", {"outcome": "reopened", "reason": " "}),
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
    assert list(Disruption.objects.to_moderate_by(force_lead)) == [own]
    for editor in (force_lead, inspector):
        Disruption.objects.filter(pk=own.pk).update(changed_by=editor)
        assert not permissions.can_moderate(force_lead, own)
        assert not Disruption.objects.to_moderate_by(force_lead).exists()


@pytest.mark.parametrize("who", ["partner", "policing_body_person", "administrator", "publisher"])
def test_nobody_else_sees_one(who: str, request: pytest.FixtureRequest) -> None:
    user = request.getfixturevalue(who)
    row = DisruptionFactory()
    assert not Disruption.objects.visible_to(user).exists()
    assert not DisruptionCount.objects.visible_to(user).exists()
    assert not permissions.can_record_disruption(user, row.body)
    assert not permissions.can_moderate(user, row)


def live() -> dict[tuple[object, ...], int]:
    """How many there are of each body or month and kind, asked of the records themselves."""
    rows = Disruption.objects.filter(moderation__in=["moderated", "downgraded", "pending"])
    found = Counter[tuple[object, ...]]()
    for each in rows:
        waits = each.moderation == "pending"
        kind = Kind(each.category, each.strand, each.type, waits)
        found[each.body_id, None, kind] += 1
        found[None, each.event_on.replace(day=1), kind] += 1
    return found


def told() -> dict[tuple[object, ...], int]:
    """The same of the counts."""
    return {
        (body, month, kind): number
        for body, month, numbers in DisruptionCount.objects.totals()
        for kind, number in zip(KINDS, numbers, strict=True)
        if number
    }


def test_the_counts_are_those_of_the_rows(force: Body) -> None:
    threat = ThreatFactory(body=force)
    rows = [
        DisruptionFactory.build(
            threat=threat,
            recorded_by=system_user(),
            source="apmis",
            event_on=date(2026, 1 + number % 3, 2),
            category=["major", "moderate", "minor", ""][number % 4],
            strand=["pursue", "prevent", ""][number % 3],
            moderation=["pending", "moderated", "returned", "refused", "downgraded"][number % 5],
        )
        for number in range(60)
    ]
    Disruption.objects.bulk_create(rows)
    assert told() == live()
    assert DisruptionCount.objects.count() == 3
    Disruption.objects.filter(strand="prevent").update(moderation="moderated")
    assert told() == live()
    Disruption.objects.filter(category="major").update(event_on=date(2025, 12, 31))
    assert told() == live()
    one, before = DisruptionFactory(threat=threat), DisruptionCount.objects.count()
    Disruption.objects.filter(pk=one.pk).update(narrative="A house was searched.")
    assert DisruptionCount.objects.count() == before
    one.delete()
    Disruption.objects.filter(category="minor", event_on__gte=date(2026, 2, 1)).delete()
    assert told() == live()
    Disruption.objects.filter(event_on=date(2026, 3, 2)).delete()
    assert told() == live()
    actions.fold_disruption_counts()
    assert told() == live()
    assert DisruptionCount.objects.count() == len({month for _, month, _ in live() if month})
