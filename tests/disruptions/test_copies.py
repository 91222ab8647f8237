"""Text that a plan has from another one is found, and what all plans of a force say is not."""

from random import Random

import pytest
from django.test import Client
from django.urls import reverse

from disruptions import actions, queries
from disruptions.models import Plan, PlanCopy, PlanEntry, PlanShingle
from disruptions.scoring.cases import sentence, sentences
from forces.models import Body
from inspection_portal.core.models import User
from tests.factories import PlanEntryFactory, PlanFactory

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
