"""What people do with 4P plans: it works, who may not, the wrong state, two editors, the trail."""

from collections.abc import Callable
from datetime import date, datetime, time
from functools import partial

import pytest
from django.core.exceptions import PermissionDenied

from disruptions import actions
from disruptions.models import Officer, Plan, PlanAccess, PlanAction, PlanEntry
from forces.models import Body, Organisation
from inspection_portal.core.errors import RuleBroken
from inspection_portal.core.models import AuditEvent, Message, User
from tests.factories import (
    OfficerFactory,
    PlanAccessFactory,
    PlanActionFactory,
    PlanEntryFactory,
    PlanLinkFactory,
    PlanSettingsFactory,
    ThreatFactory,
)

ON = date(2026, 3, 2)


def verbs() -> list[str]:
    return list(AuditEvent.objects.order_by("pk").values_list("verb", flat=True))


def test_a_plan_from_its_first_day_to_its_last(
    force: Body, officer: Officer, force_lead: User, force_contributor: User, moment: datetime
) -> None:
    writer = {"by": force_contributor, "at": moment}
    threat = ThreatFactory(body=force)
    plan = actions.open_plan(threat, opened_on=ON, written_by=officer, **writer)
    assert plan.state == Plan.State.DRAFT
    actions.put_in_force(plan, seen_version=1, **writer)
    actions.name_writer(
        plan, written_by=officer, template_version="2026/1", seen_version=2, **writer
    )
    checker = OfficerFactory(body=force)
    lead = {"by": force_lead, "at": moment}
    actions.record_plan_check(plan, checked_by=checker, checked_on=ON, seen_version=3, **lead)
    actions.record_review(
        plan, reviewed_on=ON, reviewed_by=checker, outcome="Protect more.", **writer
    )
    link = actions.link_plan(plan, kind="safeguarding", reference=" SG/1 ", **writer)
    actions.unlink_plan(link, seen_version=1, **writer)
    actions.close_plan(plan, closed_on=ON, seen_version=4, **writer)
    assert (plan.state, plan.closed_on, plan.checked_by) == (Plan.State.CLOSED, ON, checker)
    assert verbs() == [
        *("plan.opened", "plan.put_in_force", "plan.writer_named", "plan.checked"),
        *("plan.reviewed", "plan.linked", "plan.unlinked", "plan.closed"),
    ]
    assert actions.open_plan(threat, opened_on=ON, **writer).state == Plan.State.DRAFT


def test_one_open_plan_unless_the_body_allows_several(
    own_plan: Plan, force_contributor: User, moment: datetime
) -> None:
    again = partial(
        actions.open_plan, own_plan.threat, opened_on=ON, by=force_contributor, at=moment
    )
    with pytest.raises(RuleBroken, match="The threat has an open plan already"):
        again()
    PlanSettingsFactory(body=own_plan.threat.body, allows_several_plans=True)
    assert again().threat == own_plan.threat


def test_what_a_plan_refuses(
    own_plan: Plan, officer: Officer, force_lead: User, moment: datetime
) -> None:
    """Each with a sentence, before the database does; nothing is then saved."""
    told = {"by": force_lead, "at": moment}
    stranger, later, before = OfficerFactory(), date(2026, 3, 3), date(2026, 1, 4)
    check = partial(actions.record_plan_check, own_plan, seen_version=1, **told)
    review = partial(actions.record_review, own_plan, outcome="Seen.", **told)
    entry = partial(actions.write_entry, own_plan, strand="pursue", **told)
    action = partial(actions.add_action, own_plan, strand="pursue", **told)
    refusals: list[tuple[Callable[[], object], str]] = [
        (partial(check, checked_by=officer, checked_on=ON), "Nobody checks a plan that they wrote"),
        (partial(check, checked_by=stranger, checked_on=ON), "Choose an officer of the body"),
        (partial(check, checked_by=stranger, checked_on=later), "has not come yet"),
        (partial(review, reviewed_by=officer, reviewed_on=before), "opened after that day"),
        (partial(entry, text=" "), "Write the entry"),
        (partial(entry, text="Seen.", timed_at=time(9)), "Give the date as well"),
        (partial(entry, text="Seen.", dated_on=later), "has not come yet"),
        (partial(entry, text="TOP SECRET: a source said"), "nothing above OFFICIAL-SENSITIVE"),
        (partial(action, what="Go.", owner=stranger), "a part in the threat"),
        (partial(action, what="Go.", due_on=before), "due before the plan was opened"),
        (
            partial(actions.close_plan, own_plan, closed_on=before, seen_version=1, **told),
            "closed before it was opened",
        ),
        (partial(actions.put_in_force, own_plan, seen_version=1, **told), "in force already"),
    ]
    for act, words in refusals:
        with pytest.raises(RuleBroken, match=words):
            act()
    assert not own_plan.entries.exists()
    assert not own_plan.actions.exists()
    assert verbs() == []


