"""What other systems are told of plans and extracts, and who may know of it."""

from datetime import datetime, timedelta

import pytest

from disruptions import actions
from disruptions.models import Plan, PlanError, Threat
from inspection_portal.core.models import Event, User
from inspection_portal.core.webhooks import types
from tests.disruptions.test_extracts import line, run, table
from tests.factories import EndpointFactory, PlanFactory

pytestmark = pytest.mark.usefixtures("_listened_to")


@pytest.fixture
def _listened_to(db: None) -> None:
    EndpointFactory()


def told(event_type: str) -> list[object]:
    rows = Event.objects.filter(type=event_type).order_by("pk")
    return [*rows.values_list("object_uuid", flat=True)]


def test_an_error_is_told_when_it_is_first_found(threat: Threat, moment: datetime) -> None:
    plan: Plan = PlanFactory(threat=threat)
    for days in range(3):
        actions.count_checks(at=moment + timedelta(days=days))
    assert PlanError.objects.filter(plan=plan).exists()
    assert told("plan.error_found") == [plan.uuid]


def test_one_that_is_mended_and_comes_back_is_told_again(threat: Threat, moment: datetime) -> None:
    plan: Plan = PlanFactory(threat=threat)
    actions.count_checks(at=moment)
    PlanError.objects.all().delete()  # As if a count in between had not found them.
    actions.count_checks(at=moment + timedelta(days=1))
    assert told("plan.error_found") == [plan.uuid, plan.uuid]


def test_a_loaded_extract_is_told_and_a_check_is_not(threat: Threat, inspector: User) -> None:
    content = table(line(threat))
    run(content, inspector, load=False)
    assert told("extract.loaded") == []
    extract = run(content, inspector)
    assert told("extract.loaded") == [extract.uuid]


def test_only_those_may_know_who_see_it(
    threat: Threat, force_lead: User, other_force_lead: User, inspector: User
) -> None:
    plan = PlanFactory(threat=threat)
    known = types.find("plan.error_found")
    assert known
    may = [
        known.may_know(user, Event(object_uuid=plan.uuid))
        for user in (force_lead, other_force_lead, inspector)
    ]
    assert may == [True, False, True]
