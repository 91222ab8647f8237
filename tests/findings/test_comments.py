"""What the team says to each other about a finding."""

from collections.abc import Callable
from datetime import datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from findings import actions
from findings.models import Comment, Finding, Inspection, Paragraph
from findings.queries import discussed, open_comments
from forces.models import RoleGrant
from inspection_portal.core.errors import RuleBroken
from inspection_portal.core.models import AuditEvent, User
from tests.factories import FindingFactory, person, put_in_print


@pytest.fixture
def paragraph(finding: Finding) -> Paragraph:
    return Paragraph.objects.create(finding=finding, position=0, text=finding.text)


@pytest.fixture
def comment(finding: Finding, inspector: User, moment: datetime) -> Comment:
    return actions.add_comment(finding, text="Who told us?", by=inspector, at=moment)


@pytest.fixture
def team(client: Client, moderator: User) -> Client:
    client.force_login(moderator)
    return client


def post(client: Client, name: str, target: object, **data: str) -> str:
    url = reverse(f"findings:{name}", args=[target.uuid])  # type: ignore[attr-defined]
    return str(client.post(url, data, follow=True).content.decode())


def test_a_comment_stands_beside_its_paragraph(
    finding: Finding, paragraph: Paragraph, comment: Comment, inspector: User, moment: datetime
) -> None:
    beside = actions.add_comment(
        finding, paragraph=paragraph, text="How many?", by=inspector, at=moment
    )
    shown = discussed(finding)
    assert [passage.comments for passage in shown.passages] == [(beside,)]
    assert shown.comments == (comment,)


def test_it_is_kept_when_its_paragraph_goes(
    finding: Finding, inspector: User, moment: datetime
) -> None:
    act = {"by": inspector, "at": moment}
    actions.revise_finding(finding, text="They met weekly.", seen_version=1, **act)
    about = actions.add_comment(
        finding, paragraph=finding.paragraphs.get(), text="Still so?", **act
    )
    actions.revise_finding(finding, text="Nothing alike remains", seen_version=2, **act)
    assert discussed(finding).comments == (about,)


def test_the_trail_tells_what_was_said(comment: Comment, finding: Finding) -> None:
    event = AuditEvent.objects.about(finding).get()
    assert (event.verb, event.detail) == ("comment.added", {"text": "Who told us?"})


def test_an_empty_comment_is_refused(finding: Finding, inspector: User, moment: datetime) -> None:
    with pytest.raises(RuleBroken):
        actions.add_comment(finding, text=" \n", by=inspector, at=moment)


def test_the_paragraph_of_another_finding_is_refused(
    paragraph: Paragraph, inspector: User, moment: datetime
) -> None:
    other = FindingFactory(chapter=paragraph.finding.chapter)
    with pytest.raises(RuleBroken, match="of another finding"):
        actions.add_comment(other, paragraph=paragraph, text="Why?", by=inspector, at=moment)


def test_an_answer_leaves_it_open_or_resolves_it(
    comment: Comment, moderator: User, moment: datetime
) -> None:
    actions.answer_comment(comment, answer="Three of them.", by=moderator, at=moment)
    assert (comment.answer, comment.resolved_at) == ("Three of them.", None)
    actions.resolve_comment(comment, by=moderator, at=moment)
    assert (comment.resolved_by, comment.resolved_at) == (moderator, moment)
    verbs = AuditEvent.objects.about(comment.finding).values_list("verb", flat=True)
    assert set(verbs) == {"comment.added", "comment.answered", "comment.resolved"}


def test_a_second_answer_does_not_write_over_the_first(
    comment: Comment, moderator: User, moment: datetime
) -> None:
    actions.answer_comment(comment, answer="Three.", by=moderator, at=moment)
    with pytest.raises(RuleBroken, match="Somebody else has answered"):
        actions.answer_comment(comment, answer="Four.", by=moderator, at=moment)
    comment.refresh_from_db()
    assert comment.answer == "Three."


def test_it_is_resolved_once(comment: Comment, moderator: User, moment: datetime) -> None:
    actions.answer_comment(comment, answer="Three.", resolves=True, by=moderator, at=moment)
    with pytest.raises(RuleBroken, match="resolved already"):
        actions.resolve_comment(comment, by=moderator, at=moment)


@pytest.mark.parametrize("role", [RoleGrant.Role.INSPECTOR, RoleGrant.Role.PUBLISHER])
def test_only_those_who_work_on_it_comment(
    role: RoleGrant.Role, comment: Comment, moment: datetime
) -> None:
    act = {"by": person(role), "at": moment}
    with pytest.raises(PermissionDenied):
        actions.add_comment(comment.finding, text="Mine", **act)
    with pytest.raises(PermissionDenied):
        actions.answer_comment(comment, answer="Mine", **act)
    with pytest.raises(PermissionDenied):
        actions.resolve_comment(comment, **act)


def test_comments_go_on_after_publication(
    finding: Finding, inspector: User, moment: datetime
) -> None:
    put_in_print(finding.inspection)
    actions.add_comment(finding, text="For the correction.", by=inspector, at=moment)
    assert finding.comments.count() == 1


def test_forms_comment_answer_and_resolve(
    team: Client, finding: Finding, paragraph: Paragraph
) -> None:
    assert "Since when?" in post(team, "paragraph_comment", paragraph, text="Since when?")
    (said,) = paragraph.comments.all()
    assert "Enter your answer" in post(team, "comment_answer", said)
    assert "Since May." in post(team, "comment_answer", said, answer="Since May.", resolves="on")
    assert "resolved already" in post(team, "comment_resolve", said)


def test_the_list_has_the_open_ones_in_the_order_of_the_report(
    team: Client, comment: Comment, inspection: Inspection, inspector: User, moment: datetime
) -> None:
    regional = FindingFactory(chapter=None, inspection=inspection)
    first = actions.add_comment(regional, text="And the region?", by=inspector, at=moment)
    closed = actions.add_comment(regional, text="Done.", by=inspector, at=moment)
    actions.resolve_comment(closed, by=inspector, at=moment)
    assert list(open_comments(inspection)) == [first, comment]
    page = team.get(reverse("findings:comments", args=[inspection.uuid])).content.decode()
    assert "And the region?" in page
    assert "Done." not in page


def test_queries_of_the_list_do_not_grow(
    team: Client,
    inspection: Inspection,
    finding: Finding,
    moment: datetime,
    assert_queries_do_not_grow: Callable[[str, Callable[[], object]], None],
) -> None:
    def add() -> None:
        other = FindingFactory(chapter=finding.chapter)
        Comment.objects.create(
            finding=other, text="Why?", by=person(RoleGrant.Role.INSPECTOR), at=moment
        )

    assert_queries_do_not_grow(reverse("findings:comments", args=[inspection.uuid]), add)
