"""The table of stages, cell by cell, and what each move needs."""

from collections.abc import Callable, Mapping
from datetime import datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from findings.models import Challenge, Comment, Evidence, Extract, Finding, Inspection, Judgment
from forces.models import RoleGrant
from inspection_portal.core.errors import RuleBroken
from inspection_portal.core.models import AuditEvent, User
from inspection_portal.reports import actions, queries
from inspection_portal.reports.actions.moving import permit
from inspection_portal.reports.stages import NEEDS, TABLE, Need, Stage
from tests.factories import (
    FindingFactory,
    InspectedBodyFactory,
    InspectionFactory,
    JudgmentFactory,
    SectionFactory,
    UserFactory,
    person,
)
from tests.pages import call
from tests.reports.stages import check_through, put_at, support, text_of

Role = RoleGrant.Role
People = Mapping[str, User]

# What the issue asks for, written out again: from each stage to which others, and whose move it is.
LEADS = frozenset({"lead", "moderator"})
TEAM = frozenset({"lead", "member", "moderator"})
EXPECTED: dict[tuple[str, str], frozenset[str]] = {
    ("planned", "evidence_gathering"): LEADS,
    ("evidence_gathering", "drafting"): LEADS,
    ("evidence_gathering", "planned"): LEADS,
    ("drafting", "moderation"): LEADS,
    ("drafting", "evidence_gathering"): LEADS,
    ("moderation", "pre_publication_check"): frozenset({"moderator"}),
    ("moderation", "drafting"): frozenset({"moderator"}),
    ("pre_publication_check", "sign_off"): LEADS,
    ("pre_publication_check", "drafting"): frozenset({"moderator"}),
    ("pre_publication_check", "moderation"): frozenset({"moderator"}),
    ("sign_off", "signed_off"): frozenset({"hmi"}),
    ("sign_off", "drafting"): frozenset({"moderator", "hmi"}),
    ("sign_off", "moderation"): frozenset({"moderator", "hmi"}),
    ("sign_off", "pre_publication_check"): frozenset({"moderator", "hmi"}),
    ("signed_off", "embargoed"): frozenset({"publisher"}),
    ("signed_off", "drafting"): frozenset({"moderator", "hmi"}),
    ("signed_off", "moderation"): frozenset({"moderator", "hmi"}),
    ("signed_off", "pre_publication_check"): frozenset({"moderator", "hmi"}),
    ("embargoed", "published"): frozenset(),
    ("embargoed", "sign_off"): frozenset({"publisher"}),
    ("published", "being_corrected"): TEAM,
    ("published", "withdrawn"): frozenset({"publisher"}),
    ("being_corrected", "published"): frozenset({"publisher"}),
    ("being_corrected", "withdrawn"): frozenset({"publisher"}),
}
READERS = ("lead", "member", "moderator", "hmi", "publisher")
OTHERS = ("off_team", "administrator", "auditor", "operator", "force_lead")


@pytest.fixture
def people(
    inspector: User, moderator: User, hmi: User, publisher: User, force_lead: User
) -> People:
    return {
        "lead": inspector,
        "member": person(Role.INSPECTOR),
        "moderator": moderator,
        "hmi": hmi,
        "publisher": publisher,
        "off_team": person(Role.INSPECTOR),
        "administrator": person(Role.ADMINISTRATOR),
        "auditor": person(Role.AUDITOR),
        "operator": person(Role.OPERATOR),
        "force_lead": force_lead,
    }


@pytest.fixture
def inspection(people: People) -> Inspection:
    return InspectionFactory(team=[people["lead"], people["member"]])


@pytest.mark.parametrize("start", list(Stage))
def test_every_cell(
    start: Stage, inspection: Inspection, people: People, hmi: User, moment: datetime
) -> None:
    put_at(inspection, start, hmi=UserFactory(), at=moment)
    for end in Stage:
        may = EXPECTED.get((start, end))
        for role in READERS:
            refusal = RuleBroken if may is None else PermissionDenied
            if may is not None and role in may:
                assert permit(inspection, end, reason="Why", by=people[role], at=moment).end == end
                continue
            with pytest.raises(refusal):
                permit(inspection, end, reason="Why", by=people[role], at=moment)
        for role in OTHERS:
            with pytest.raises(PermissionDenied):
                permit(inspection, end, reason="Why", by=people[role], at=moment)


def test_the_table_has_no_cell_that_nobody_asked_for() -> None:
    assert set(TABLE) == {(Stage(start), Stage(end)) for start, end in EXPECTED}


@pytest.mark.parametrize("cell", [cell for cell, move in TABLE.items() if move.is_back])
def test_what_goes_back_says_why(
    cell: tuple[Stage, Stage], inspection: Inspection, people: People, moment: datetime
) -> None:
    start, end = cell
    put_at(inspection, start, hmi=UserFactory(), at=moment)
    mover = people[min(EXPECTED[start, end] - {"member"})]
    with pytest.raises(RuleBroken, match="needs a reason"):
        permit(inspection, end, reason=" ", by=mover, at=moment)