def test_an_action_lies_within_its_plan(
    lent: PlanAction, partner: User, force_lead: User, moment: datetime
) -> None:
    """An end and a due date before the plan was opened are refused, and nothing is half saved."""
    opened, before = date(2026, 1, 5), date(2026, 1, 4)
    report = partial(actions.report_action, lent, result="Lit.", by=partner, at=moment)
    revise = partial(actions.revise_action, lent, what="Go.", by=force_lead, at=moment)
    with pytest.raises(RuleBroken, match="end before the plan was opened"):
        report(ended_on=before, seen_version=1)
    with pytest.raises(RuleBroken, match="due before the plan was opened"):
        revise(due_on=before, seen_version=1)
    stored = PlanAction.objects.get()
    assert (stored.version, stored.result, stored.what) == (1, "", "Light the underpass.")
    assert verbs() == []
    revise(due_on=opened, seen_version=1)
    report(ended_on=opened, seen_version=2)


def test_entries_are_written_changed_and_removed(
    own_plan: Plan, force_contributor: User, moment: datetime
) -> None:
    writer = {"by": force_contributor, "at": moment}
    entry = actions.write_entry(
        own_plan, strand="prevent", text="A school.", dated_on=ON, timed_at=time(9, 30), **writer
    )
    actions.revise_entry(entry, strand="protect", text="Two schools.", seen_version=1, **writer)
    assert (entry.strand, entry.version) == ("protect", 2)
    with pytest.raises(RuleBroken, match="has changed since you read it"):
        actions.revise_entry(entry, text="None.", seen_version=1, **writer)
    with pytest.raises(RuleBroken, match="has changed since you read it"):
        actions.remove_entry(entry, seen_version=1, **writer)
    actions.remove_entry(entry, seen_version=2, **writer)
    with pytest.raises(RuleBroken, match="removed already"):
        actions.remove_entry(entry, seen_version=2, **writer)
    assert not PlanEntry.objects.exists()
    last = AuditEvent.objects.get(verb="plan_entry.removed")
    assert last.detail["text"] == "Two schools."
    assert last.detail["moment"] == "2026-03-02 09:30"


def test_others_write_nothing(
    own_plan: Plan, rocu: Body, rocu_lead: User, inspector: User, moment: datetime
) -> None:
    """Who reads the whole plan only reads it, and a contributor does not oversee it."""
    PlanAccessFactory(plan=own_plan, body=rocu, scope="plan")
    entry, action = PlanEntryFactory(plan=own_plan), PlanActionFactory(plan=own_plan)
    access, link = own_plan.access.get(), PlanLinkFactory(plan=own_plan)
    for user in (rocu_lead, inspector):
        told = {"by": user, "at": moment}
        for act in (
            partial(actions.open_plan, own_plan.threat, opened_on=ON),
            partial(actions.put_in_force, own_plan, seen_version=1),
            partial(actions.write_entry, own_plan, strand="pursue", text="Seen."),
            partial(actions.revise_entry, entry, text="Seen.", seen_version=1),
            partial(actions.remove_entry, entry, seen_version=1),
            partial(actions.add_action, own_plan, strand="pursue", what="Go."),
            partial(actions.revise_action, action, what="Go.", seen_version=1),
            partial(actions.report_action, action, result="Gone.", seen_version=1),
            partial(actions.unlink_plan, link, seen_version=1),
            partial(actions.give_access, own_plan, to=rocu, scope="plan"),
            partial(actions.end_access, access),
        ):
            with pytest.raises(PermissionDenied):
                act(**told)
    assert verbs() == []


