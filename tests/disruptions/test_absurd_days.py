"""A day of a year that nobody can mean is refused with a sentence, wherever it is typed or sent."""

from datetime import date

import pytest
from django.urls import reverse

from disruptions.models import Disruption
from inspection_portal.core.models import User
from tests.factories import DisruptionStandardFactory
from tests.pages import call, shown, signed_in, wrong

pytestmark = pytest.mark.django_db
ABSURD = ["0001", "1899", "2101", "9999"]
TYPED = {"strand": "pursue", "category": "minor", "type": "lead"}


@pytest.fixture(autouse=True)
def _standard() -> None:
    DisruptionStandardFactory()


def day(name: str, year: str) -> dict[str, str]:
    month = "12" if year == "9999" else "1"
    return {f"{name}_day": "1", f"{name}_month": month, f"{name}_year": year}


@pytest.mark.parametrize("year", ABSURD)
def test_on_pages(year: str, record: Disruption, force_contributor: User, force_lead: User) -> None:
    recorder, told = signed_in(force_contributor), "must be from 1900 to 2100"
    said = {"threat": str(record.threat.uuid), **day("event_on", year), **TYPED}
    assert told in shown(recorder.post(reverse("disruptions:disruption_record"), said))
    edit = reverse("disruptions:disruption_edit", args=[record.uuid])
    assert told in shown(recorder.post(edit, {**said, "seen_version": 1}))
    for page in ("disruptions", "disruption_doubles", "disruption_gaps"):
        for name in ("since", "until"):
            asked = {**day(name, year), "moderation": "pending"}
            assert told in shown(recorder.get(reverse(f"disruptions:{page}"), asked))
    assert list(Disruption.objects.all()) == [record]


def test_an_event_before_2000_is_refused_on_the_page(
    record: Disruption, force_contributor: User
) -> None:
    said = {"threat": str(record.threat.uuid), **day("event_on", "1999"), **TYPED}
    html = shown(signed_in(force_contributor).post(reverse("disruptions:disruption_record"), said))
    assert "its year must be from 2000 to 2100" in html


@pytest.mark.parametrize("year", ABSURD)
def test_over_the_api(year: str, record: Disruption, force_contributor: User) -> None:
    client, absurd = signed_in(force_contributor), f"{year}-12-31"
    told = "The year must be from 1900 to 2100."
    said = {"threat": str(record.threat.uuid), "event_on": absurd, **TYPED}
    of_body = {**said, "body": str(record.body.uuid)}
    recorded = call(client, reverse("api:disruption-record"), of_body)
    edit = reverse("api:disruption-detail", args=[record.uuid])
    for answer in (recorded, call(client, edit, {**said, "seen_version": 1})):
        assert wrong(answer) == {"/event_on": told}
    for view in ("disruption_double_counts", "disruption_gaps"):
        for name in ("since", "until"):
            answer = client.get(reverse(f"api:{view}"), {name: absurd})
            assert wrong(answer) == {name: told}
    listed = client.get(reverse("api:disruption-list"), {"since": absurd})
    assert wrong(listed) == {"since": told}


@pytest.mark.parametrize("year", [2000, 2100])
def test_the_first_and_the_last_likely_year_can_be_reckoned_with(
    year: int, record: Disruption, force_contributor: User
) -> None:
    on = date(year, 12, 31) if year == 2100 else date(year, 1, 1)
    Disruption.objects.filter(pk=record.pk).update(
        event_on=on, recorded_on=on, entered_at=f"{on}T12:00Z"
    )
    client = signed_in(force_contributor)
    assert str(record) in shown(client.get(record.get_absolute_url()))
    period = day("since", "1900") | day("until", "2100")
    shown(client.get(reverse("disruptions:disruption_doubles"), period))
