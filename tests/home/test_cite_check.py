"""An inspection cites what a quality check finds: frozen, with its hash, and nobody named."""

from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate

from disruptions.models import Plan, PlanEntry
from findings.actions import withdraw_evidence
from findings.models import Correction, Evidence, EvidenceFile, EvidenceMethod, Inspection
from findings.permissions import can_work_on, is_open_to_change
from findings.queries import open_for_evidence
from forces.models import Body
from forces.rights import Right
from inspection_portal.core.errors import RuleBroken
from inspection_portal.core.models import AuditEvent, User
from inspection_portal.home.actions import cite_check
from tests.factories import (
    CheckWaiverFactory,
    EvidenceMethodFactory,
    FieldworkPhaseFactory,
    InspectedBodyFactory,
    InspectionFactory,
    OfficerFactory,
    PlanActionFactory,
    PlanEntryFactory,
    PlanFactory,
    put_in_print,
)
from tests.pages import shown

JSON = "application/json"
CHECK = "pursue_only"


@pytest.fixture
def inspection(inspector: User, force: Body) -> Inspection:
    """An inspection of `force` with fieldwork going on, and the inspector on its team."""
    inspection: Inspection = InspectionFactory(team=[inspector])
    InspectedBodyFactory(inspection=inspection, body=force)
    FieldworkPhaseFactory(inspection=inspection, starts_on=date(2026, 1, 5), ends_on=None)
    return inspection


@pytest.fixture
def method(db: None) -> EvidenceMethod:
    method: EvidenceMethod = EvidenceMethodFactory(name="Data extract", attribution="recorded")
    return method


@pytest.fixture
def plan(force: Body) -> Plan:
    """A plan whose only entry is under Pursue."""
    officer = OfficerFactory(body=force, name="A. Closed-Name", post="Closed post")
    plan: Plan = PlanFactory(threat__body=force, threat__reference="OCG 7", written_by=officer)
    PlanEntryFactory(plan=plan, text="Closed entry")
    return plan


def cite(inspection: Inspection, plan: Plan, by: User, at: datetime, **changed: Any) -> Evidence:
    given = {"check": CHECK, "method": EvidenceMethod.objects.get(name="Data extract")}
    return cite_check(plan.threat.body, inspection, **(given | changed), by=by, at=at)


def kept(evidence: Evidence) -> str:
    """What the file says, found to be what was handed in."""
    file = evidence.files.get()
    content = file.intact_content()
    assert file.sha256 == sha256(content).hexdigest()
    return content.decode()


@pytest.mark.usefixtures("method")
class TestAction:
    def test_the_result_is_kept_in_words_with_its_hash(
        self, inspection: Inspection, plan: Plan, inspector: User, moment: datetime
    ) -> None:
        waived = PlanFactory(threat__body=plan.threat.body, threat__reference="OCG 9")
        PlanEntryFactory(plan=waived)
        CheckWaiverFactory(plan=waived, until=date(2026, 6, 30))
        evidence = cite(inspection, plan, inspector, moment)
        assert evidence.chapter == inspection.inspected_bodies.get()
        assert (evidence.gathered_on, evidence.is_after_fieldwork) == (moment.date(), False)
        assert evidence.marking == Evidence.Marking.OFFICIAL_SENSITIVE
        assert f"Asked of open plans of {plan.threat.body}: 2, failed: 1" in evidence.summary
        assert "failed with a waiver: 1" in evidence.summary
        lines = kept(evidence).splitlines()
        assert lines[0] == lines[-1] == "OFFICIAL-SENSITIVE"
        for line in (
            f"Body: {plan.threat.body}",
            "Day: 2 March 2026",
            "Asked of open plans: 2",
            *("Failed: 1", "- OCG 7"),
            *("Failed with a waiver: 1", "- OCG 9 (waived until 30 June 2026)"),
        ):
            assert line in lines
        said = AuditEvent.objects.about(evidence).get(verb="check.cited").detail
        assert said["check"] == CHECK
        assert said["sha256"] == evidence.files.get().sha256

    def test_the_copy_stays_when_the_plan_is_mended(
        self, inspection: Inspection, plan: Plan, inspector: User, moment: datetime
    ) -> None:
        evidence = cite(inspection, plan, inspector, moment)
        before = kept(evidence)
        PlanEntry.objects.filter(plan=plan).update(strand="prevent")
        plan.threat.closed_on = moment.date()
        plan.threat.save()
        evidence.refresh_from_db()
        assert kept(evidence) == before
        assert "failed: 1" in evidence.summary

    def test_the_same_result_of_a_day_is_cited_once(
        self, inspection: Inspection, plan: Plan, inspector: User, moment: datetime
    ) -> None:
        """Once more after it was withdrawn, once it is another result, and on another day."""
        first = cite(inspection, plan, inspector, moment)
        with pytest.raises(RuleBroken, match=f"{first} cites this result of today already"):
            cite(inspection, plan, inspector, moment + timedelta(hours=1))
        assert Evidence.objects.get() == first
        PlanEntryFactory(plan=PlanFactory(threat__body=plan.threat.body))
        cite(inspection, plan, inspector, moment)
        cite(inspection, plan, inspector, moment + timedelta(days=1))
        last = Evidence.objects.order_by("-number").first()
        assert last
        who = {"by": inspector, "at": moment}
        withdraw_evidence(last, reason="Too early.", seen_version=last.version, **who)
        cite(inspection, plan, inspector, moment + timedelta(days=1))
        assert Evidence.objects.count() == 4

    def test_nothing_closed_is_in_the_copy(
        self, inspection: Inspection, plan: Plan, inspector: User, moment: datetime
    ) -> None:
        """No officer, no covert action, no entry and no reason of a waiver, in no word that is
        kept, and none in the trail.
        """
        PlanActionFactory(
            plan=plan, strand="pursue", what="Closed deed", is_covert=True, due_on=None
        )
        CheckWaiverFactory(plan=plan, reason="Closed reason", check_id="action_without_due_date")
        for check in (CHECK, "action_without_due_date", "action_without_owner"):
            evidence = cite(inspection, plan, inspector, moment, check=check)
            events = AuditEvent.objects.about(evidence).values_list("detail", flat=True)
            words = f"{kept(evidence)}\n{evidence.summary}\n{list(events)}"
            assert "OCG 7" in words
            assert "Closed" not in words
            assert "(1 covert)" not in words

    def test_who_may_not(
        self,
        inspection: Inspection,
        plan: Plan,
        hmi: User,
        force_lead: User,
        publisher: User,
        moment: datetime,
    ) -> None:
        for by in (hmi, force_lead, publisher):
            with pytest.raises(PermissionDenied):
                cite(inspection, plan, by, moment)
        assert not Evidence.objects.exists()

    def test_what_is_refused(
        self, inspection: Inspection, plan: Plan, inspector: User, moment: datetime
    ) -> None:
        elsewhere = InspectionFactory(team=[inspector])
        early = datetime(2026, 1, 4, 12, tzinfo=UTC)
        signed = InspectionFactory(team=[inspector])
        InspectedBodyFactory(inspection=signed, body=plan.threat.body)
        put_in_print(signed)
        wrong: list[tuple[Inspection, datetime, str, str]] = [
            (elsewhere, moment, CHECK, "is not inspected there"),
            (inspection, moment, "no_such_check", "no result to cite"),
            (inspection, moment, "order_expiring", "no result to cite"),
            (inspection, early, CHECK, "fieldwork begins on 5 January 2026"),
            (signed, moment, CHECK, "is published"),
        ]
        for place, at, check, why in wrong:
            with pytest.raises(RuleBroken, match=why):
                cite(place, plan, inspector, at, check=check)
        assert not Evidence.objects.exists()

    def test_after_the_fieldwork_it_is_dated_apart(
        self, inspection: Inspection, plan: Plan, inspector: User, moment: datetime
    ) -> None:
        inspection.phases.update(ends_on=date(2026, 2, 13))
        assert cite(inspection, plan, inspector, moment).is_after_fieldwork


