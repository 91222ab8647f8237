"""Records are judged by the minimum standards of the day of their event."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from disruptions import actions, queries
from disruptions.actions.reference import load_reference
from disruptions.models import DisruptionStandard, NeverDisruption
from disruptions.standards import Never, Place, Record, Standard, Standards, judge
from inspection_portal.core.errors import RuleBroken
from inspection_portal.core.models import AuditEvent, User, system_user
from tests.factories import DisruptionFactory, DisruptionStandardFactory, NeverDisruptionFactory

ALL = frozenset({"strand", "narrative", "evidence"})
NEEDS = {"major": ALL, "moderate": ALL - {"evidence"}, "minor": frozenset[str]()}
OLD = Standard(date(2020, 1, 1), frozenset({"ocg"}), NEEDS, 28)
NEW = replace(OLD, valid_from=date(2024, 1, 1), kinds=frozenset({"ocg", "individual"}))
RSO = Never("Visiting offenders", ("registered sex offender", "RSO"), date(2020, 1, 1))
STANDARDS = Standards((OLD, NEW), (RSO,))
SOUND = Record(
    *("ocg", date(2023, 12, 1), date(2023, 12, 29), "major", "pursue"),
    narrative="Two arrests.",
    evidence="Custody record.",
)
EVE, DAY = date(2023, 12, 31), date(2024, 1, 1)


@pytest.mark.parametrize(
    ("wrong", "failed"),
    [
        ({}, []),
        ({"recorded_on": date(2023, 12, 30)}, ["recorded_late"]),
        ({"category": ""}, ["no_category"]),
        ({"evidence": " "}, ["missing_evidence"]),
        ({"evidence": "", "category": "moderate"}, []),
        ({"strand": "", "narrative": "", "evidence": "", "category": "minor"}, []),
        ({"strand": "", "narrative": ""}, ["missing_strand", "missing_narrative"]),
        ({"threat_kind": "individual", "event_on": EVE, "recorded_on": EVE}, ["kind_does_not"]),
        ({"threat_kind": "individual", "event_on": EVE, "recorded_on": DAY}, ["kind_does_not"]),
        ({"threat_kind": "individual", "event_on": DAY, "recorded_on": DAY}, []),
        ({"threat_kind": "vulnerability", "event_on": DAY, "recorded_on": DAY}, ["kind_does_not"]),
        ({"event_on": date(2019, 12, 31)}, ["no_standard"]),
        ({"narrative": "Visited two Registered Sex Offenders."}, ["never_a_disruption"]),
        ({"narrative": "Checked the RSO at home."}, ["never_a_disruption"]),
        ({"narrative": "Torso found; prosody of dorso."}, []),
    ],
)
def test_what_a_record_fails(wrong: dict[str, Any], failed: list[str]) -> None:
    found = judge(replace(SOUND, **wrong), STANDARDS)
    assert [each.id[:13] for each in found] == [each[:13] for each in failed]


def test_a_failure_says_what_and_where() -> None:
    unlike = replace(SOUND, threat_kind="individual", evidence="", narrative="An RSO was seen.")
    kind, evidence, never = judge(unlike, STANDARDS)
    assert kind.what == (
        "On 1 December 2023 only disruptions of organised crime groups were to be recorded, not of "
        "priority individuals. Check the day and the threat: where both are right, it does not "
        "count and is to be refused."
    )
    assert (kind.place, evidence.place, never.place) == (
        *(Place.THREAT, Place.EVIDENCE, Place.NARRATIVE),
    )
    assert (kind.is_certain, never.is_certain) == (True, False)
    assert "“RSO”" in never.what


def test_what_is_never_a_disruption_is_so_on_the_day_of_the_event() -> None:
    ended = replace(RSO, valid_until=date(2023, 11, 30))
    said = replace(SOUND, narrative="An RSO was seen.")
    assert not judge(said, Standards((OLD,), (ended,)))
    assert judge(replace(said, event_on=date(2023, 11, 30)), Standards((OLD,), (ended,)))


@pytest.mark.django_db
def test_stored_versions_and_failures_of_many(django_assert_num_queries: Any) -> None:
    first = DisruptionStandardFactory(valid_from=date(2020, 1, 1), days_to_record=28)
    DisruptionStandardFactory(valid_from=date(2026, 2, 1), days_to_record=1)
    DisruptionStandardFactory(valid_from=date(2026, 2, 1), days_to_record=2)
    NeverDisruptionFactory()
    late = DisruptionFactory(recorded_on=date(2026, 2, 5), narrative="Visit to an RSO.")
    DisruptionFactory(event_on=date(2026, 1, 31), recorded_on=date(2026, 2, 5))
    rows = list(type(late).objects.for_list())
    with django_assert_num_queries(2):
        found = queries.failures_of(rows)
    assert {pk: [each.id for each in failed] for pk, failed in found.items() if failed} == {
        late.pk: ["recorded_late", "never_a_disruption"]
    }
    assert found[late.pk][0].what == (
        "It was recorded 3 days after the event. The standard allows 2. Check the day of the "
        "event: where it is right, say in the narrative why it was recorded late."
    )
    assert not found[late.pk][0].is_certain
    assert str(first) == "Minimum standards from 1 January 2020"


@pytest.mark.django_db
def test_the_first_versions_are_loaded_once(moment: datetime) -> None:
    written = load_reference(by=system_user(), at=moment)
    assert written > 2
    assert load_reference(by=system_user(), at=moment) == 0
    loaded = queries.minimum_standards()
    kinds = {each.valid_from.year: sorted(each.kinds) for each in loaded.versions}
    assert kinds == {2014: ["ocg"], 2024: ["individual", "ocg", "vulnerability"]}
    assert loaded.never[0].phrases == ("registered sex offender", "RSO")
    assert AuditEvent.objects.filter(verb="disruption_standard.loaded").count() == 2
    assert NeverDisruption.objects.count() == 1


RULES: dict[str, Any] = {
    "threat_kinds": ["ocg", "individual"],
    "needs_major": ["narrative"],
    "needs_moderate": [],
    "needs_minor": [],
    "days_to_record": 14,
    "basis": "A letter of the national lead.",
}


@pytest.mark.django_db
class TestSettingStandards:
    def put(self, by: User, at: datetime, **wrong: Any) -> DisruptionStandard:
        given = {"valid_from": date(2025, 1, 1), "seen_version": 1} | RULES | wrong
        return actions.set_standard(**given, by=by, at=at)

    def test_it_holds_from_its_day_and_is_audited(
        self, administrator: User, moment: datetime
    ) -> None:
        DisruptionStandardFactory(valid_from=date(2020, 1, 1))
        made = self.put(administrator, moment)
        loaded = queries.minimum_standards()
        held = [loaded.in_force(date(2024, 12, 31)), loaded.in_force(date(2025, 1, 1))]
        assert [each.days_to_record for each in held if each] == [28, 14]
        event = AuditEvent.objects.get(verb="disruption_standard.set")
        assert (event.by, event.object_uuid) == (administrator, made.uuid)
        assert event.detail["days_to_record"] == ["28", "14"]

    @pytest.mark.parametrize(
        ("wrong", "why"),
        [
            ({"seen_version": 0}, "have changed since"),
            ({"threat_kinds": ["gang"]}, "gang"),
            ({"threat_kinds": []}, "kinds of threat"),
            ({"basis": " "}, "where this is laid down"),
        ],
    )
    def test_refused(
        self, administrator: User, moment: datetime, wrong: dict[str, Any], why: str
    ) -> None:
        DisruptionStandardFactory()
        with pytest.raises(RuleBroken, match=why):
            self.put(administrator, moment, **wrong)
        assert DisruptionStandard.objects.count() == 1

    @pytest.mark.parametrize("who", ["inspector", "force_lead", "auditor"])
    def test_only_an_administrator_sets_them(
        self, who: str, moment: datetime, request: pytest.FixtureRequest
    ) -> None:
        DisruptionStandardFactory()
        with pytest.raises(PermissionDenied):
            self.put(request.getfixturevalue(who), moment)
