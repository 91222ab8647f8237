"""Whoever follows a list is told of all that changes in what it tells, and of all that is gone."""

from datetime import datetime, timedelta

import yaml
from django.test import Client
from django.utils.timezone import localdate, now
from time_machine import TimeMachineFixture

from disruptions.actions import (
    end_access,
    give_access,
    give_responsibility,
    revise_officer,
    withdraw_waiver,
)
from disruptions.models import DataExtract
from findings.actions import (
    add_evidence_file,
    close_correction,
    open_correction,
    remove_key_figure,
)
from findings.actions.challenges import confirm_challenge, decide_challenge, raise_challenge
from findings.actions.checking import close_check, extend_check
from findings.models import Inspection
from forces.models import Body
from inspection_portal.core.models import User
from inspection_portal.core.uploads import Upload
from recommendations.actions import add_engage_letter
from tests.api.test_docs import COMMITTED
from tests.api.test_lists import clock, read
from tests.factories import (
    CheckWaiverFactory,
    DisruptionFactory,
    DisruptionStandardFactory,
    EngageSpellFactory,
    EvidenceFactory,
    FindingFactory,
    InspectedBodyFactory,
    KeyFigureFactory,
    NationalReportFactory,
    OfficerFactory,
    PlanActionFactory,
    PlanFactory,
    PlanReviewFactory,
    PlanSettingsFactory,
    PreventionOrderFactory,
    RegisterEntryFactory,
    Section55ResponseFactory,
    ThreatFactory,
    put_in_print,
)
from tests.factories.checking import extract_of, give_out
from tests.factories.extracts import DataExtractFactory

FILE = Upload("plan.txt", "text/plain", b"Who was trained, and when.")


def told_since(client: Client, resource: str, since: str) -> tuple[list[str], list[str]]:
    """What changed, and what is gone."""
    told = read(client, f"/api/v1/{resource}/", updated_since=since)
    return [row["uuid"] for row in told["results"]], told["gone"]


def test_every_list_that_says_so_can_be_followed(as_inspector: Client) -> None:
    described = yaml.load(COMMITTED.read_text(encoding="utf-8"), yaml.CSafeLoader)
    followed = [
        path
        for path, operations in described["paths"].items()
        if "updated_since"
        in {each["name"] for each in operations.get("get", {}).get("parameters", ())}
    ]
    assert len(followed) > 40
    for path in followed:
        answer = as_inspector.get(path, {"updated_since": "2026-01-01T00:00:00Z"})
        assert answer.status_code == 200, path


def test_who_answers_for_a_threat_is_a_change_of_it(
    as_lead: Client, force_lead: User, force: Body, moment: datetime
) -> None:
    threat, officer = ThreatFactory(body=force), OfficerFactory(body=force)
    since = clock().isoformat()
    give_responsibility(
        threat, officer=officer, role="lro", since=localdate(moment), by=force_lead, at=moment
    )
    assert told_since(as_lead, "threats", since) == ([str(threat.uuid)], [])


def test_a_letter_is_a_change_of_its_spell(
    as_inspector: Client, hmi: User, moment: datetime
) -> None:
    spell = EngageSpellFactory()
    since = clock().isoformat()
    add_engage_letter(spell, upload=FILE, by=hmi, at=moment)
    assert told_since(as_inspector, "engage-spells", since) == ([str(spell.uuid)], [])


def test_a_file_is_a_change_of_its_evidence(
    as_inspector: Client, inspector: User, moment: datetime
) -> None:
    evidence = EvidenceFactory()
    evidence.inspection.team.create(user=inspector)
    since = clock().isoformat()
    add_evidence_file(evidence, upload=FILE, by=inspector, at=moment)
    assert told_since(as_inspector, "evidence", since) == ([str(evidence.uuid)], [])


def test_a_correction_takes_a_report_away_and_brings_it_back(
    as_lead: Client, moderator: User, publisher: User
) -> None:
    finding = FindingFactory()
    inspection = finding.inspection
    put_in_print(inspection)
    since = clock().isoformat()
    correction = open_correction(inspection, reason="A wrong date", by=moderator, at=now())
    assert told_since(as_lead, "findings", since) == ([], [str(finding.uuid)])
    assert told_since(as_lead, "inspections", since)[0] == [str(inspection.uuid)]
    since = clock().isoformat()
    close_correction(correction, by=publisher, at=now())
    assert told_since(as_lead, "findings", since)[0] == [str(finding.uuid)]