@pytest.fixture
def ready(inspection: Inspection, hmi: User, moment: datetime) -> Inspection:
    """An inspection of one body in which nothing is missing up to sign-off."""
    chapter = InspectedBodyFactory(inspection=inspection)
    finding = FindingFactory(chapter=chapter)
    finding.paragraphs.create(position=0, text=finding.text)
    JudgmentFactory(inspected_body=chapter)
    support(inspection)
    check_through(inspection, by=hmi, at=moment)
    return inspection


FORWARD = [
    ("planned", "evidence_gathering"),
    ("evidence_gathering", "drafting"),
    ("drafting", "moderation"),
    ("moderation", "pre_publication_check"),
    ("pre_publication_check", "sign_off"),
]


def test_all_the_way_to_sign_off(ready: Inspection, people: People, moment: datetime) -> None:
    put_at(ready, Stage.PLANNED, hmi=people["hmi"], at=moment)
    for start, end in FORWARD:
        mover = people[min(EXPECTED[start, end])]
        actions.move(ready, to=end, seen_version=ready.version, by=mover, at=moment)
        assert ready.shown_stage(moment) == end
    read = text_of(ready)
    actions.sign_off(
        ready, text_sha256=read, seen_version=ready.version, by=people["hmi"], at=moment
    )
    assert (ready.shown_stage(moment), ready.signed_off_by) == ("signed_off", people["hmi"])
    event = AuditEvent.objects.about(ready).filter(verb="stage.moved").first()
    assert event is not None
    assert event.detail == {"stage": ["Sign-off", "Signed off"]}


def test_a_text_that_changed_since_it_was_read_is_not_signed_off(
    client: Client, ready: Inspection, people: People, moment: datetime
) -> None:
    put_at(ready, Stage.SIGN_OFF, hmi=people["hmi"], at=moment)
    client.force_login(people["hmi"])
    stage, page = f"/api/v1/stages/{ready.uuid}/", reverse("reports:sign_off", args=[ready.uuid])
    told, form = client.get(stage).json(), client.get(page).context["form"]
    sent = {name: form[name].value() for name in ("text_sha256", "seen_version")}
    assert sent == {"text_sha256": told["text_sha256"], "seen_version": told["version"]}
    Finding.objects.filter(inspection=ready).update(heading="Not read.")
    refused = call(client, f"{stage}sign-off/", sent)
    assert (refused.status_code, refused.json()["code"]) == (412, "stale")
    answer = client.post(page, sent | {"confirmed": "on"})
    assert "has changed since you read it" in answer.content.decode()
    ready.refresh_from_db()
    assert ready.signed_off_by is None
    read = sent | {"text_sha256": client.get(stage).json()["text_sha256"]}
    assert call(client, f"{stage}sign-off/", read).json()["stage"] == "signed_off"


Break = Callable[[Inspection], object]


def _challenged(inspection: Inspection) -> None:
    extract = Extract.objects.create(
        check_round=inspection.checks.get(),
        chapter=inspection.inspected_bodies.get(),
        number=1,
        content={},
        content_sha256="0" * 64,
    )
    Challenge.objects.create(
        extract=extract,
        number=1,
        passage_number=1,
        passage="Plans.",
        text="There are none.",
        raised_by=UserFactory(),
        raised_at=extract.check_round.opened_at,
    )


def _commented(inspection: Inspection) -> None:
    finding = inspection.findings.get()
    Comment.objects.create(
        finding=finding, text="Is it so?", by=UserFactory(), at=inspection.checks.get().opened_at
    )


def _check_open(inspection: Inspection) -> None:
    inspection.checks.update(closed_at=None, closed_by=None)


def _withdrawn_evidence(inspection: Inspection) -> None:
    Evidence.objects.update(
        withdrawn_by=UserFactory(),
        withdrawn_at=inspection.checks.get().opened_at,
        withdrawal_reason="Misheard.",
    )


def _inadequate(inspection: Inspection) -> None:
    grade = inspection.scale.grades.get(key="inadequate")
    Judgment.objects.update(grade=grade)


def _state(state: str) -> Break:
    def change(inspection: Inspection) -> None:
        names = {"proposed_by": UserFactory()}
        if state == "moderated":
            names["moderated_by"] = UserFactory()
        Judgment.objects.update(state=state, **names)

    return change


BREAKS: dict[Need, tuple[Break, str]] = {
    Need.HAS_BODIES: (
        lambda inspection: (
            inspection.findings.all().delete(),
            inspection.inspected_bodies.all().delete(),
        ),
        "has no bodies",
    ),
    Need.HAS_TEXT: (
        lambda inspection: InspectedBodyFactory(inspection=inspection),
        "nothing is written of it",
    ),
    Need.IS_CONFIRMED: (
        lambda inspection: inspection.findings.update(needs_review=True),
        "Nobody has confirmed",
    ),
    Need.IS_GRADED: (lambda inspection: Judgment.objects.all().delete(), "has no grade"),
    Need.IS_MODERATED: (_state("proposed"), "proposed, not moderated"),
    Need.IS_FINAL: (_state("moderated"), "moderated, not final"),
    Need.CONCERN_IS_ANSWERED: (
        lambda inspection: inspection.findings.update(kind=Finding.Kind.CAUSE_OF_CONCERN),
        "has no recommendation",
    ),
    Need.INADEQUATE_IS_EXPLAINED: (_inadequate, "without a cause of concern"),
    Need.IS_SUPPORTED: (_withdrawn_evidence, "1 paragraph rests on no evidence"),
    Need.COMMENTS_ARE_RESOLVED: (_commented, "is not resolved"),
    Need.IS_CHECKED: (_check_open, "still open"),
    Need.CHALLENGES_ARE_SETTLED: (_challenged, "is open"),
}


