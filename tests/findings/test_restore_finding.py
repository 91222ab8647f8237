"""The earlier wordings of a finding, and bringing one back."""

from collections.abc import Callable
from datetime import datetime

import pghistory
import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from findings import actions
from findings.models import Finding
from findings.queries import history, wording
from inspection_portal.core.errors import RuleBroken
from inspection_portal.core.models import AuditEvent, User
from tests.factories import put_in_print

Act = Callable[..., None]


@pytest.fixture
def act(finding: Finding, inspector: User, moment: datetime) -> Act:
    """Does something with the finding as it stands, as a request would."""

    def do(action: Callable[..., None], **given: object) -> None:
        finding.refresh_from_db()
        usual = {"seen_version": finding.version, "by": inspector, "at": moment}
        with pghistory.context():
            action(finding, **usual | given)

    return do


def told(finding: Finding) -> list[tuple[int, str, list[str]]]:
    return [
        (revision.version, revision.by, [part.label for part in revision.changed])
        for revision in history(finding).revisions
    ]


def test_each_wording_is_kept_with_who_wrote_it(
    act: Act, finding: Finding, inspector: User, moderator: User
) -> None:
    act(actions.revise_finding, text="They meet weekly.")
    act(actions.mark_finding, state="ready")
    act(actions.revise_finding, heading="They meet", text="They meet daily.", by=moderator)
    assert told(finding) == [
        (4, moderator.name, ["Heading", "Text"]),
        (2, inspector.name, ["Text"]),
        (1, "the portal", []),
    ]


def test_what_moves_the_finding_brings_no_other_wording(act: Act, finding: Finding) -> None:
    act(actions.arrange_finding, question_area=finding.question_area)
    act(actions.revise_finding, text=finding.text)
    assert len(told(finding)) == 1


def test_an_earlier_wording_comes_back_as_a_new_one(act: Act, finding: Finding) -> None:
    heading, text = finding.heading, finding.text
    act(actions.revise_finding, heading="They meet", text="They meet daily.", kind="narrative")
    act(actions.restore_finding, version=1)
    assert (finding.heading, finding.text, finding.version) == (heading, text, 3)
    assert finding.paragraphs.standing().get().text == text
    assert [version for version, *_ in told(finding)] == [3, 2, 1]
    event = AuditEvent.objects.about(finding).filter(verb="finding.restored").get()
    assert event.detail == {
        "restored_version": 1,
        "heading": ["They meet", heading],
        "text": ["They meet daily.", text],
    }


def test_second_editor_is_refused(act: Act, finding: Finding) -> None:
    act(actions.revise_finding, text="They meet daily.")
    with pytest.raises(RuleBroken, match="has changed since"):
        act(actions.restore_finding, version=1, seen_version=1)
    finding.refresh_from_db()
    assert finding.text == "They meet daily."


@pytest.mark.parametrize(("version", "why"), [(9, "not known"), (1, "wording of now")])
def test_only_another_wording_comes_back(act: Act, version: int, why: str) -> None:
    with pytest.raises(RuleBroken, match=why):
        act(actions.restore_finding, version=version)


def test_a_force_lead_may_not(act: Act, force_lead: User) -> None:
    with pytest.raises(PermissionDenied):
        act(actions.restore_finding, version=1, by=force_lead)


def test_not_once_it_is_published(act: Act, finding: Finding) -> None:
    act(actions.revise_finding, text="They meet daily.")
    put_in_print(finding.inspection)
    with pytest.raises(RuleBroken, match="Open a correction"):
        act(actions.restore_finding, version=1)


def test_a_version_is_read_as_it_was(act: Act, finding: Finding) -> None:
    before = finding.text
    act(actions.revise_finding, text="They meet daily.")
    assert wording(finding, 1).text == before
    assert wording(finding, 5) is None


def test_long_histories_come_a_page_at_a_time(act: Act, finding: Finding) -> None:
    for number in range(21):
        act(actions.revise_finding, text=f"They meet {number} times.")
    shown = history(finding)
    assert [len(shown.revisions), shown.older] == [20, 3]
    older = history(finding, before=shown.older)
    assert [revision.version for revision in older.revisions] == [2, 1]
    assert older.revisions[0].changed[0].label == "Text"


def test_the_page_shows_words_that_went_and_came(
    client: Client, inspector: User, act: Act, finding: Finding
) -> None:
    act(actions.revise_finding, text="We found plans for some threats.")
    client.force_login(inspector)
    url = reverse("findings:finding_history", args=[finding.uuid])
    page = client.get(url).content.decode()
    assert "</span>every threat.<span" in page
    assert "</span>some threats.<span" in page
    restore = reverse("findings:finding_restore", args=[finding.uuid, 1])
    said = client.post(restore, {"seen_version": 2}, follow=True).content.decode()
    assert "The earlier wording is back." in said


def test_those_who_only_read_what_is_published_do_not_see_it(
    client: Client, force_lead: User, finding: Finding
) -> None:
    put_in_print(finding.inspection)
    client.force_login(force_lead)
    url = reverse("findings:finding_history", args=[finding.uuid])
    assert client.get(url).status_code == 404