def test_a_removed_figure_is_gone_for_those_who_read_the_drafts(
    client: Client, inspector: User, force_lead: User, moment: datetime
) -> None:
    figure = KeyFigureFactory()
    figure.chapter.inspection.team.create(user=inspector)
    since = clock().isoformat()
    remove_key_figure(figure, seen_version=figure.version, by=inspector, at=moment)
    for person, gone in ((inspector, [str(figure.uuid)]), (force_lead, [])):
        client.force_login(person)
        assert told_since(client, "key-figures", since) == ([], gone)


def test_a_deadline_that_a_correction_took_away_is_gone(
    client: Client, force: Body, force_lead: User, other_force_lead: User
) -> None:
    deadline = RegisterEntryFactory(body=force).milestones.first()
    since, gone = clock().isoformat(), str(deadline.uuid)
    deadline.delete()
    for person, told in ((force_lead, [gone]), (other_force_lead, [])):
        client.force_login(person)
        assert told_since(client, "deadlines", since)[1] == told


def test_an_answer_to_a_national_report_is_told_when_that_is_published(
    as_inspector: Client, time_machine: TimeMachineFixture
) -> None:
    out = now() + timedelta(hours=1)
    report = NationalReportFactory(published_at=out, opened_at=now())
    answer = Section55ResponseFactory(inspection=None, national_report=report)
    since = (out - timedelta(minutes=1)).isoformat()
    assert told_since(as_inspector, "section-55-responses", since) == ([], [])
    time_machine.move_to(out)
    assert told_since(as_inspector, "section-55-responses", since) == ([str(answer.uuid)], [])


def test_an_answer_that_is_owed_no_more_is_a_change_of_it(
    as_inspector: Client, moderator: User
) -> None:
    answer = Section55ResponseFactory()
    put_in_print(answer.inspection)
    since = clock().isoformat()
    Inspection.objects.update(
        withdrawn_at=now(), withdrawn_by=moderator, withdrawal_reason="Wrong."
    )
    assert told_since(as_inspector, "section-55-responses", since)[0] == [str(answer.uuid)]


def test_what_is_shared_no_more_is_gone(
    client: Client,
    force_lead: User,
    other_force_lead: User,
    rocu_lead: User,
    force: Body,
    other_force: Body,
) -> None:
    """The plan and its threat; what is part of it is gone with it."""
    plan = PlanFactory(threat__body=force)
    access = give_access(plan, to=other_force, scope="plan", by=force_lead, at=now())
    since = clock().isoformat()
    end_access(access, by=force_lead, at=now())
    for person, is_told in ((other_force_lead, True), (rocu_lead, False), (force_lead, False)):
        client.force_login(person)
        for resource, row in {"plans": plan, "threats": plan.threat}.items():
            assert told_since(client, resource, since)[1] == [str(row.uuid)] * is_told, resource


def test_an_action_that_is_lent_no_more_is_gone_and_none_beside_it(
    client: Client, force_lead: User, other_force_lead: User, force: Body, other_force: Body
) -> None:
    plan = PlanFactory(threat__body=force)
    access = give_access(plan, to=other_force, scope="actions", by=force_lead, at=now())
    lent = PlanActionFactory(plan=plan, owner=OfficerFactory(body=other_force))
    PlanActionFactory(plan=plan, owner=OfficerFactory(body=force))
    since = clock().isoformat()
    end_access(access, by=force_lead, at=now())
    client.force_login(other_force_lead)
    assert told_since(client, "plan-actions", since) == ([], [str(lent.uuid)])
    assert told_since(client, "plans", since) == ([], [])


def test_a_finding_that_a_correction_deletes_is_gone_and_one_that_was_never_out_is_not(
    transactional_db: None, as_lead: Client, moderator: User, publisher: User
) -> None:
    out = FindingFactory()
    inspection = out.inspection
    drafted = FindingFactory(inspection=inspection, chapter=out.chapter)
    since = clock().isoformat()
    drafted.delete()
    put_in_print(inspection)
    correction = open_correction(inspection, reason="A wrong date", by=moderator, at=now())
    within = FindingFactory(inspection=inspection, chapter=out.chapter)
    uuid = str(out.uuid)
    assert told_since(as_lead, "findings", since) == ([], [uuid])
    within.delete()
    out.delete()
    close_correction(correction, by=publisher, at=now())
    assert told_since(as_lead, "findings", since) == ([], [uuid])


