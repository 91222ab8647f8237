"""Text that a plan has from another one is found, and what all plans of a force say is not."""

from random import Random

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate

from disruptions import actions, queries
from disruptions.models import Plan, PlanCopy, PlanEntry, PlanShingle
from disruptions.scoring.cases import sentence, sentences
from forces.models import Body
from inspection_portal.core.models import User
from tests.factories import (
    CheckWaiverFactory,
    PlanAccessFactory,
    PlanEntryFactory,
    PlanFactory,
)

TODAY = localdate()
BOILERPLATE = [sentence(Random(number)) for number in range(12)]


def write(body: Body, number: int, *, own: list[str] | None = None) -> Plan:
    """A plan of which nearly half is what every plan of the force says."""
    said = sentences(Random(number + 1000)) if own is None else own
    plan: Plan = PlanFactory(threat__body=body)
    PlanEntryFactory(plan=plan, text=" ".join(BOILERPLATE))
    PlanEntryFactory(plan=plan, text=" ".join(said))
    return plan


@pytest.fixture
def plans(force: Body) -> list[Plan]:
    return [write(force, number) for number in range(6)]


def copy_of(source: Plan, body: Body, *, kept: int = 9) -> Plan:
    """Nine of fourteen sentences are kept, in another order."""
    own = sentences(Random(1000))[:kept][::-1]
    assert own[0] in source.entries.last().text  # type: ignore[union-attr]
    return write(body, 0, own=[*own, *sentences(Random(77))[kept:]])


def compare() -> None:
    while actions.compare_plans():
        pass


def test_a_copy_is_found_and_no_boilerplate(plans: list[Plan], force: Body) -> None:
    copy = copy_of(plans[0], force)
    compare()
    [found] = PlanCopy.objects.all()
    assert (found.plan, found.source) == (copy, plans[0])
    assert 0.4 < found.share < 0.8
    assert actions.compare_plans() == 0


def test_several_copies_of_one_are_no_template(force: Body) -> None:
    """Five of eleven plans say the same."""
    own = sentences(Random(1))
    for number in range(6):
        write(force, number)
    copies = [write(force, 0, own=own) for _ in range(5)]
    compare()
    found = PlanCopy.objects.values_list("plan", "source")
    assert {plan for pair in found for plan in pair} == {each.pk for each in copies}


def test_a_plan_carries_on_what_an_earlier_one_of_its_threat_says(
    plans: list[Plan], force: Body
) -> None:
    copy = copy_of(plans[0], force)
    Plan.objects.filter(pk=plans[0].pk).update(threat=copy.threat, state="closed", closed_on=TODAY)
    compare()
    assert not PlanCopy.objects.exists()


def test_who_only_sees_a_plan_is_not_told_what_it_shares(
    client: Client, plans: list[Plan], force: Body, other_force: Body, other_force_lead: User
) -> None:
    """Nor why a check of it is waived."""
    copy = copy_of(plans[0], force)
    PlanAccessFactory(plan=copy, body=other_force, organisation=None, scope="plan")
    waiver = CheckWaiverFactory(plan=copy)
    client.force_login(other_force_lead)
    assert client.get(copy.get_absolute_url()).status_code == 200
    for name in ("disruptions:plan_copies", "api:plan-copies"):
        assert client.get(reverse(name, args=[copy.uuid])).status_code == 403
    assert client.get(reverse("api:checkwaiver-detail", args=[waiver.uuid])).status_code == 404


def test_a_copy_that_is_rewritten_is_none(plans: list[Plan], force: Body) -> None:
    copy = copy_of(plans[0], force)
    compare()
    entry = copy.entries.last()
    assert entry is not None
    PlanEntry.objects.filter(pk=entry.pk).update(text=" ".join(sentences(Random(5))))
    compare()
    assert not PlanCopy.objects.exists()


def test_an_earlier_plan_that_is_written_later_makes_the_other_a_copy(
    plans: list[Plan], force: Body
) -> None:
    """The later plan is compared in turn, though nobody wrote in it."""
    late = write(force, 99)
    compare()
    [text] = [entry.text for entry in late.entries.all() if entry.text != " ".join(BOILERPLATE)]
    PlanEntryFactory(plan=plans[0], text=text)
    compare()
    assert [(each.plan, each.source) for each in PlanCopy.objects.all()] == [(late, plans[0])]


def test_shingles_go_with_their_entry(plans: list[Plan]) -> None:
    before = PlanShingle.objects.count()
    entry = plans[0].entries.first()
    assert entry is not None
    gone = PlanShingle.objects.filter(entry=entry).count()
    entry.delete()
    assert PlanShingle.objects.count() == before - gone > 0


def test_passages_stand_side_by_side(
    client: Client, plans: list[Plan], force: Body, force_lead: User
) -> None:
    copy = copy_of(plans[0], force)
    compare()
    ours, theirs = queries.passages(copy, plans[0])
    assert [sum(each.is_shared for each in side) for side in (ours, theirs)] == [21, 21]
    client.force_login(force_lead)
    url = reverse("disruptions:plan_copies", args=[copy.uuid])
    assert str(plans[0]) in client.get(url).content.decode()
    page = client.get(url, {"of": str(plans[0].uuid)}).content.decode()
    assert page.count("<mark") == 42
    told = client.get(reverse("api:plan-copies", args=[copy.uuid])).json()
    [pair] = told["copies"]
    assert (pair["plan"], pair["is_source"]) == (str(plans[0].uuid), True)
    assert [len(pair[side]) for side in ("here", "there")] == [21, 21]


def test_a_plan_of_another_body_is_counted_and_not_shown(
    client: Client, plans: list[Plan], other_force: Body, other_force_lead: User
) -> None:
    copy = copy_of(plans[0], other_force)
    compare()
    client.force_login(other_force_lead)
    url = reverse("disruptions:plan_copies", args=[copy.uuid])
    page = client.get(url, {"of": str(plans[0].uuid)}).content.decode()
    assert "1 plan of another body" in page
    assert plans[0].threat.reference not in page
    assert "<mark" not in page
    told = client.get(reverse("api:plan-copies", args=[copy.uuid])).json()
    assert told == {"copies": [], "unseen": 1}
