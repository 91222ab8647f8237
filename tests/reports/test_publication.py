"""Sign-off, embargo, publication at its moment, recall, withdrawal, and what goes out before."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from functools import partial
from hashlib import sha256

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.core.mail import EmailMessage
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from findings.models import Finding, Inspection
from forces.actions import take_role
from forces.models import Body, RoleGrant
from inspection_portal.core.errors import RuleBroken
from inspection_portal.core.models import AuditEvent, Event, Message, User, system_user
from inspection_portal.core.sending import send_due
from inspection_portal.core.webhooks import types
from inspection_portal.reports import actions, queries
from inspection_portal.reports.models import Issue
from inspection_portal.reports.rendering import NEWEST
from inspection_portal.reports.stages import Stage
from recommendations.models import RegisterEntry, Section55Response, last_day_to_answer
from tests.factories import EndpointFactory, LocalPolicingBodyFactory
from tests.reports.stages import check_through, put_at, support

SECOND = timedelta(seconds=1)
# The database has a clock of its own: to it, this is not out.
NOT_YET = datetime(2100, 1, 1, tzinfo=UTC)
Publish = Callable[..., Issue]


@pytest.fixture
def signed_off(draft: Inspection, hmi: User, moment: datetime) -> Inspection:
    """The draft, signed off, with nothing in the way of publication."""
    support(draft)
    check_through(draft, by=hmi, at=moment)
    return put_at(draft, Stage.SIGNED_OFF, hmi=hmi, at=moment)


@pytest.fixture
def publish(signed_off: Inspection, publisher: User, moment: datetime) -> Publish:
    """Issues the report under embargo for a day, or until another moment."""

    def do(publish_at: datetime = moment + timedelta(days=1), by: User = publisher) -> Issue:
        return actions.publish(
            signed_off,
            publish_at=publish_at,
            seen_version=signed_off.version,
            by=by,
            at=moment,
        )

    return do


def test_the_embargo_ends_at_the_second(
    publish: Publish,
    client: Client,
    force_lead: User,
    moment: datetime,
    clock: Callable[[datetime], None],
) -> None:
    """Nothing is written at the moment: what people see follows from the clock alone."""
    ends = moment + timedelta(hours=1)
    clock(moment)
    issue = publish(ends)
    Issue.objects.filter(pk=issue.pk).update(state="running", started_at=moment)
    Issue.objects.filter(pk=issue.pk).update(
        state="ready", pdf=b"%PDF", pdf_sha256=sha256(b"%PDF").hexdigest()
    )
    client.force_login(force_lead)
    entry = RegisterEntry.objects.get()
    finding = issue.inspection.findings.get()
    addresses = [
        issue.inspection.get_absolute_url(),
        reverse("reports:preview", args=[issue.inspection.uuid]),
        issue.get_absolute_url(),
        reverse("reports:download", args=[issue.uuid]),
        entry.get_absolute_url(),
        finding.get_absolute_url(),
        reverse("api:inspection-detail", args=[issue.inspection.uuid]),
        reverse("api:finding-detail", args=[finding.uuid]),
        reverse("api:registerentry-detail", args=[entry.uuid]),
    ]
    for at, code in ((ends - SECOND, 404), (ends, 200), (ends + SECOND, 200)):
        clock(at)
        answers = {url: client.get(url).status_code for url in addresses}
        assert answers == dict.fromkeys(addresses, code), at


def test_an_issued_report_has_its_rows_before_the_moment(
    publish: Publish, signed_off: Inspection, publisher: User, force: Body, moment: datetime
) -> None:
    policing_body = LocalPolicingBodyFactory(body=force)
    issue = publish()
    signed_off.refresh_from_db()
    assert signed_off.shown_stage(moment) == "embargoed"
    assert (issue.purpose, issue.number, issue.publish_at) == (
        "publication",
        1,
        moment + timedelta(days=1),
    )
    entry = RegisterEntry.objects.get()
    assert (entry.status, entry.published_at) == ("awaiting_review", issue.publish_at)
    response = Section55Response.objects.get()
    assert response.policing_body == policing_body
    assert signed_off.published_on is not None
    assert response.due_on == last_day_to_answer(signed_off.published_on)
    verbs = AuditEvent.objects.about(signed_off).values_list("verb", flat=True)
    assert {"stage.moved", "inspection.issued", "report.issued"} <= set(verbs)


def test_section_55_counts_the_day_of_publication() -> None:
    assert last_day_to_answer(date(2024, 8, 30)).isoformat() == "2024-10-24"
    assert last_day_to_answer(date(2024, 5, 14)).isoformat() == "2024-07-08"


def test_from_the_issue_on_the_database_keeps_the_text(publish: Publish) -> None:
    publish()
    with pytest.raises(IntegrityError, match="only through a correction"), transaction.atomic():
        Finding.objects.update(text="Changed in secret.")


def test_from_the_signature_on_the_database_keeps_the_text(signed_off: Inspection) -> None:
    with pytest.raises(IntegrityError, match="only through a correction"), transaction.atomic():
        Finding.objects.update(text="Changed in secret.")


@pytest.mark.parametrize("role", ["inspector", "moderator", "hmi", "force_lead"])
def test_only_a_publisher_issues(
    role: str, publish: Publish, request: pytest.FixtureRequest
) -> None:
    with pytest.raises(PermissionDenied):
        publish(by=request.getfixturevalue(role))


def test_whoever_wrote_or_signed_does_not_publish(
    signed_off: Inspection, publish: Publish, hmi: User, inspector: User
) -> None:
    for author in (hmi, inspector):
        RoleGrant.objects.create(
            user=author,
            role=RoleGrant.Role.PUBLISHER,
            given_by=system_user(),
            given_at=signed_off.checks.get().opened_at,
        )
        author.__dict__.pop("_standing", None)
        with pytest.raises(PermissionDenied):
            publish(by=author)


def test_the_signer_is_not_the_publisher_in_the_database_either(
    signed_off: Inspection, hmi: User, moment: datetime
) -> None:
    with (
        pytest.raises(IntegrityError, match="inspection_issued_by_another"),
        transaction.atomic(),
    ):
        Inspection.objects.update(stage="issued", publish_at=moment, issued_by=hmi)


def test_a_moment_that_has_passed_is_refused(publish: Publish, moment: datetime) -> None:
    with pytest.raises(RuleBroken, match="has passed"):
        publish(moment - SECOND)
    assert not RegisterEntry.objects.exists()


def test_a_deadline_before_publication_keeps_it_back(
    concern: Finding, request: pytest.FixtureRequest, moment: datetime
) -> None:
    concern.recommendations.update(due_kind="date", due_on=moment.date(), due_months=None)
    publish = request.getfixturevalue("publish")
    with pytest.raises(RuleBroken, match="due before the report is published"):
        publish(moment + timedelta(days=1))


def test_recalled_it_was_never_out(
    publish: Publish, signed_off: Inspection, publisher: User, hmi: User, moment: datetime
) -> None:
    issue = publish(NOT_YET)
    signed_off.refresh_from_db()
    actions.recall(
        signed_off,
        reason="A name was spelt wrongly.",
        seen_version=signed_off.version,
        by=publisher,
        at=moment,
    )
    issue.refresh_from_db()
    assert (signed_off.shown_stage(moment), issue.publish_at) == ("sign_off", None)
    assert not RegisterEntry.objects.exists()
    assert not Section55Response.objects.exists()
    put_at(signed_off, Stage.SIGNED_OFF, hmi=hmi, at=moment)
    assert publish(NOT_YET).number == 2


def test_what_is_published_is_not_recalled(
    publish: Publish, signed_off: Inspection, publisher: User, moment: datetime
) -> None:
    publish(moment)
    signed_off.refresh_from_db()
    with pytest.raises(RuleBroken, match="is published"):
        actions.recall(
            signed_off, reason="Late.", seen_version=signed_off.version, by=publisher, at=moment
        )
    with pytest.raises(IntegrityError, match="stays published"), transaction.atomic():
        Inspection.objects.update(publish_at=None, stage="sign_off", issued_by=None)


def test_a_withdrawn_report_is_marked_and_closed_to_others(
    publish: Publish,
    signed_off: Inspection,
    publisher: User,
    moderator: User,
    force_lead: User,
    client: Client,
    moment: datetime,
) -> None:
    issue = publish(moment)
    signed_off.refresh_from_db()
    actions.withdraw(
        signed_off,
        reason="It described another force.",
        seen_version=signed_off.version,
        by=publisher,
        at=moment,
    )
    preview = reverse("reports:preview", args=[signed_off.uuid])
    download = reverse("reports:download", args=[issue.uuid])
    client.force_login(force_lead)
    page = client.get(preview).content.decode()
    assert "It described another force." in page
    assert "Plans were thin." not in page
    hub = client.get(signed_off.get_absolute_url()).content.decode()
    assert ("Why it was withdrawn" in hub, "Read the report" in hub) == (True, False)
    assert client.get(download).status_code == 404
    assert client.get(signed_off.findings.get().get_absolute_url()).status_code == 404
    client.force_login(moderator)
    assert "Plans were thin." in client.get(preview).content.decode()


def test_a_notice_of_a_withdrawn_report_is_not_sent(
    publish: Publish,
    signed_off: Inspection,
    publisher: User,
    moment: datetime,
    mailoutbox: list[EmailMessage],
) -> None:
    publish(moment)
    actions.send_notices(by=system_user(), at=moment)
    signed_off.refresh_from_db()
    said = {"reason": "Wrong.", "seen_version": signed_off.version}
    actions.withdraw(signed_off, **said, by=publisher, at=moment)
    send_due()
    assert set(Message.objects.values_list("state", flat=True)) == {Message.State.CANCELLED}
    assert not mailoutbox


def test_notices_go_out_once_and_after_the_moment(
    publish: Publish,
    signed_off: Inspection,
    force_lead: User,
    other_force_lead: User,
    inspector: User,
    moment: datetime,
) -> None:
    ends = moment + timedelta(days=1)
    publish(ends)
    assert actions.send_notices(by=system_user(), at=ends - SECOND) == 0
    assert actions.send_notices(by=system_user(), at=ends) == 1
    assert actions.send_notices(by=system_user(), at=ends + SECOND) == 0
    told = set(Message.objects.values_list("recipient__email", flat=True))
    assert told == {force_lead.email, inspector.email}
    assert "Plans were thin." not in "".join(Message.objects.values_list("text", flat=True))


def test_a_notice_waits_for_nobody_who_lost_the_role(
    publish: Publish,
    force_lead: User,
    inspector: User,
    administrator: User,
    moment: datetime,
    mailoutbox: list[EmailMessage],
) -> None:
    publish(moment)
    actions.send_notices(by=system_user(), at=moment)
    take_role(force_lead.role_grants.get(), by=administrator, at=moment)
    send_due()
    assert Message.objects.get(recipient=force_lead).state == Message.State.CANCELLED
    assert [mail.to for mail in mailoutbox] == [[inspector.email]]


def test_a_loaded_report_is_not_announced(draft: Inspection, moment: datetime) -> None:
    actions.publish(
        draft,
        publish_at=moment - timedelta(days=700),
        seen_version=draft.version,
        by=system_user(),
        at=moment,
    )
    assert actions.send_notices(by=system_user(), at=moment) == 0


@pytest.fixture
def agreed(concern: Finding) -> Finding:
    Finding.objects.filter(pk=concern.pk).update(state=Finding.State.AGREED)
    concern.refresh_from_db()
    return concern


def test_an_accelerated_concern_is_out_before_its_report(
    agreed: Finding,
    publisher: User,
    force_lead: User,
    other_force_lead: User,
    client: Client,
    moment: datetime,
) -> None:
    issue = actions.accelerate(agreed, publish_at=moment, by=publisher, at=moment)
    entry = RegisterEntry.objects.get()
    assert (entry.published_at, entry.due_on) == (moment, date(2026, 9, 2))
    assert agreed.heading in str(issue.content)
    assert "The force should review its plans" not in str(issue.content)
    client.force_login(force_lead)
    assert client.get(issue.get_absolute_url()).status_code == 200
    assert client.get(entry.get_absolute_url()).status_code == 200
    assert client.get(agreed.get_absolute_url()).status_code == 404
    assert client.get(agreed.inspection.get_absolute_url()).status_code == 404
    client.force_login(other_force_lead)
    assert client.get(issue.get_absolute_url()).status_code == 200
    assert client.get(entry.get_absolute_url()).status_code == 404
    with pytest.raises(RuleBroken, match="on its own already"):
        actions.accelerate(agreed, publish_at=moment, by=publisher, at=moment)


def test_only_an_agreed_concern_with_recommendations_is_accelerated(
    agreed: Finding, publisher: User, inspector: User, moment: datetime
) -> None:
    with pytest.raises(PermissionDenied):
        actions.accelerate(agreed, publish_at=moment, by=inspector, at=moment)
    with pytest.raises(RuleBroken, match="has passed"):
        actions.accelerate(agreed, publish_at=moment - SECOND, by=publisher, at=moment)
    agreed.inspection.findings.update(state="ready")
    agreed.refresh_from_db()
    with pytest.raises(RuleBroken, match="not agreed"):
        actions.accelerate(agreed, publish_at=moment, by=publisher, at=moment)
    improvement = agreed.inspection.findings.exclude(pk=agreed.pk).get()
    with pytest.raises(RuleBroken, match="Only a cause of concern"):
        actions.accelerate(improvement, publish_at=moment, by=publisher, at=moment)
    assert not RegisterEntry.objects.exists()


def test_the_report_keeps_the_entries_of_what_went_out_before(
    agreed: Finding, hmi: User, publisher: User, moment: datetime
) -> None:
    actions.accelerate(agreed, publish_at=moment, by=publisher, at=moment)
    before = RegisterEntry.objects.get()
    inspection = agreed.inspection
    support(inspection)
    check_through(inspection, by=hmi, at=moment)
    inspection.refresh_from_db()
    put_at(inspection, Stage.SIGNED_OFF, hmi=hmi, at=moment)
    actions.publish(
        inspection,
        publish_at=moment + timedelta(days=60),
        seen_version=inspection.version,
        by=publisher,
        at=moment,
    )
    kept = RegisterEntry.objects.get(recommendation__finding=agreed)
    assert (kept.uuid, kept.due_on, kept.published_at) == (
        before.uuid,
        before.due_on,
        before.published_at,
    )


def test_the_form_asks_for_a_moment_that_london_has(
    signed_off: Inspection, client: Client, publisher: User
) -> None:
    client.force_login(publisher)
    sent = {
        "on_day": "28",
        "on_month": "3",
        "on_year": "2027",
        "clock": "01:30",
        "confirmed": "on",
        "seen_version": signed_off.version,
    }
    page = client.post(reverse("reports:publish", args=[signed_off.uuid]), sent)
    assert "The clocks go forward then" in page.content.decode()
    assert not Issue.objects.exists()


def test_issues_say_what_became_of_them(
    publish: Publish,
    client: Client,
    force_lead: User,
    publisher: User,
    moment: datetime,
    clock: Callable[[datetime], None],
) -> None:
    clock(moment)
    first = publish(moment)
    again = Issue.objects.create(
        inspection=first.inspection,
        number=2,
        template=NEWEST,
        purpose=Issue.Purpose.PUBLICATION,
        publish_at=moment,
        content=first.content,
        content_sha256=first.content_sha256,
        requested_by=publisher,
        requested_at=moment,
    )
    reads = partial(queries.marked, [first, again], at=moment)
    assert [each.mark for each in reads()] == [queries.Mark.SUPERSEDED, queries.Mark.STANDS]
    client.force_login(force_lead)
    assert again.get_absolute_url() in client.get(first.get_absolute_url()).content.decode()
    inspection = first.inspection
    inspection.refresh_from_db()
    reason = "It names the wrong force"
    actions.withdraw(
        inspection, reason=reason, seen_version=inspection.version, by=publisher, at=moment
    )
    assert reason in client.get(first.get_absolute_url()).content.decode()
    assert "Withdrawn" in client.get("/").content.decode()


def test_other_systems_are_told_after_the_moment_and_nothing_of_what_is_withdrawn(
    publish: Publish, signed_off: Inspection, force_lead: User, publisher: User, moment: datetime
) -> None:
    EndpointFactory(owner=force_lead)
    ends = moment + timedelta(days=1)
    issue = publish(ends)
    actions.send_notices(by=system_user(), at=ends - SECOND)
    assert not Event.objects.exists()
    for _ in range(2):
        actions.send_notices(by=system_user(), at=ends)
    event = Event.objects.get()
    assert (event.type, event.object_uuid) == ("report.published", issue.uuid)
    known = types.find(event.type)
    assert known
    with time_machine.travel(ends - SECOND, tick=False):
        assert not known.may_know(force_lead, event)
    with time_machine.travel(ends, tick=False):
        assert known.may_know(force_lead, event)
        signed_off.refresh_from_db()
        said = {"reason": "Wrong.", "seen_version": signed_off.version}
        actions.withdraw(signed_off, **said, by=publisher, at=ends)
        assert not known.may_know(force_lead, event)


def test_other_systems_are_told_of_a_concern_before_its_report(
    agreed: Finding, publisher: User, force_lead: User, client: Client, moment: datetime
) -> None:
    EndpointFactory(owner=force_lead)
    ends = moment + timedelta(days=1)
    issue = actions.accelerate(agreed, publish_at=ends, by=publisher, at=moment)
    actions.send_notices(by=system_user(), at=ends - SECOND)
    assert not Event.objects.exists()
    for _ in range(2):
        actions.send_notices(by=system_user(), at=ends)
    event = Event.objects.get()
    assert (event.type, event.object_kind) == ("report.published", "issue")
    assert event.link == f"/api/v1/reports/{issue.uuid}/"
    known = types.find(event.type)
    assert known
    with time_machine.travel(ends - SECOND, tick=False):
        assert not known.may_know(force_lead, event)
    with time_machine.travel(ends, tick=False):
        assert known.may_know(force_lead, event)
        client.force_login(force_lead)
        assert client.get(event.link).json()["purpose"] == "accelerated"