def test_open_for_evidence_says_what_the_permissions_say(
    inspection: Inspection, inspector: User, moderator: User, hmi: User, force_lead: User
) -> None:
    published, corrected = (InspectionFactory(team=[inspector]) for _ in range(2))
    others = [InspectionFactory(), published, corrected]
    put_in_print(published)
    put_in_print(corrected)
    Correction.objects.create(
        inspection=corrected, reason="A typo.", opened_by=inspector, opened_at=datetime.now(UTC)
    )
    for user in (inspector, moderator, hmi, force_lead):
        expected = {
            each
            for each in Inspection.objects.filter(pk__in=[inspection.pk, *(o.pk for o in others)])
            if can_work_on(user, each, Right.EVIDENCE_WRITE) and is_open_to_change(each)
        }
        assert set(open_for_evidence(user)) == expected
    assert set(open_for_evidence(inspector)) == {inspection, corrected}


@pytest.mark.usefixtures("method")
class TestPage:
    def address(self, body: Body, check: str = CHECK) -> str:
        return reverse("home:check_cite", args=[body.uuid, check])

    def test_the_check_leads_to_it_and_it_to_the_evidence(
        self, as_inspector: Client, inspection: Inspection, plan: Plan, method: EvidenceMethod
    ) -> None:
        body = plan.threat.body
        check = reverse("disruptions:checks_of", args=[body.uuid])
        assert self.address(body) in shown(as_inspector.get(check, {"check": CHECK}))
        page = shown(as_inspector.get(self.address(body)))
        for words in ("OCG 7", "Cite the result", str(inspection)):
            assert words in page
        sent = {"inspection": str(inspection.uuid), "method": str(method.uuid)}
        answer = as_inspector.post(self.address(body), sent)
        evidence = Evidence.objects.get()
        assert answer.url == evidence.get_absolute_url()
        file = as_inspector.get(EvidenceFile.objects.get().get_absolute_url())
        assert b"OCG 7" in file.content
        again = shown(as_inspector.post(self.address(body), sent))
        assert f"{evidence} cites this result of today already" in again

    def test_only_what_is_open_is_offered(
        self, as_inspector: Client, inspection: Inspection, plan: Plan
    ) -> None:
        put_in_print(inspection)
        page = shown(as_inspector.get(self.address(plan.threat.body)))
        assert "You gather evidence in no inspection of this body now" in page
        assert "Cite the result" not in page
        nothing = shown(as_inspector.get(self.address(plan.threat.body, "order_expiring")))
        assert "no result to cite" in nothing
        assert as_inspector.get(self.address(plan.threat.body, "no-such")).status_code == 404


@pytest.mark.usefixtures("method")
def test_over_the_api(as_inspector: Client, inspection: Inspection, plan: Plan) -> None:
    address = reverse("api:check_cite", args=[plan.threat.body.uuid, CHECK])
    sent = {"inspection": str(inspection.uuid), "method": "Data extract"}
    told = as_inspector.post(address, sent, content_type=JSON).json()
    assert told["gathered_on"] == str(localdate())
    assert told["files"][0]["sha256"] == EvidenceFile.objects.get().sha256
    again = as_inspector.post(address, sent, content_type=JSON)
    assert (again.status_code, "already" in again.json()["detail"]) == (409, True)
    hidden = sent | {"inspection": str(InspectionFactory().uuid)}
    assert as_inspector.post(address, hidden, content_type=JSON).status_code == 404
