"""Counts of the bodies stand in a report only where somebody who works on it has them printed."""

from datetime import date, datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from disruptions.actions import take_snapshot
from findings.models import Inspection
from forces.models import Body
from inspection_portal.core.errors import RuleBroken
from inspection_portal.core.models import AuditEvent, User, system_user
from inspection_portal.reports import actions, document, snapshot
from inspection_portal.reports.document import CountRow, Subject
from inspection_portal.reports.models import PrintedCounts
from inspection_portal.reports.queries.counts import NO_SNAPSHOT
from tests.factories import (
    DisruptionFactory,
    FilterSetFactory,
    PlanFactory,
    RegisterEntryFactory,
)
from tests.pages import call

pytestmark = pytest.mark.django_db


@pytest.fixture
def owed(force: Body) -> None:
    """Two entries of the force from an earlier report, one of them closed."""
    RegisterEntryFactory(body=force)
    RegisterEntryFactory(body=force, status="complete", closed_on=date(2026, 2, 9))


@pytest.fixture
def printed(draft: Inspection, owed: None, inspector: User, moment: datetime) -> PrintedCounts:
    return actions.print_counts(draft, subject=Subject.REGISTER, by=inspector, at=moment)


def told(inspection: Inspection) -> tuple[document.Counts, ...]:
    return snapshot.draft(inspection).counts


def test_nothing_is_printed_unasked(draft: Inspection, owed: None) -> None:
    assert told(draft) == ()


def test_the_register_is_counted_by_body(printed: PrintedCounts, force: Body) -> None:
    [counts] = told(printed.inspection)
    assert counts.parts == ("Closed", "In progress", "Waiting")
    assert counts.rows == (CountRow(force.name, (1, 0, 1)),)
    assert counts.subject is Subject.REGISTER
    audited = AuditEvent.objects.about(printed.inspection).get(verb="counts.printed")
    assert audited.detail["subject"] == "register"


def test_plans_are_counted_by_what_the_checks_find(
    draft: Inspection, force: Body, inspector: User, moment: datetime
) -> None:
    PlanFactory(threat__body=force)
    actions.print_counts(draft, subject=Subject.PLANS, by=inspector, at=moment)
    [counts] = told(draft)
    [row] = counts.rows
    assert (row.name, sum(row.numbers)) == (force.name, 1)


class TestDisruptions:
    @pytest.fixture
    def frozen(self, force: Body, inspector: User, moment: datetime) -> None:
        for strand, category in (("pursue", "major"), ("pursue", "minor"), ("protect", "minor")):
            DisruptionFactory(
                threat__body=force, body=force, strand=strand, category=category, source="apmis"
            )
        take_snapshot(filter_set=FilterSetFactory(), bodies=[force], by=inspector, at=moment)

    def test_come_from_the_frozen_list_and_name_it(
        self, draft: Inspection, frozen: None, inspector: User, moment: datetime, force: Body
    ) -> None:
        actions.print_counts(draft, subject=Subject.DISRUPTIONS, by=inspector, at=moment)
        DisruptionFactory(threat__body=force, body=force, strand="prevent", category="major")
        [counts] = told(draft)
        assert [(row.name, row.numbers) for row in counts.rows] == [
            ("Pursue", (1, 0, 1)),
            ("Prevent", (0, 0, 0)),
            ("Protect", (0, 0, 1)),
            ("Prepare", (0, 0, 0)),
        ]
        assert "SHA-256 of the whole list " in counts.source

    def test_need_a_snapshot_of_every_body(
        self, draft: Inspection, inspector: User, moment: datetime
    ) -> None:
        with pytest.raises(RuleBroken, match=NO_SNAPSHOT):
            actions.print_counts(draft, subject=Subject.DISRUPTIONS, by=inspector, at=moment)


def test_what_is_nothing_is_not_printed(
    draft: Inspection, inspector: User, moment: datetime
) -> None:
    with pytest.raises(RuleBroken, match="nothing to count"):
        actions.print_counts(draft, subject=Subject.REGISTER, by=inspector, at=moment)


def test_counting_again_replaces(
    printed: PrintedCounts, force: Body, inspector: User, moment: datetime
) -> None:
    RegisterEntryFactory(body=force)
    actions.print_counts(printed.inspection, subject=Subject.REGISTER, by=inspector, at=moment)
    [counts] = told(printed.inspection)
    assert counts.rows[0].numbers == (1, 0, 2)


def test_it_is_left_out_again_once(
    printed: PrintedCounts, inspector: User, moment: datetime
) -> None:
    asked = {"subject": Subject.REGISTER, "by": inspector, "at": moment}
    actions.leave_out_counts(printed.inspection, **asked)
    assert told(printed.inspection) == ()
    with pytest.raises(RuleBroken, match="does not show these counts"):
        actions.leave_out_counts(printed.inspection, **asked)
    verbs = AuditEvent.objects.about(printed.inspection).values_list("verb", flat=True)
    assert "counts.left_out" in verbs


@pytest.mark.parametrize("act", [actions.print_counts, actions.leave_out_counts])
def test_it_is_not_for_those_who_do_not_work_on_the_inspection(
    act, printed: PrintedCounts, force_lead: User, moment: datetime
) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(PermissionDenied):
        act(printed.inspection, subject=Subject.REGISTER, by=force_lead, at=moment)


def test_an_issued_report_keeps_its_counts(printed: PrintedCounts, moment: datetime) -> None:
    inspection = Inspection.objects.get(pk=printed.inspection_id)
    issue = actions.publish(
        inspection,
        publish_at=moment,
        seen_version=inspection.version,
        by=system_user(),
        at=moment,
    )
    assert issue.content["counts"][0]["subject"] == "register"
    with pytest.raises(IntegrityError, match="only through a correction"), transaction.atomic():
        PrintedCounts.objects.update(counted="Changed in secret.")


def test_the_page_prints_and_leaves_out(
    as_inspector: Client, draft: Inspection, owed: None, force: Body
) -> None:
    page = reverse("reports:charts", args=[draft.uuid])
    press = [reverse(f"reports:chart_{verb}", args=[draft.uuid, "register"]) for verb in VERBS]
    assert as_inspector.get(page).content.decode().count("Not printed.") == 3
    assert force.name in as_inspector.post(press[0], follow=True).content.decode()
    assert "no longer shows it" in as_inspector.post(press[1], follow=True).content.decode()
    refused = as_inspector.post(press[1], follow=True).content.decode()
    assert "does not show these counts" in refused


VERBS = ("print", "leave_out")


def test_programs_print_and_leave_out(
    as_inspector: Client, draft: Inspection, owed: None, force: Body
) -> None:
    paths = [reverse(f"api:counts_{verb}", args=[draft.uuid]) for verb in VERBS]
    answer = call(as_inspector, paths[0], {"subject": "register"})
    assert answer.status_code == 200
    assert answer.json()["rows"] == [{"name": force.name, "numbers": [1, 0, 1]}]
    assert call(as_inspector, paths[1], {"subject": "register"}).json() == {"subjects": []}
    assert call(as_inspector, paths[1], {"subject": "register"}).status_code == 409
    assert call(as_inspector, paths[0], {"subject": "people"}).status_code == 400