def test_a_contributor_neither_checks_nor_shares(
    own_plan: Plan,
    officer: Officer,
    council: Organisation,
    force_contributor: User,
    moment: datetime,
) -> None:
    told = {"by": force_contributor, "at": moment}
    with pytest.raises(PermissionDenied):
        actions.record_plan_check(
            own_plan, checked_by=officer, checked_on=ON, seen_version=1, **told
        )
    with pytest.raises(PermissionDenied):
        actions.give_access(own_plan, to=council, scope="actions", **told)


def test_a_closed_plan_stays_as_it_is(
    own_plan: Plan, lent: PlanAction, partner: User, force_lead: User, moment: datetime
) -> None:
    told = {"by": force_lead, "at": moment}
    actions.close_plan(own_plan, closed_on=ON, seen_version=1, **told)
    with pytest.raises(RuleBroken, match="closed, so it stays as it is"):
        actions.write_entry(own_plan, strand="pursue", text="Late.", **told)
    with pytest.raises(RuleBroken, match="plan behind this action is closed"):
        actions.report_action(lent, result="Done.", seen_version=1, by=partner, at=moment)
    actions.end_access(own_plan.access.get(), **told)
    assert not PlanAction.objects.visible_to(partner).exists()


def test_a_partner_is_given_access_and_an_action_and_says_how_it_went(
    own_plan: Plan, council: Organisation, partner: User, force_lead: User, moment: datetime
) -> None:
    lead = {"by": force_lead, "at": moment}
    action = actions.add_action(
        own_plan, strand="protect", what="Light it.", partner=council, **lead
    )
    assert not Message.objects.exists()
    with pytest.raises(PermissionDenied):
        actions.report_action(action, result="Lit.", seen_version=1, by=partner, at=moment)
    access = actions.give_access(own_plan, to=council, scope="actions", **lead)
    with pytest.raises(RuleBroken, match="They may see the plan already"):
        actions.give_access(own_plan, to=council, scope="actions", **lead)
    actions.report_action(action, result="Half of it.", seen_version=1, by=partner, at=moment)
    actions.report_action(
        action, result="All lit.", ended_on=ON, seen_version=2, by=partner, at=moment
    )
    with pytest.raises(RuleBroken, match="The action has ended"):
        actions.report_action(action, result="More.", seen_version=3, by=partner, at=moment)
    actions.end_access(access, **lead)
    with pytest.raises(RuleBroken, match="ended already"):
        actions.end_access(access, **lead)
    assert not PlanAction.objects.visible_to(partner).exists()
    assert PlanAccess.objects.get().ended_by == force_lead
    assert verbs() == [
        *("plan_action.added", "plan_access.given"),
        *("plan_action.reported", "plan_action.reported", "plan_access.ended"),
    ]


def test_a_partner_never_sees_the_whole_plan(
    own_plan: Plan, council: Organisation, force_lead: User, moment: datetime
) -> None:
    lead = {"by": force_lead, "at": moment}
    with pytest.raises(RuleBroken, match="A partner sees only the actions given to it"):
        actions.give_access(own_plan, to=council, scope="plan", **lead)
    with pytest.raises(RuleBroken, match="sees the plan already"):
        actions.give_access(own_plan, to=own_plan.threat.body, scope="plan", **lead)


def test_an_officer_of_a_body_let_in_may_have_an_action(
    own_plan: Plan, rocu: Body, rocu_lead: User, force_lead: User, moment: datetime
) -> None:
    lead = {"by": force_lead, "at": moment}
    theirs = OfficerFactory(body=rocu, user=rocu_lead)
    action = PlanActionFactory(plan=own_plan)
    with pytest.raises(RuleBroken, match="a part in the threat"):
        actions.revise_action(action, owner=theirs, seen_version=1, **lead)
    actions.give_access(own_plan, to=rocu, scope="actions", **lead)
    actions.revise_action(action, owner=theirs, seen_version=1, **lead)
    actions.report_action(action, result="Begun.", seen_version=2, by=rocu_lead, at=moment)
    with pytest.raises(RuleBroken, match="has changed since you read it") as refused:
        actions.report_action(action, result="Again.", seen_version=2, by=rocu_lead, at=moment)
    assert own_plan.threat.reference not in str(refused.value)
    kinds = set(Message.objects.filter(recipient=rocu_lead).values_list("kind", flat=True))
    assert kinds == {"plan_access.given", "plan_action.given"}
