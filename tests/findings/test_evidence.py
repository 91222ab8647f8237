"""Adding, revising and withdrawing evidence, and the files behind it."""

from collections.abc import Callable
from datetime import date, datetime
from hashlib import sha256

import pytest
from django.core.exceptions import PermissionDenied
from django.db import InternalError, transaction

from findings import actions
from findings.models import Evidence, EvidenceFile, HandlingInstruction, Inspection
from findings.models.evidence import DamagedFile
from forces.models import RoleGrant
from inspection_portal.core.errors import RuleBroken
from inspection_portal.core.models import AuditEvent, User
from inspection_portal.core.uploads import check
from tests.factories import (
    EvidenceFactory,
    EvidenceLinkFactory,
    EvidenceMethodFactory,
    FieldworkPhaseFactory,
    InspectedBodyFactory,
    ParagraphFactory,
    person,
    put_in_print,
)

FIRST, LAST = date(2026, 1, 12), date(2026, 2, 6)
WITHIN, AFTER = date(2026, 1, 20), date(2026, 2, 20)
PDF = check("notes.pdf", b"%PDF-1.7 notes")

Add = Callable[..., Evidence]


@pytest.fixture
def add(inspection: Inspection, inspector: User, moment: datetime) -> Add:
    FieldworkPhaseFactory(inspection=inspection, starts_on=FIRST, ends_on=LAST)
    method = EvidenceMethodFactory()

    def do(**gathered: object) -> Evidence:
        usual = {"method": method, "summary": "Plans are late.", "gathered_on": WITHIN}
        said = {"by": inspector, "at": moment, **usual, **gathered}
        return actions.add_evidence(inspection, **said)

    return do


@pytest.fixture
def evidence(add: Add) -> Evidence:
    return add()


@pytest.fixture
def sensitive(db: None) -> HandlingInstruction:
    return HandlingInstruction.objects.create(name="RECIPIENTS ONLY", valid_from=FIRST)


def revise(evidence: Evidence, by: User, at: datetime, **changes: object) -> None:
    actions.revise_evidence(evidence, by=by, at=at, **{"seen_version": 1} | changes)


class TestAdding:
    def test_it_is_numbered_and_recorded(self, add: Add, inspector: User) -> None:
        assert [str(add()), str(add())] == ["E1", "E2"]
        event = AuditEvent.objects.filter(verb="evidence.added").first()
        assert event is not None
        assert event.by == inspector

    def test_another_inspection_has_its_own_numbers(self, add: Add) -> None:
        EvidenceFactory(number=7)
        assert str(add()) == "E1"

    def test_with_a_file_and_handling(self, add: Add, sensitive: HandlingInstruction) -> None:
        evidence = add(marking="official_sensitive", handling=[sensitive], files=[PDF])
        assert list(evidence.handling.all()) == [sensitive]
        assert evidence.files.get().sha256 == sha256(PDF.content).hexdigest()

    @pytest.mark.parametrize(
        ("gathered", "why"),
        [
            ({"marking": "secret"}, "nothing above OFFICIAL-SENSITIVE"),
            ({"summary": "SECRET\nA source tells."}, "nothing above OFFICIAL-SENSITIVE"),
            ({"place": "TOP SECRET"}, "nothing above OFFICIAL-SENSITIVE"),
            ({"files": [check("SECRET.pdf", b"%PDF-")]}, "nothing above OFFICIAL-SENSITIVE"),
            ({"files": [check("a.txt", b"x\nSECRET\ny")]}, "nothing above OFFICIAL-SENSITIVE"),
            ({"files": [PDF, PDF]}, "has this file already"),
            ({"source_role": "Dr Example"}, "never a name"),
            ({"summary": " "}, "Say what the evidence shows"),
            ({"sources": 0}, "at least one source"),
            ({"gathered_on": date(2026, 1, 11)}, "from 12 January 2026 to 6 February 2026"),
            ({"gathered_on": AFTER}, "say that the evidence is from after"),
            ({"gathered_on": date(2026, 3, 3)}, "in the future"),
            ({"is_after_fieldwork": True}, "lasted until 6 February 2026"),
        ],
    )
    def test_refused_whole(self, add: Add, gathered: dict[str, object], why: str) -> None:
        with pytest.raises(RuleBroken, match=why):
            add(**gathered)
        assert not Evidence.objects.exists()
        assert not EvidenceFile.objects.exists()

    def test_what_was_stated_later_is_dated_apart(self, add: Add) -> None:
        assert add(gathered_on=AFTER, is_after_fieldwork=True).gathered_on == AFTER

    def test_no_evidence_before_fieldwork_is_planned(
        self, add: Add, inspection: Inspection
    ) -> None:
        inspection.phases.all().delete()
        with pytest.raises(RuleBroken, match="No fieldwork is planned"):
            add()

    def test_an_open_phase_has_no_after(self, add: Add, inspection: Inspection) -> None:
        inspection.phases.update(ends_on=None)
        add(gathered_on=AFTER)
        with pytest.raises(RuleBroken, match="no last day yet"):
            add(gathered_on=AFTER, is_after_fieldwork=True)

    def test_a_body_has_its_own_days(self, add: Add, inspection: Inspection) -> None:
        chapter = InspectedBodyFactory(inspection=inspection)
        phase = FieldworkPhaseFactory(inspection=inspection, starts_on=AFTER, ends_on=AFTER)
        phase.bodies.add(chapter)
        assert add(chapter=chapter, gathered_on=AFTER).chapter == chapter
        with pytest.raises(RuleBroken, match="from 20 February 2026"):
            add(chapter=chapter, gathered_on=WITHIN)

    def test_handling_goes_with_sensitive_only(
        self, add: Add, sensitive: HandlingInstruction
    ) -> None:
        with pytest.raises(RuleBroken, match="OFFICIAL-SENSITIVE only"):
            add(handling=[sensitive])

    def test_a_method_that_ended_is_not_chosen(self, add: Add) -> None:
        ended = EvidenceMethodFactory(name="Telegram", valid_until=date(2025, 1, 1))
        with pytest.raises(RuleBroken, match="can’t be chosen now"):
            add(method=ended)

    def test_strangers_may_not(self, add: Add, force_lead: User) -> None:
        for stranger in (force_lead, person(RoleGrant.Role.INSPECTOR)):
            with pytest.raises(PermissionDenied):
                add(by=stranger)

    def test_not_once_it_is_published(self, add: Add, inspection: Inspection) -> None:
        put_in_print(inspection)
        with pytest.raises(RuleBroken, match="Open a correction"):
            add()