def test_an_extract_is_told_while_it_can_be_read_and_gone_when_the_check_ends(
    client: Client,
    force_lead: User,
    other_force_lead: User,
    force: Body,
    inspector: User,
    time_machine: TimeMachineFixture,
) -> None:
    chapter = InspectedBodyFactory(body=force)
    chapter.inspection.team.create(user=inspector)
    since = clock().isoformat()
    check = give_out(chapter.inspection, by=inspector, at=now())
    extract = extract_of(check, force)
    uuid = str(extract.uuid)
    for person, told in ((force_lead, [uuid]), (other_force_lead, []), (inspector, [uuid])):
        client.force_login(person)
        assert told_since(client, "extracts", since) == (told, [])
    since = clock().isoformat()
    later = check.closes_at + timedelta(days=1)
    extend_check(check, closes_at=later, reason="Leave.", by=inspector, at=now())
    assert told_since(client, "extracts", since) == ([uuid], [])
    close_check(check, by=inspector, at=now())
    for person, gone in ((force_lead, [uuid]), (other_force_lead, []), (inspector, [])):
        client.force_login(person)
        assert told_since(client, "extracts", since)[1] == gone


def test_a_challenge_is_gone_with_its_check_and_told_when_its_decision_is_confirmed(
    client: Client, force_lead: User, force: Body, inspector: User, moderator: User
) -> None:
    finding = FindingFactory(chapter__body=force)
    inspection = finding.inspection
    for person in (inspector, moderator):
        inspection.team.create(user=person)
    check = give_out(inspection, by=inspector, at=now())
    since = clock().isoformat()
    sent = {"passage_number": 1, "text": "The year is wrong."}
    made = raise_challenge(extract_of(check, force), **sent, by=force_lead, at=now())
    uuid = str(made.uuid)
    client.force_login(force_lead)
    assert told_since(client, "challenges", since) == ([uuid], [])
    close_check(check, by=inspector, at=now())
    assert told_since(client, "challenges", since) == ([], [uuid])
    since = clock().isoformat()
    decide_challenge(made, decision="rejected", reason="It is right.", by=inspector, at=now())
    assert told_since(client, "challenges", since)[0] == []
    made.refresh_from_db()
    confirm_challenge(made, seen_decided_at=made.decided_at, by=moderator, at=now())
    assert told_since(client, "challenges", since)[0] == [uuid]


def test_how_bodies_are_checked_and_judged_is_followed(
    as_lead: Client, force: Body, force_lead: User
) -> None:
    since = clock().isoformat()
    waiver = CheckWaiverFactory(plan__threat__body=force)
    rows = {
        "check-waivers": waiver,
        "plan-settings": PlanSettingsFactory(body=force),
        "disruption-standards": DisruptionStandardFactory(),
    }
    for resource, row in rows.items():
        assert told_since(as_lead, resource, since) == ([str(row.uuid)], []), resource
    since = clock().isoformat()
    withdraw_waiver(waiver, by=force_lead, at=now())
    assert told_since(as_lead, "check-waivers", since) == ([str(waiver.uuid)], [])


def test_how_far_a_data_extract_is_can_be_followed(as_inspector: Client) -> None:
    extract = DataExtractFactory()
    since = clock().isoformat()
    assert told_since(as_inspector, "data-extracts", since) == ([], [])
    DataExtract.objects.update(state=DataExtract.State.CONFIRMED)
    assert told_since(as_inspector, "data-extracts", since) == ([str(extract.uuid)], [])


def test_what_a_body_supports_no_more_is_gone_for_it(
    client: Client, force_lead: User, other_force_lead: User, force: Body, other_force: Body
) -> None:
    rows = {"threats": ThreatFactory(body=force)}
    rows["disruptions"] = DisruptionFactory(body=force, threat=rows["threats"])
    for row in rows.values():
        row.supporting_bodies.add(other_force)
    since = clock().isoformat()
    for row in rows.values():
        row.supporting_bodies.clear()
    for person, is_gone in ((other_force_lead, True), (force_lead, False)):
        client.force_login(person)
        for resource, row in rows.items():
            gone = told_since(client, resource, since)[1]
            assert gone == [str(row.uuid)] * is_gone, resource


def test_the_new_title_of_an_officer_is_a_change_of_what_says_it(
    as_lead: Client, force: Body, force_lead: User
) -> None:
    officer = OfficerFactory(body=force)
    plan = PlanFactory(threat__body=force, written_by=officer)
    rows = {
        "plans": plan,
        "plan-actions": PlanActionFactory(plan=plan, owner=officer),
        "plan-reviews": PlanReviewFactory(plan=plan, reviewed_by=officer),
        "orders": PreventionOrderFactory(body=force, manager=officer),
    }
    since = clock().isoformat()
    seen = {"seen_version": officer.version, "by": force_lead, "at": now()}
    revise_officer(officer, post="Cyber crime", **seen)
    for resource, row in rows.items():
        assert told_since(as_lead, resource, since) == ([str(row.uuid)], []), resource
