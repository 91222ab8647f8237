"""Who else has a finding open to write."""

from datetime import datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from findings import actions
from findings.models import Finding
from findings.queries import others_present
from inspection_portal.core.models import AuditEvent, User


def test_others_are_named_and_gone_after_a_minute(
    finding: Finding, inspector: User, moderator: User, moment: datetime
) -> None:
    actions.be_present(finding, by=inspector, at=moment)
    assert others_present(finding, moderator, moment) == [inspector.name]
    assert others_present(finding, inspector, moment) == []
    assert others_present(finding, moderator, moment + timedelta(seconds=59)) == [inspector.name]
    assert others_present(finding, moderator, moment + timedelta(seconds=60)) == []


def test_only_the_present_is_kept(
    finding: Finding, inspector: User, moderator: User, moment: datetime
) -> None:
    actions.be_present(finding, by=inspector, at=moment)
    actions.be_present(finding, by=moderator, at=moment + timedelta(minutes=5))
    actions.be_present(finding, by=moderator, at=moment + timedelta(minutes=6))
    assert finding.presences.get().user == moderator
    assert not AuditEvent.objects.about(finding).exists()


def test_a_force_lead_may_not(finding: Finding, force_lead: User, moment: datetime) -> None:
    with pytest.raises(PermissionDenied):
        actions.be_present(finding, by=force_lead, at=moment)


def test_the_page_is_answered_with_the_names(
    client: Client, finding: Finding, inspector: User, moderator: User
) -> None:
    url = reverse("findings:finding_presence", args=[finding.uuid])
    client.force_login(inspector)
    assert client.post(url).json() == {"names": []}
    client.force_login(moderator)
    assert client.post(url).json() == {"names": [inspector.name]}
    page = client.get(finding.get_absolute_url()).content.decode()
    assert f"<strong>{inspector.name}</strong> has this open" in page
