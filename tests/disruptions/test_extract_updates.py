"""What a later, or an older, extract does to what an earlier one loaded."""

from datetime import UTC, date, datetime

import pytest

from disruptions.models import Assessment, Disruption, Threat
from forces.models import Body
from inspection_portal.core.models import User
from tests.disruptions.test_extracts import THREATS, line, run, table

pytestmark = pytest.mark.django_db
LATER = datetime(2026, 3, 10, 9, tzinfo=UTC)


def test_a_record_date_moves_forward_with_a_later_extract(threat: Threat, inspector: User) -> None:
    run(table(line(threat)), inspector)
    again = table(line(threat, recorded="2026-03-05"))
    assert run(again, inspector, load=False, at=LATER).counts["changed"] == 1
    run(again, inspector, at=LATER)
    held = Disruption.objects.get()
    assert (held.recorded_on, held.entered_at) == (date(2026, 3, 5), LATER)


def threats(force: Body, *rows: str) -> str:
    return "\n".join([THREATS, *(row.replace("FORCE", str(force)) for row in rows)])


def test_an_assessment_that_is_moderated_no_more_has_no_day_of_it(
    force: Body, inspector: User
) -> None:
    row = "OCG 1,OCG,FORCE,Tactical,{},SOC,Tier 2,,2026-01-05,8"
    run(threats(force, row.format("Moderated")), inspector, kind="threats")
    Assessment.objects.update(moderated_on=date(2026, 1, 20))
    run(threats(force, row.format("Moderated").replace(",8", ",9")), inspector, kind="threats")
    held = Assessment.objects.get()
    assert (held.harm, held.moderated_on) == (9, date(2026, 1, 20))
    run(threats(force, row.format("Submitted")), inspector, kind="threats")
    held.refresh_from_db()
    assert (held.moderation, held.moderated_on) == ("submitted", None)
