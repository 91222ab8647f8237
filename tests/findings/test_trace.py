"""What paragraphs rest on: linking, and what is told of it."""

from collections.abc import Callable
from datetime import datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from findings import actions, queries
from findings.models import Evidence, EvidenceMethod, InspectedBody, Inspection, Paragraph
from forces.models import RoleGrant
from inspection_portal.core.errors import RuleBroken
from inspection_portal.core.models import AuditEvent, User
from tests.factories import (
    EvidenceFactory,
    EvidenceLinkFactory,
    EvidenceMethodFactory,
    FindingFactory,
    ParagraphFactory,
    person,
    put_in_print,
)

WITHDRAWN = {"withdrawal_reason": "Misheard."}


@pytest.fixture
def paragraph(chapter: InspectedBody) -> Paragraph:
    return ParagraphFactory(finding__chapter=chapter, text="We found that plans are late.")


@pytest.fixture
def evidence(inspection: Inspection) -> Evidence:
    """E12, an interview."""
    return EvidenceFactory(inspection=inspection, number=12)


def withdraw(evidence: Evidence, by: User, at: datetime) -> None:
    changes = {"withdrawn_by": by, "withdrawn_at": at, "withdrawal_reason": "Misheard."}
    Evidence.objects.filter(pk=evidence.pk).update(**changes)


class TestLinking:
    def test_it_is_recorded_of_the_finding(
        self, paragraph: Paragraph, evidence: Evidence, inspector: User, moment: datetime
    ) -> None:
        link = actions.link_evidence(paragraph, number=12, by=inspector, at=moment)
        assert (link.evidence, link.by, link.at) == (evidence, inspector, moment)
        event = AuditEvent.objects.about(paragraph.finding).get()
        assert event.verb == "evidence.linked"
        assert event.detail == {"evidence": "E12", "paragraph": paragraph.text}

    def test_twice_is_once(
        self, paragraph: Paragraph, evidence: Evidence, inspector: User, moment: datetime
    ) -> None:
        for _ in range(2):
            actions.link_evidence(paragraph, number=12, by=inspector, at=moment)
        assert paragraph.evidence_links.count() == AuditEvent.objects.count() == 1

    def test_unlinking(
        self, paragraph: Paragraph, evidence: Evidence, inspector: User, moment: datetime
    ) -> None:
        EvidenceLinkFactory(paragraph=paragraph, evidence=evidence)
        actions.unlink_evidence(paragraph, number=12, by=inspector, at=moment)
        assert not paragraph.evidence_links.exists()
        assert AuditEvent.objects.get().verb == "evidence.unlinked"

    @pytest.mark.parametrize("action", [actions.link_evidence, actions.unlink_evidence])
    def test_strangers_may_not(
        self,
        action: Callable[..., object],
        paragraph: Paragraph,
        evidence: Evidence,
        force_lead: User,
        moment: datetime,
    ) -> None:
        for stranger in (force_lead, person(RoleGrant.Role.INSPECTOR)):
            with pytest.raises(PermissionDenied):
                action(paragraph, number=12, by=stranger, at=moment)

    def test_a_number_of_another_inspection_means_nothing(
        self, paragraph: Paragraph, inspector: User, moment: datetime
    ) -> None:
        EvidenceFactory(number=12)
        with pytest.raises(RuleBroken, match="There is no E12"):
            actions.link_evidence(paragraph, number=12, by=inspector, at=moment)

    def test_nothing_new_rests_on_withdrawn_evidence(
        self, paragraph: Paragraph, evidence: Evidence, inspector: User, moment: datetime
    ) -> None:
        withdraw(evidence, inspector, moment)
        with pytest.raises(RuleBroken, match="E12 is withdrawn"):
            actions.link_evidence(paragraph, number=12, by=inspector, at=moment)

    def test_not_to_what_is_no_longer_in_the_text(
        self, paragraph: Paragraph, evidence: Evidence, inspector: User, moment: datetime
    ) -> None:
        Paragraph.objects.update(position=None)
        with pytest.raises(RuleBroken, match="no longer in the text"):
            actions.link_evidence(paragraph, number=12, by=inspector, at=moment)

    def test_not_once_it_is_published(
        self, paragraph: Paragraph, evidence: Evidence, inspector: User, moment: datetime
    ) -> None:
        put_in_print(paragraph.finding.inspection)
        with pytest.raises(RuleBroken, match="Open a correction"):
            actions.link_evidence(paragraph, number=12, by=inspector, at=moment)

    def test_database_keeps_inspections_apart(self, paragraph: Paragraph) -> None:
        with pytest.raises(IntegrityError, match="another inspection"), transaction.atomic():
            EvidenceLinkFactory(paragraph=paragraph, evidence=EvidenceFactory())


