"""What is typed is kept for the person who typed it, and saved once."""

from datetime import datetime, timedelta
from uuid import UUID, uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from findings.models import Inspection, Section
from inspection_portal.core import drafts, submissions, tasks
from inspection_portal.core.models import OwnDraft, Submission, User
from tests.factories import InspectionFactory, SectionFactory

KEY = "inspections/sections/revise"
URL = reverse("core:draft", args=[KEY])
TYPED = "Typed for an hour"


@pytest.fixture
def inspection(inspector: User) -> Inspection:
    return InspectionFactory(team=[inspector])


@pytest.fixture
def sitting() -> UUID:
    return uuid4()


def keep(client: Client, sitting: UUID, **fields: str) -> int:
    typed = {"text": TYPED, "submit_key": str(sitting), **fields}
    return client.post(URL, typed).status_code


def test_a_draft_is_kept_for_its_writer_alone(
    client: Client, inspector: User, moderator: User, sitting: UUID
) -> None:
    client.force_login(inspector)
    assert keep(client, sitting, text="One\r\ntwo", seen_version="3", password="secret") == 204
    (draft,) = drafts.find(inspector, KEY)
    assert draft.data == {"text": ["One\ntwo"], "seen_version": ["3"]}
    assert (draft.seen_version, draft.sitting) == (3, sitting)
    assert drafts.find(moderator, KEY) == []


def test_two_tabs_keep_a_draft_each(client: Client, inspector: User) -> None:
    client.force_login(inspector)
    for sitting in (first := uuid4(), uuid4(), first):
        keep(client, sitting)
    assert len(drafts.find(inspector, KEY)) == 2


def test_a_draft_is_discarded(client: Client, inspector: User, sitting: UUID) -> None:
    client.force_login(inspector)
    keep(client, sitting)
    keep(client, other := uuid4())
    keep(client, sitting, drop="yes")
    assert [each.sitting for each in drafts.find(inspector, KEY)] == [other]


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"submit_key": "none"}, 400),
        ({"text": "nothing\0there"}, 400),
        ({"seen_version": "many"}, 400),
        ({"text": "x" * 1024 * 1024}, 413),
    ],
)
def test_what_can_not_be_kept_is_refused(
    client: Client, inspector: User, sitting: UUID, fields: dict[str, str], code: int
) -> None:
    client.force_login(inspector)
    assert keep(client, sitting, **fields) == code
    assert not OwnDraft.objects.exists()


@pytest.mark.parametrize("name", ["draft", "stay"])
def test_whoever_is_signed_out_is_told_so(client: Client, db: None, name: str) -> None:
    url = URL if name == "draft" else reverse("core:stay")
    response = client.post(url, {"text": TYPED, "submit_key": str(uuid4())})
    assert response.status_code == 401
    assert response.headers["Content-Type"] == "application/json"


def test_a_session_is_prolonged(client: Client, inspector: User, settings: Settings) -> None:
    client.force_login(inspector)
    client.session.set_expiry(60)
    ends_at = datetime.fromisoformat(client.post(reverse("core:stay")).json()["ends_at"])
    left = ends_at - timezone.now()
    assert left > timedelta(seconds=settings.SESSION_COOKIE_AGE - 60)


def test_drafts_of_those_who_left_and_old_ones_are_forgotten(
    inspector: User, moderator: User, force_lead: User
) -> None:
    now = timezone.now()
    for person, at in ((inspector, now), (moderator, now), (force_lead, now - timedelta(days=91))):
        drafts.keep(user=person, key=KEY, sitting=uuid4(), data={}, seen_version=None, at=at)
    User.objects.filter(pk=moderator.pk).update(is_active=False)
    tasks.tidy()
    assert OwnDraft.objects.get().user == inspector
    drafts.drop_all(inspector)
    assert not OwnDraft.objects.exists()


def add(client: Client, inspection: Inspection, **fields: str) -> str:
    posted = {"place": "appendix", "heading": "Our data", "text": TYPED, **fields}
    url = reverse("findings:section_add", args=[inspection.uuid])
    return client.post(url, posted, follow=True).content.decode()


