"""When reminders come is read and changed over the API, by administrators."""

import pytest
from django.test import Client
from django.urls import reverse

from inspection_portal.core.models import AuditEvent, User
from recommendations.models import ReminderSchedule
from tests.pages import call

LIST = "/api/v1/reminder-schedules/"


@pytest.fixture
def schedule(db: None) -> ReminderSchedule:
    return ReminderSchedule.objects.create(kind="date", days=[-30, 0, 7], leads_from=0)


def test_what_is_left_out_stays(
    client: Client, schedule: ReminderSchedule, administrator: User
) -> None:
    client.force_login(administrator)
    url = reverse("api:reminderschedule-detail", args=[schedule.uuid])
    told = call(client, url, {"days": [7, -14], "seen_version": 1}).json()
    assert (told["days"], told["leads_from"], told["version"]) == ([-14, 7], 0, 2)
    assert call(client, url, {"days": [1], "seen_version": 1}).status_code == 412
    early = call(client, url, {"inspectors_from": -1, "seen_version": 2})
    assert (early.status_code, "before it is late" in early.json()["detail"]) == (409, True)
    assert AuditEvent.objects.about(schedule).get().verb == "reminder_schedule.revised"


def test_others_see_none(client: Client, schedule: ReminderSchedule, inspector: User) -> None:
    client.force_login(inspector)
    assert client.get(LIST).json()["results"] == []
    url = reverse("api:reminderschedule-detail", args=[schedule.uuid])
    assert call(client, url, {"days": [1], "seen_version": 1}).status_code == 404
