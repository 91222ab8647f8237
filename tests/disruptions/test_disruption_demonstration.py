"""The demonstration's disruptions: written once, by the actions that people use."""

from collections import Counter
from datetime import date, datetime

import pytest

from disruptions import queries
from disruptions.actions.reference import load_reference
from disruptions.models import Disruption, DistinctEvents
from forces.models import Body, RoleGrant
from inspection_portal.core.models import User, system_user
from inspection_portal.home.demo import disruption_year, disruptions
from inspection_portal.home.demo.sign_ins import (
    HAMPSHIRE_CONTRIBUTOR,
    HAMPSHIRE_LEAD,
    SEROCU_LEAD,
)
from tests.factories import ForceFactory, RocuFactory, ThreatFactory, person


@pytest.mark.django_db
def test_disruptions_are_told_once_and_show_what_is_found(
    inspector: User, moment: datetime
) -> None:
    load_reference(by=system_user(), at=moment)
    bodies: dict[str, Body] = {
        "hampshire": ForceFactory(slug="hampshire"),
        "serocu": RocuFactory(slug="serocu"),
    }
    told_by = (HAMPSHIRE_CONTRIBUTOR, HAMPSHIRE_LEAD, SEROCU_LEAD)
    cast = {each: person(RoleGrant.Role(each.role), bodies[each.body]) for each in told_by}
    for reference in ("OCG 1", "OCG 2", "OCG 5"):
        threat = ThreatFactory(body=bodies["hampshire"], reference=reference)
        if reference != "OCG 5":
            threat.supporting_bodies.add(bodies["serocu"])
    disruptions.tell(cast)
    disruptions.tell(cast)
    rows = list(Disruption.objects.for_list())
    assert Counter(each.moderation for each in rows) == {
        **dict.fromkeys(("moderated", "downgraded", "returned"), 1),
        "pending": 4,
    }
    year = {"since": date(2026, 1, 1), "until": date(2026, 12, 31)}
    pairs = queries.possible_double_counts(inspector, **year).pairs
    assert [each.is_of_two_bodies for each in pairs] == [False, True]
    assert DistinctEvents.objects.count() == 1
    failed = {each.id for failures in queries.failures_of(rows).values() for each in failures}
    assert failed == {"missing_evidence", "recorded_late"}


@pytest.mark.django_db
def test_a_year_is_told_once_with_faults_and_decisions(moment: datetime) -> None:
    load_reference(by=system_user(), at=moment)
    cast = {}
    for slug, (sign_in, year) in disruption_year.YEAR.items():
        body = RocuFactory(slug=slug) if slug == "serocu" else ForceFactory(slug=slug)
        cast[sign_in] = person(RoleGrant.Role(sign_in.role), body)
        if slug == "hampshire":
            cast[HAMPSHIRE_LEAD] = person(RoleGrant.Role(HAMPSHIRE_LEAD.role), body)
        for reference in {told.threat for told in year}:
            ThreatFactory(body=body, reference=reference)
    disruption_year.tell(cast)
    disruption_year.tell(cast)
    rows = list(Disruption.objects.for_list())
    assert Counter(each.moderation for each in rows) == {
        **{"moderated": 15, "pending": 8, "returned": 2},
        **{"downgraded": 1, "refused": 1},
    }
    failed = Counter(
        each.id for failures in queries.failures_of(rows).values() for each in failures
    )
    assert failed == {"recorded_late": 1, "missing_evidence": 1, "never_a_disruption": 1}