class TestRevising:
    def test_what_is_given_changes_and_the_trail_says_so(
        self, evidence: Evidence, inspector: User, moment: datetime, sensitive: HandlingInstruction
    ) -> None:
        revise(
            evidence,
            inspector,
            moment,
            summary="Plans are early.",
            marking="official_sensitive",
            handling=[sensitive],
        )
        assert (evidence.summary, evidence.version) == ("Plans are early.", 2)
        event = AuditEvent.objects.get(verb="evidence.revised")
        assert event.detail == {
            "summary": ["Plans are late.", "Plans are early."],
            "marking": ["official", "official_sensitive"],
            "handling": ["", "RECIPIENTS ONLY"],
        }

    def test_second_editor_is_refused_not_overwritten(
        self, evidence: Evidence, inspector: User, moment: datetime
    ) -> None:
        revise(evidence, inspector, moment, summary="By the first")
        with pytest.raises(RuleBroken, match="has changed since"):
            revise(evidence, inspector, moment, summary="By the second")
        evidence.refresh_from_db()
        assert evidence.summary == "By the first"

    def test_a_method_that_ended_meanwhile_stays(
        self, evidence: Evidence, inspector: User, moment: datetime
    ) -> None:
        type(evidence.method).objects.update(valid_until=WITHIN)
        revise(evidence, inspector, moment, method=evidence.method, summary="Plans are early.")
        assert evidence.version == 2

    def test_the_same_rules_hold(
        self, evidence: Evidence, inspector: User, moment: datetime
    ) -> None:
        with pytest.raises(RuleBroken, match="Enter a date within it"):
            revise(evidence, inspector, moment, gathered_on=AFTER)
        assert evidence.gathered_on == WITHIN

    def test_strangers_may_not(
        self, evidence: Evidence, force_lead: User, moment: datetime
    ) -> None:
        with pytest.raises(PermissionDenied):
            revise(evidence, force_lead, moment, summary="Ours")