@pytest.mark.parametrize("need", BREAKS)
def test_what_is_missing_keeps_it_from_the_first_stage_that_needs_it(
    need: Need, ready: Inspection, people: People, moment: datetime
) -> None:
    do, words = BREAKS[need]
    do(ready)
    end = next(stage for stage in NEEDS if need in NEEDS[stage])
    start = next(start for start, after in FORWARD if after == end)
    put_at(ready, Stage(start), hmi=people["hmi"], at=moment)
    with pytest.raises(RuleBroken, match=words):
        actions.move(ready, to=end, seen_version=ready.version, by=people["moderator"], at=moment)
    ready.refresh_from_db()
    assert ready.stage == start
    readiness = queries.readiness(ready, Stage(start), on=moment.date(), user=people["moderator"])
    (line,) = [line for line in readiness.now if line.need == need]
    assert line.url.startswith("/")


@pytest.mark.parametrize(
    ("change", "words"),
    [({"text": "x" * 6_001}, "is long"), ({"heading": "y" * 161}, "is long")],
    ids=["text", "heading"],
)
def test_what_is_long_only_warns(
    change: dict[str, str], words: str, ready: Inspection, people: People, moment: datetime
) -> None:
    ready.findings.update(**change)
    put_at(ready, Stage.DRAFTING, hmi=people["hmi"], at=moment)
    readiness = queries.readiness(ready, Stage.DRAFTING, on=moment.date(), user=people["lead"])
    assert [words in line.sentence for line in readiness.warnings] == [True]
    assert readiness.now == ()


def test_long_sections_and_introductions_warn_too(
    ready: Inspection, people: People, moment: datetime
) -> None:
    SectionFactory(inspection=ready, text="x" * 6_001)
    ready.inspected_bodies.update(introduction="x" * 6_001)
    Inspection.objects.filter(pk=ready.pk).update(regional_introduction="x" * 6_001)
    put_at(ready, Stage.DRAFTING, hmi=people["hmi"], at=moment)
    readiness = queries.readiness(ready, Stage.DRAFTING, on=moment.date(), user=people["lead"])
    assert [line.need for line in readiness.warnings] == [Need.IS_SHORT_ENOUGH] * 3


@pytest.mark.parametrize("stage", [Stage.DRAFTING, Stage.EMBARGOED, Stage.PUBLISHED])
def test_nothing_is_kept_back_later_once_it_is_issued(
    stage: Stage, ready: Inspection, people: People, moment: datetime
) -> None:
    _withdrawn_evidence(ready)
    put_at(ready, stage, hmi=people["hmi"], at=moment)
    readiness = queries.readiness(ready, stage, on=moment.date(), user=people["lead"])
    assert bool(readiness.later) == (stage == Stage.DRAFTING)


def test_a_second_mover_is_refused(ready: Inspection, people: People, moment: datetime) -> None:
    put_at(ready, Stage.PLANNED, hmi=people["hmi"], at=moment)
    with pytest.raises(RuleBroken, match="has changed since"):
        actions.move(ready, to="evidence_gathering", seen_version=9, by=people["lead"], at=moment)


def test_work_sent_back_loses_its_signature(
    ready: Inspection, people: People, moment: datetime
) -> None:
    put_at(ready, Stage.SIGNED_OFF, hmi=people["hmi"], at=moment)
    actions.move(
        ready,
        to="drafting",
        reason="A figure is wrong.",
        seen_version=ready.version,
        by=people["moderator"],
        at=moment,
    )
    assert (ready.stage, ready.signed_off_by, ready.signed_off_at) == ("drafting", None, None)


def test_a_step_with_a_page_of_its_own_is_not_taken_by_the_way(
    ready: Inspection, people: People, moment: datetime
) -> None:
    put_at(ready, Stage.SIGN_OFF, hmi=people["hmi"], at=moment)
    with pytest.raises(RuleBroken, match="page of its own"):
        actions.move(
            ready, to="signed_off", seen_version=ready.version, by=people["hmi"], at=moment
        )


def test_readiness_costs_the_same_however_much_is_written(
    ready: Inspection, moderator: User, moment: datetime
) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as asked:
            queries.readiness(ready, Stage.DRAFTING, on=moment.date(), user=moderator)
        return len(asked)

    cost()
    few = cost()
    for _ in range(3):
        chapter = InspectedBodyFactory(inspection=ready)
        FindingFactory.create_batch(3, chapter=chapter, needs_review=True)
    assert cost() == few