def test_a_form_that_is_sent_twice_makes_one_row(
    client: Client, inspector: User, inspection: Inspection, sitting: UUID
) -> None:
    client.force_login(inspector)
    keep(client, sitting)
    for _ in range(2):
        page = add(client, inspection, submit_key=str(sitting), draft_key=KEY)
        assert "“Our data” is added" in page
    assert Section.objects.count() == 1
    assert not drafts.find(inspector, KEY)
    assert keep(client, sitting) == 204
    assert not drafts.find(inspector, KEY)


def test_other_words_in_a_form_that_was_saved_are_a_choice(
    client: Client, inspector: User, inspection: Inspection, sitting: UUID
) -> None:
    client.force_login(inspector)
    add(client, inspection, submit_key=str(sitting))
    page = add(client, inspection, submit_key=str(sitting), text="Second thoughts")
    assert "This form was saved before" in page
    assert "Second thoughts" in page
    assert str(sitting) not in page
    assert Section.objects.count() == 1


def test_a_form_that_was_refused_is_not_saved(
    client: Client, inspector: User, inspection: Inspection, sitting: UUID
) -> None:
    section = SectionFactory(inspection=inspection)
    Section.objects.update(version=2)
    client.force_login(inspector)
    url = reverse("findings:section_revise", args=[section.uuid])
    posted = {"heading": "H", "text": TYPED, "submit_key": str(sitting)}
    assert "has changed since" in client.post(url, {**posted, "seen_version": 1}).content.decode()
    assert not submissions.is_saved(inspector, sitting)
    client.post(url, {**posted, "seen_version": 2})
    section.refresh_from_db()
    assert section.text == TYPED


def test_what_a_form_made_and_somebody_deleted_is_told(
    client: Client, inspector: User, inspection: Inspection, sitting: UUID
) -> None:
    client.force_login(inspector)
    add(client, inspection, submit_key=str(sitting))
    Section.objects.all().delete()
    assert "deleted since" in add(client, inspection, submit_key=str(sitting))


def test_saved_forms_are_forgotten_in_time(inspector: User) -> None:
    for days in (1, 31):
        submissions.first(inspector, uuid4(), digest="", at=timezone.now() - timedelta(days=days))
    tasks.tidy()
    assert Submission.objects.count() == 1


@pytest.mark.parametrize("site", [{}, {"Sec-Fetch-Site": "same-origin"}])
def test_a_form_without_its_token_shows_what_was_typed(
    inspector: User, inspection: Inspection, site: dict[str, str]
) -> None:
    strict = Client(enforce_csrf_checks=True, headers=site)
    strict.force_login(inspector)
    url = reverse("findings:section_add", args=[inspection.uuid])
    posted = {"heading": "One <b>heading</b>", "text": "Line one\r\nline two", "place": "appendix"}
    response = strict.post(url, {**posted, "password": "three random words"})
    page = response.content.decode()
    assert response.status_code == 403
    assert "One &lt;b&gt;heading&lt;/b&gt;" in page
    assert ">Line one\nline two</textarea>" in page
    assert "three random words" not in page


def test_what_another_site_sent_is_not_shown(inspector: User) -> None:
    strict = Client(enforce_csrf_checks=True, headers={"Sec-Fetch-Site": "cross-site"})
    page = strict.post(reverse("home:messages_read"), {"text": "Click here now"}).content.decode()
    assert "This form has expired" in page
    assert "Click here" not in page


def test_an_ended_session_shows_what_was_typed(client: Client, inspection: Inspection) -> None:
    url = reverse("findings:section_add", args=[inspection.uuid])
    response = client.post(url, {"heading": "H", "text": TYPED})
    assert response.status_code == 401
    assert TYPED in response.content.decode()
    assert "Sign in (opens in a new tab)" in response.content.decode()


def test_an_ended_session_with_nothing_typed_leads_to_sign_in(
    client: Client, inspection: Inspection
) -> None:
    url = reverse("findings:section_add", args=[inspection.uuid])
    assert client.post(url, {"place": "appendix"}).status_code == 302
