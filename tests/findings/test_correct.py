from datetime import datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from findings import actions
from findings.models import Correction, Finding, InspectedBody, Inspection, Judgment
from forces.models import RoleGrant
from inspection_portal.core.errors import RuleBroken
from inspection_portal.core.models import AuditEvent, User
from tests.factories import JudgmentFactory, person, put_in_print


@pytest.fixture
def published(inspection: Inspection, finding: Finding, chapter: InspectedBody) -> Inspection:
    JudgmentFactory(inspected_body=chapter)
    return put_in_print(inspection)


@pytest.fixture
def correction(published: Inspection, inspector: User, moment: datetime) -> Correction:
    return actions.open_correction(published, reason="Wrong year", by=inspector, at=moment)


def test_a_correction_is_opened_with_its_reason(
    correction: Correction, published: Inspection, inspector: User
) -> None:
    assert list(published.corrections.open()) == [correction]
    event = AuditEvent.objects.about(published).get()
    assert (event.verb, event.by) == ("correction.opened", inspector)
    assert event.detail == {"reason": "Wrong year"}


def test_one_at_a_time(
    correction: Correction, published: Inspection, inspector: User, moment: datetime
) -> None:
    with pytest.raises(RuleBroken, match="already open"):
        actions.open_correction(published, reason="Again", by=inspector, at=moment)


def test_database_allows_one_at_a_time(correction: Correction) -> None:
    with (
        pytest.raises(IntegrityError, match="inspection_has_one_open_correction"),
        transaction.atomic(),
    ):
        Correction.objects.create(
            inspection=correction.inspection,
            reason="Again",
            opened_by=correction.opened_by,
            opened_at=correction.opened_at,
        )


def test_a_draft_needs_none(inspection: Inspection, inspector: User, moment: datetime) -> None:
    with pytest.raises(RuleBroken, match="nothing to correct"):
        actions.open_correction(inspection, reason="Why not", by=inspector, at=moment)


def test_it_says_why(published: Inspection, inspector: User, moment: datetime) -> None:
    with pytest.raises(RuleBroken, match="Say why the report is corrected"):
        actions.open_correction(published, reason=" \n", by=inspector, at=moment)


@pytest.mark.parametrize("role", [RoleGrant.Role.INSPECTOR, RoleGrant.Role.ADMINISTRATOR])
def test_people_outside_the_team_may_not(
    published: Inspection, role: str, moment: datetime
) -> None:
    with pytest.raises(PermissionDenied):
        actions.open_correction(published, reason="Mine", by=person(role), at=moment)


def test_closed_it_is_fixed_again(
    correction: Correction,
    finding: Finding,
    publisher: User,
    inspector: User,
    moment: datetime,
) -> None:
    actions.close_correction(correction, by=publisher, at=moment)
    assert (correction.closed_by, correction.closed_at) == (publisher, moment)
    with pytest.raises(RuleBroken, match="Open a correction"):
        actions.revise_finding(finding, text="Late", seen_version=1, by=inspector, at=moment)


def test_it_is_closed_once(correction: Correction, publisher: User, moment: datetime) -> None:
    actions.close_correction(correction, by=publisher, at=moment)
    with pytest.raises(RuleBroken, match="already closed"):
        actions.close_correction(correction, by=publisher, at=moment)


def test_only_a_publisher_closes(correction: Correction, inspector: User, moment: datetime) -> None:
    with pytest.raises(PermissionDenied):
        actions.close_correction(correction, by=inspector, at=moment)


def test_readers_do_not_see_a_report_being_rewritten(
    correction: Correction,
    published: Inspection,
    finding: Finding,
    force_lead: User,
    inspector: User,
) -> None:
    for model in (Finding, InspectedBody, Judgment):
        assert not model.objects.visible_to(force_lead).exists()
        assert model.objects.visible_to(inspector).exists()
    assert list(Inspection.objects.visible_to(force_lead)) == [published]


def test_readers_see_it_again_afterwards(
    correction: Correction, finding: Finding, force_lead: User, publisher: User, moment: datetime
) -> None:
    actions.close_correction(correction, by=publisher, at=moment)
    assert list(Finding.objects.visible_to(force_lead)) == [finding]


def test_a_list_says_that_it_is_being_corrected(
    correction: Correction, published: Inspection, client: Client, force_lead: User
) -> None:
    client.force_login(force_lead)
    for stage, is_there in (("being_corrected", True), ("published", False)):
        page = client.get(reverse("findings:inspections"), {"stage": stage}).content.decode()
        assert (published.title in page) == is_there
    page = client.get(reverse("findings:inspections")).content.decode()
    assert page.count("Being corrected") == len(["the filter’s choice", "the tag of its row"])