class TestTrace:
    def test_an_unsupported_paragraph(self, paragraph: Paragraph, inspection: Inspection) -> None:
        ParagraphFactory(finding=paragraph.finding, position=1, text="### Only a heading")
        traced = queries.trace(inspection, paragraph.finding.chapter)
        assert [each.paragraph for each in traced.unsupported] == [paragraph]
        (weak,) = queries.unsupported(inspection)
        assert (weak.uuid, weak.paragraphs) == (paragraph.finding.uuid, 1)

    def test_words_that_the_evidence_does_not_carry(
        self, paragraph: Paragraph, evidence: Evidence, inspection: Inspection
    ) -> None:
        EvidenceLinkFactory(paragraph=paragraph, evidence=evidence)
        traced = queries.trace(inspection, paragraph.finding.chapter)
        assert [claim.words for each in traced.disagreeing for claim in each.disagreements] == [
            "We found"
        ]
        seen = EvidenceMethodFactory(
            name="Meeting observation", attribution=EvidenceMethod.Attribution.SEEN
        )
        EvidenceLinkFactory(
            paragraph=paragraph, evidence=EvidenceFactory(inspection=inspection, method=seen)
        )
        assert queries.trace(inspection, paragraph.finding.chapter).disagreeing == []

    def test_withdrawn_evidence_flags_what_used_it(
        self,
        paragraph: Paragraph,
        evidence: Evidence,
        inspection: Inspection,
        inspector: User,
        moment: datetime,
    ) -> None:
        EvidenceLinkFactory(paragraph=paragraph, evidence=evidence)
        assert queries.on_withdrawn(inspection) == queries.unsupported(inspection) == []
        withdraw(evidence, inspector, moment)
        (support,) = queries.trace(inspection, paragraph.finding.chapter).on_withdrawn
        assert support.withdrawn == (evidence,)
        assert support.is_unsupported
        for weak in (queries.on_withdrawn(inspection), queries.unsupported(inspection)):
            assert [each.paragraphs for each in weak] == [1]

    @pytest.mark.parametrize(("show", "texts"), [("", 2), ("unsupported", 1), ("problems", 1)])
    def test_it_is_narrowed(
        self,
        paragraph: Paragraph,
        evidence: Evidence,
        inspection: Inspection,
        show: str,
        texts: int,
    ) -> None:
        carried = ParagraphFactory(finding=paragraph.finding, position=1, text="Plans are late.")
        EvidenceLinkFactory(paragraph=carried, evidence=evidence)
        (traced,) = queries.trace(inspection, paragraph.finding.chapter, show=show).shown
        assert len(traced.paragraphs) == texts

    def test_the_region_apart(self, paragraph: Paragraph, inspection: Inspection) -> None:
        regional = FindingFactory(chapter=None, inspection=inspection)
        assert [each.finding for each in queries.trace(inspection, None).findings] == [regional]


class TestPage:
    @pytest.fixture(autouse=True)
    def _signed_in(self, client: Client, inspector: User) -> None:
        client.force_login(inspector)

    def address(self, paragraph: Paragraph) -> str:
        address = reverse("findings:trace", args=[paragraph.finding.inspection.uuid])
        assert paragraph.finding.chapter
        return f"{address}?body={paragraph.finding.chapter.uuid}"

    def test_a_number_and_enter_link(
        self, client: Client, paragraph: Paragraph, evidence: Evidence
    ) -> None:
        url = reverse("findings:evidence_link", args=[paragraph.uuid])
        response = client.post(url, {"number": " e12 ", "place": "trace"})
        assert response["Location"] == f"{self.address(paragraph)}#support-{paragraph.uuid}"
        page = client.get(self.address(paragraph)).content.decode()
        assert evidence.get_absolute_url() in page
        assert "Check the words" in page

    @pytest.mark.parametrize(
        ("typed", "told"), [("E99", "There is no E99"), ("x", "for example E12"), ("", "Enter")]
    )
    def test_a_script_is_told_why_not(
        self, client: Client, paragraph: Paragraph, typed: str, told: str
    ) -> None:
        url = reverse("findings:evidence_link", args=[paragraph.uuid])
        response = client.post(url, {"number": typed}, headers={"HX-Request": "true"})
        part = response.content.decode()
        assert told in part
        assert f'value="{typed}"' in part
        assert "<html" not in part

    def test_a_body_of_another_inspection_is_not_there(
        self, client: Client, paragraph: Paragraph
    ) -> None:
        elsewhere = self.address(ParagraphFactory()).split("?")[1]
        address = self.address(paragraph).split("?")[0]
        assert client.get(f"{address}?{elsewhere}").status_code == 404

    def test_queries_do_not_grow(
        self,
        paragraph: Paragraph,
        inspection: Inspection,
        assert_queries_do_not_grow: Callable[..., None],
    ) -> None:
        def add_row() -> None:
            row = ParagraphFactory(finding__chapter=paragraph.finding.chapter)
            evidence = EvidenceFactory(inspection=inspection, chapter=paragraph.finding.chapter)
            EvidenceLinkFactory(paragraph=row, evidence=evidence)

        assert_queries_do_not_grow(self.address(paragraph), add_row)