class TestWithdrawing:
    def test_it_stays_with_its_reason(
        self, evidence: Evidence, inspector: User, moment: datetime
    ) -> None:
        actions.withdraw_evidence(
            evidence, reason="Misheard.", seen_version=1, by=inspector, at=moment
        )
        assert (evidence.withdrawn_by, evidence.withdrawn_at) == (inspector, moment)
        event = AuditEvent.objects.get(verb="evidence.withdrawn")
        assert event.detail == {"reason": "Misheard.", "findings": 0}

    @pytest.mark.parametrize(
        ("changes", "why"),
        [({"reason": " "}, "Say why"), ({"seen_version": 9}, "has changed since")],
    )
    def test_refused(
        self,
        evidence: Evidence,
        inspector: User,
        moment: datetime,
        changes: dict[str, object],
        why: str,
    ) -> None:
        usual = {"reason": "Misheard.", "seen_version": 1, "by": inspector, "at": moment}
        with pytest.raises(RuleBroken, match=why):
            actions.withdraw_evidence(evidence, **usual | changes)
        evidence.refresh_from_db()
        assert not evidence.is_withdrawn

    def test_after_publication_too(
        self, evidence: Evidence, inspector: User, moment: datetime
    ) -> None:
        put_in_print(evidence.inspection)
        actions.withdraw_evidence(
            evidence, reason="Misheard.", seen_version=1, by=inspector, at=moment
        )
        assert evidence.is_withdrawn

    def test_strangers_may_not(
        self, evidence: Evidence, force_lead: User, moment: datetime
    ) -> None:
        with pytest.raises(PermissionDenied):
            actions.withdraw_evidence(
                evidence, reason="Ours", seen_version=1, by=force_lead, at=moment
            )

    def test_then_it_stays_as_it_is(
        self, evidence: Evidence, inspector: User, moment: datetime
    ) -> None:
        said = {"by": inspector, "at": moment}
        actions.withdraw_evidence(evidence, reason="Misheard.", seen_version=1, **said)
        with pytest.raises(RuleBroken, match="is withdrawn"):
            revise(evidence, inspector, moment, seen_version=2, summary="Other")
        with pytest.raises(RuleBroken, match="is withdrawn"):
            actions.add_evidence_file(evidence, upload=PDF, **said)
        with pytest.raises(RuleBroken, match="is withdrawn"):
            actions.withdraw_evidence(evidence, reason="Again.", seen_version=2, **said)


class TestFiles:
    def test_taking_one_is_recorded(
        self, evidence: Evidence, inspector: User, moment: datetime
    ) -> None:
        file = actions.add_evidence_file(evidence, upload=PDF, by=inspector, at=moment)
        assert actions.take_evidence_file(file, by=inspector, at=moment) == PDF.content
        verbs = AuditEvent.objects.about(evidence).order_by("pk").values_list("verb", flat=True)
        assert list(verbs)[1:] == ["evidence_file.added", "evidence_file.read"]
        read = AuditEvent.objects.about(evidence).readings().get()
        assert read.detail == {"reason": "Work on the inspection", "file": file.name}

    def test_strangers_may_not_take_one(
        self, evidence: Evidence, inspector: User, force_lead: User, moment: datetime
    ) -> None:
        file = actions.add_evidence_file(evidence, upload=PDF, by=inspector, at=moment)
        with pytest.raises(PermissionDenied):
            actions.take_evidence_file(file, by=force_lead, at=moment)

    def test_the_database_keeps_it_as_it_was(
        self, evidence: Evidence, inspector: User, moment: datetime
    ) -> None:
        file = actions.add_evidence_file(evidence, upload=PDF, by=inspector, at=moment)
        with pytest.raises(InternalError, match="Cannot update"), transaction.atomic():
            EvidenceFile.objects.filter(pk=file.pk).update(content=b"%PDF- other")

    def test_a_damaged_file_is_not_given_out(self) -> None:
        file = EvidenceFile(content=b"%PDF- other", sha256=PDF.sha256)
        with pytest.raises(DamagedFile):
            file.intact_content()


def test_evidence_is_never_deleted(evidence: Evidence) -> None:
    with pytest.raises(InternalError, match="Cannot delete"), transaction.atomic():
        evidence.delete()


def test_unused_is_what_no_standing_paragraph_rests_on(inspection: Inspection) -> None:
    used, removed, unused = EvidenceFactory.create_batch(3, inspection=inspection)
    paragraph = ParagraphFactory(finding__chapter__inspection=inspection)
    EvidenceLinkFactory(paragraph=paragraph, evidence=used)
    gone = ParagraphFactory(finding=paragraph.finding, position=None)
    EvidenceLinkFactory(paragraph=gone, evidence=removed)
    assert set(Evidence.objects.unused()) == {removed, unused}
    uses = Evidence.objects.with_uses().order_by("number").values_list("uses", flat=True)
    assert list(uses) == [1, 0, 0]
