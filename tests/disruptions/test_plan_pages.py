"""Pages of 4P plans: what is written is there, refusals are sentences, and others see less."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.timezone import now

from disruptions.actions import revise_action, write_entry
from disruptions.models import Officer, Plan, PlanAction, PlanEntry
from forces.models import Body, Organisation, RoleGrant
from inspection_portal.core.models import User
from tests.factories import (
    OfficerFactory,
    PlanAccessFactory,
    PlanActionFactory,
    PlanEntryFactory,
    PlanFactory,
    PlanLinkFactory,
    PlanReviewFactory,
    PlanSettingsFactory,
    ThreatFactory,
    person,
)

DAY = {"day": "2", "month": "2", "year": "2026"}


def on(name: str, **parts: str) -> dict[str, str]:
    return {f"{name}_{part}": value for part, value in (DAY | parts).items()}


@pytest.fixture
def writer(client: Client, force_contributor: User) -> Client:
    client.force_login(force_contributor)
    return client


@pytest.fixture
def lead(force_lead: User) -> Client:
    client = Client()
    client.force_login(force_lead)
    return client


def page_after(client: Client, name: str, row: object, **data: str) -> str:
    url = reverse(f"disruptions:{name}", args=[row.uuid])  # type: ignore[attr-defined]
    return client.post(url, data, follow=True).content.decode()


def test_an_officer_writes_a_plan(
    writer: Client, lead: Client, force: Body, officer: Officer, council: Organisation
) -> None:
    threat = ThreatFactory(body=force)
    opened = {"threat": str(threat.uuid), **on("opened_on")}
    page = writer.post(reverse("disruptions:plan_open"), opened, follow=True).content.decode()
    plan = Plan.objects.get()
    assert "The plan is open" in page
    assert plan.written_by == officer
    for strand in ("pursue", "prevent", "protect", "prepare"):
        entry = {"strand": strand, "text": f"Words on {strand}.", "timed_at": "09:30"}
        page = page_after(writer, "plan_entry_add", plan, **entry, **on("dated_on"))
        assert f"Words on {strand}." in page
    assert page.count("(25%)") == 4
    access = {"to": str(council.uuid), "scope": "actions"}
    assert "They have access" in page_after(lead, "plan_share", plan, **access)
    action = {"strand": "protect", "what": "Light it.", "doer": str(council.uuid)}
    page = page_after(writer, "plan_action_add", plan, **action, **on("due_on"))
    assert "Light it." in page
    assert "1 overdue" in page
    page_after(writer, "plan_put_in_force", plan, seen_version="1")
    page = page_after(
        writer,
        "plan_review",
        plan,
        outcome="Protect more.",
        reviewed_by=str(officer.uuid),
        **on("reviewed_on"),
    )
    assert "Protect more." in page
    page = page_after(writer, "plan_link", plan, kind="scpo", reference="S/9")
    assert "SCPO plan S/9" in page
    checker = OfficerFactory(body=force)
    checked = {"checked_by": str(checker.uuid), "seen_version": "2"}
    assert "The check is recorded" in page_after(
        lead, "plan_check", plan, **checked, **on("checked_on")
    )
    closed = page_after(writer, "plan_close", plan, seen_version="3", **on("closed_on"))
    assert "The plan is closed." in closed
    assert reverse("disruptions:plan_entry_add", args=[plan.uuid]) not in closed


def test_a_new_plan_is_on_the_template_of_its_body(
    writer: Client, force: Body, officer: Officer, rocu: Body, force_contributor: User
) -> None:
    PlanSettingsFactory(body=force, template_version="2026/1")
    PlanSettingsFactory(body=rocu, template_version="R/9")
    threat, address = ThreatFactory(body=force), reverse("disruptions:plan_open")

    def offered(query: str = "") -> str:
        form = writer.get(address + query).context["form"]
        return str(form["template_version"].value() or "")

    assert offered() == "2026/1"
    both = person(RoleGrant.Role.ROCU_LEAD, rocu)
    RoleGrant.objects.filter(user=force_contributor).update(user=both)
    writer.force_login(both)
    theirs = ThreatFactory(body=rocu)
    assert offered(f"?threat={theirs.uuid}") == "R/9"
    assert offered(f"?threat={threat.uuid}") == "2026/1"
    assert offered() == ""


def test_who_sees_the_plan_is_warned_of_a_covert_action_of_a_partner(
    writer: Client, partner: User, own_plan: Plan, lent: PlanAction
) -> None:
    warning = "Covert: the partner reads what is to be done."
    pages = (own_plan.get_absolute_url(), lent.get_absolute_url())
    for page in pages:
        assert warning not in writer.get(page).content.decode()
    PlanAction.objects.update(is_covert=True)
    for page in pages:
        assert warning in writer.get(page).content.decode()
    add = reverse("disruptions:plan_action_add", args=[own_plan.uuid])
    assert "to whom a covert action is given reads" in writer.get(add).content.decode()
    writer.force_login(partner)
    assert warning not in writer.get(lent.get_absolute_url()).content.decode()


def test_inspectors_are_led_to_everything_recorded_of_a_plan(
    client: Client, inspector: User, force_lead: User, own_plan: Plan, lent: PlanAction, rocu: Body
) -> None:
    """What was done, and by whom; what is done about covert actions is not in it, and no officer is
    named.
    """
    told = {"by": force_lead, "at": now()}
    write_entry(own_plan, strand="protect", text="Two tenants were moved.", **told)
    revise_action(lent, what="Watch the yard.", is_covert=True, seen_version=1, **told)
    client.force_login(inspector)
    trail = reverse("home:audit", args=["disruptions.plan", own_plan.uuid])
    assert f'href="{trail}"' in client.get(own_plan.get_absolute_url()).content.decode()
    page = client.get(trail).content.decode()
    assert "Two tenants were moved." in page
    for side in ("audit", "history", "readers"):
        address = reverse(f"home:{side}", args=["disruptions.plan", own_plan.uuid])
        answer = client.get(address)
        assert answer.status_code == 200, side
        assert not [word for word in ("Watch", "Closed-Name") if word in answer.content.decode()]
    of_action = reverse("home:audit", args=["disruptions.planaction", lent.uuid])
    assert client.get(of_action).status_code == 404
    guest = person(RoleGrant.Role.ROCU_LEAD, rocu)
    RoleGrant.objects.filter(user=person(RoleGrant.Role.PUBLISHER)).update(user=guest)
    PlanAccessFactory(plan=own_plan, body=rocu, scope="plan")
    for user in (force_lead, guest):
        client.force_login(user)
        assert client.get(trail).status_code == 404
        assert trail not in client.get(own_plan.get_absolute_url()).content.decode()


def test_a_second_editor_is_told(writer: Client, own_plan: Plan) -> None:
    entry = PlanEntryFactory(plan=own_plan)
    typed = {"strand": "protect", "text": "Mine.", "timed_at": "", "seen_version": "1"}
    PlanEntry.objects.update(version=2, text="Theirs.")
    page = page_after(
        writer, "plan_entry_revise", entry, **typed | {"timed_at": "10:00"}, **on("dated_on")
    )
    assert "has changed since you read it" in page
    assert "Theirs." in page
    assert "Mine." in page
    assert PlanEntry.objects.get().text == "Theirs."


def test_what_is_asked_before_it_is_taken_away(
    writer: Client, lead: Client, own_plan: Plan
) -> None:
    entry, link = PlanEntryFactory(plan=own_plan), PlanLinkFactory(plan=own_plan)
    access = PlanAccessFactory(plan=own_plan, body=OfficerFactory().body)
    address = reverse("disruptions:plan_entry_remove", args=[entry.uuid])
    assert entry.text in writer.get(address).content.decode()
    assert "is removed" in page_after(writer, "plan_entry_remove", entry, seen_version="1")
    assert "is removed" in page_after(writer, "plan_unlink", link)
    assert "has ended" in page_after(lead, "plan_access_end", access)
    assert not own_plan.entries.exists()
    assert not own_plan.links.exists()


def test_a_refusal_stands_on_the_form(writer: Client, own_plan: Plan) -> None:
    opened = {"threat": str(own_plan.threat.uuid), **on("opened_on")}
    page = writer.post(reverse("disruptions:plan_open"), opened).content.decode()
    assert "The threat has an open plan already" in page
    page = page_after(writer, "plan_writer", own_plan, seen_version="7", template_version="1")
    assert "has changed since you read it" in page


def test_names_stay_in_the_body(
    writer: Client, inspector: User, own_plan: Plan, officer: Officer
) -> None:
    PlanReviewFactory(plan=own_plan, reviewed_by=officer)
    assert officer.name in writer.get(own_plan.get_absolute_url()).content.decode()
    writer.force_login(inspector)
    page = writer.get(own_plan.get_absolute_url()).content.decode()
    assert officer.name not in page
    assert officer.title in page


def test_the_list_is_narrowed_down(writer: Client, own_plan: Plan, force: Body) -> None:
    other = PlanFactory(threat__body=force, written_by=None)
    closed = PlanFactory(
        threat__body=force, written_by=None, state="closed", closed_on=date(2026, 2, 2)
    )
    PlanReviewFactory(plan=other, reviewed_by=OfficerFactory(body=force))
    PlanEntryFactory(plan=other, text="Fenland water rescue.")

    def shown(query: str) -> set[str]:
        page = writer.get(f"{reverse('disruptions:plans')}?{query}").content.decode()
        threats = {each: each.threat.reference for each in (own_plan, other, closed)}
        return {name for plan, name in threats.items() if plan.get_absolute_url() in page}

    assert shown("") == {own_plan.threat.reference, other.threat.reference}
    assert shown("state=closed") == {closed.threat.reference}
    assert shown("words=fenland") == {other.threat.reference}
    assert shown("reviewed=never") == {own_plan.threat.reference}
    assert shown("reviewed=31") == {own_plan.threat.reference, other.threat.reference}
    assert shown("state=nonsense") == set()


def test_a_page_costs_the_same_however_much_is_written(
    writer: Client,
    own_plan: Plan,
    officer: Officer,
    assert_queries_do_not_grow: Callable[[str, Callable[[], object]], None],
) -> None:
    def write() -> None:
        PlanEntryFactory(plan=own_plan)
        PlanActionFactory(plan=own_plan, owner=officer)
        PlanAccessFactory(plan=own_plan, body=OfficerFactory().body)
        reviews = PlanReviewFactory._meta.model.objects.count()
        PlanReviewFactory(
            plan=own_plan, reviewed_by=officer, reviewed_on=date(2026, 2, 3 + reviews)
        )

    assert_queries_do_not_grow(own_plan.get_absolute_url(), write)
    assert_queries_do_not_grow(
        reverse("disruptions:plans"), lambda: PlanFactory(threat__body=officer.body)
    )
    assert_queries_do_not_grow(reverse("disruptions:actions"), write)


def test_a_partner_sees_the_action_and_nothing_else(
    client: Client, partner: User, own_plan: Plan, lent: PlanAction, council: Organisation
) -> None:
    hidden = ("Sorrel-Heath", "Quartz-Bay", "Umber-Gate")
    own_plan.threat.reference = hidden[0]
    own_plan.threat.save()
    PlanEntryFactory(plan=own_plan, text=hidden[1])
    PlanActionFactory(plan=own_plan, what=hidden[2])
    client.force_login(partner)
    landed = client.get(reverse("home:home"), follow=True)
    assert landed.redirect_chain == [(reverse("disruptions:actions"), 302)]
    pages = [landed.content.decode(), client.get(lent.get_absolute_url()).content.decode()]
    refused = {"result": "Lit.", "state": "ended", "seen_version": "9", **on("ended_on")}
    pages.append(page_after(client, "action", lent, **refused))
    pages.append(page_after(client, "action", lent, **refused | {"seen_version": "1"}))
    assert "has changed since you read it" in pages[2]
    assert "What you say of the action is saved." in pages[3]
    for page in pages:
        assert lent.what in page
        assert not [word for word in hidden if word in page]
        assert "Closed-Name" not in page
    lent.refresh_from_db()
    assert (lent.result, lent.ended_on) == ("Lit.", date(2026, 2, 2))
    ended = client.post(lent.get_absolute_url(), refused | {"seen_version": "2"})
    assert "Ask whoever gave it to you" in ended.content.decode()
    assert client.get(own_plan.get_absolute_url()).status_code == 404
    assert client.get(reverse("disruptions:plans")).status_code == 403
