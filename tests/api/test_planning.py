"""Inspections are planned over the API: bodies, team and fieldwork; and corrections opened."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from findings.models import FieldworkPhase, FindingLink, Inspection, Theme
from forces.models import RoleGrant
from inspection_portal.core.models import AuditEvent, User
from tests.factories import (
    AreaForImprovementFactory,
    ForceFactory,
    GradeScaleFactory,
    InspectedBodyFactory,
    InspectionFactory,
    RegionFactory,
    person,
    put_in_print,
)
from tests.pages import call, wrong

Post = Callable[..., Any]


@pytest.fixture
def inspection(inspector: User) -> Inspection:
    inspection: Inspection = InspectionFactory(team=[inspector])
    InspectedBodyFactory(inspection=inspection)
    return inspection


@pytest.fixture
def post(client: Client, inspector: User) -> Post:
    client.force_login(inspector)

    def do(name: str, row: Any = None, /, **sent: object) -> HttpResponse:
        url = reverse(f"api:{name}", args=[row.uuid] if row else [])
        return call(client, url, sent)

    return do


def verbs(row: Any) -> list[str]:
    return list(AuditEvent.objects.about(row).order_by("pk").values_list("verb", flat=True))


def team_of(told: Any) -> list[tuple[str, bool]]:
    return sorted((each["uuid"], each["is_lead"]) for each in told["team"])


def test_an_inspection_is_planned_by_who_then_leads_it(post: Post, inspector: User) -> None:
    GradeScaleFactory()
    region = RegionFactory()
    force = ForceFactory(region=region)
    sent = {"region": region.uuid, "title": "The region", "slug": "r-2026", "bodies": [force.uuid]}
    told = post("inspectiondraft-plan", **sent).json()
    assert [each["body"] for each in told["bodies"]] == [str(force.uuid)]
    assert team_of(told) == [(str(inspector.uuid), True)]
    elsewhere = post("inspectiondraft-plan", **sent | {"bodies": [ForceFactory().uuid]})
    assert (elsewhere.status_code, "not in that region" in elsewhere.json()["detail"]) == (
        409,
        True,
    )


def test_of_a_plan_what_is_left_out_stays(
    post: Post, inspection: Inspection, inspector: User
) -> None:
    told = post("inspectiondraft-detail", inspection, title="Another", seen_version=1).json()
    assert (told["title"], told["version"], len(told["bodies"])) == ("Another", 2, 1)
    further = ForceFactory(region=inspection.region)
    known = inspection.inspected_bodies.get().body
    bodies = [str(known.uuid), str(further.uuid)]
    told = post("inspectiondraft-detail", inspection, bodies=bodies, seen_version=2).json()
    assert [each["body"] for each in told["bodies"]] == bodies
    assert team_of(told) == [(str(inspector.uuid), True)]
    assert verbs(inspection) == ["inspection.revised"] * 2


def test_the_team_changes_and_who_leaves_it_is_told(
    post: Post, inspection: Inspection, client: Client, inspector: User
) -> None:
    colleague = person(RoleGrant.Role.INSPECTOR)
    people = client.get(reverse("api:inspectiondraft-people")).json()
    assert {str(colleague.uuid), str(inspector.uuid)} <= {each["uuid"] for each in people}
    sent = {"team": [colleague.uuid], "leads": [colleague.uuid], "seen_version": 1}
    told = post("inspectiondraft-change-team", inspection, **sent)
    assert team_of(told.json()) == [(str(colleague.uuid), True)]
    assert post("inspectiondraft-change-team", inspection, **sent).status_code == 404
    assert verbs(inspection) == ["team.changed"]


def test_nobody_from_outside_joins_a_team(
    post: Post, inspection: Inspection, force_lead: User
) -> None:
    sent = {"team": [force_lead.uuid], "seen_version": 1}
    refused = wrong(post("inspectiondraft-change-team", inspection, **sent))
    assert refused == {"/team/0": "Choose somebody who may be on a team."}


def test_fieldwork_is_added_changed_and_removed(post: Post, inspection: Inspection) -> None:
    body = str(inspection.inspected_bodies.get().body.uuid)
    sent = {"name": "Visits", "starts_on": "2026-01-12", "bodies": [body]}
    assert post("inspectiondraft-add-phase", inspection, **sent).json()["bodies"] == [body]
    phase = FieldworkPhase.objects.get()
    early = post("phase-detail", phase, ends_on="2026-01-01", seen_version=1)
    assert (early.status_code, "ends before" in early.json()["detail"]) == (409, True)
    told = post("phase-detail", phase, ends_on="2026-01-30", seen_version=1).json()
    assert (told["name"], told["bodies"], told["ends_on"]) == ("Visits", [body], "2026-01-30")
    assert post("phase-detail", phase, bodies=[], seen_version=2).json()["bodies"] == []
    assert post("phase-remove", phase, seen_version=2).status_code == 412
    assert post("phase-remove", phase, seen_version=3).json()["name"] == "Visits"
    assert verbs(phase) == ["phase.added", "phase.revised", "phase.revised", "phase.removed"]


def test_a_regional_improvement_is_drafted_from_weaknesses(
    post: Post, inspection: Inspection
) -> None:
    theme = Theme.objects.create(name="4P plans", valid_from=date(2020, 1, 1))
    sent = {"theme": "4P plans"}
    too_few = post("inspectiondraft-draft-regional-improvement", inspection, **sent)
    assert (too_few.status_code, "not regional" in too_few.json()["detail"]) == (409, True)
    for chapter in (
        *inspection.inspected_bodies.all(),
        InspectedBodyFactory(inspection=inspection),
    ):
        AreaForImprovementFactory(chapter=chapter).themes.add(theme)
    told = post("inspectiondraft-draft-regional-improvement", inspection, **sent).json()
    assert (told["body"], told["needs_review"], len(told["parts"])) == (None, True, 2)
    assert FindingLink.objects.filter(to_finding__uuid=told["uuid"]).count() == 2


def test_a_correction_is_opened_once(post: Post, inspection: Inspection) -> None:
    refused = post("inspectiondraft-open-correction", inspection, reason="A date is wrong.")
    assert (refused.status_code, "not published" in refused.json()["detail"]) == (409, True)
    put_in_print(inspection)
    planned = post("inspectiondraft-detail", inspection, title="Another", seen_version=1)
    assert planned.status_code == 409
    told = post("inspectiondraft-open-correction", inspection, reason="A date is wrong.").json()
    assert told["stage"] == Inspection.ShownStage.BEING_CORRECTED
    again = post("inspectiondraft-open-correction", inspection, reason="Another.")
    assert (again.status_code, "already open" in again.json()["detail"]) == (409, True)


def test_who_does_not_plan_sees_no_people(client: Client, force_lead: User) -> None:
    client.force_login(force_lead)
    assert client.get(reverse("api:inspectiondraft-people")).status_code == 403
    assert call(client, reverse("api:inspectiondraft-plan")).status_code == 403
    for name in ("inspectiondraft-list", "phase-list", "section-list"):
        assert client.get(reverse(f"api:{name}")).json()["results"] == []


def test_lists_cost_the_same_however_long(
    post: Post, inspector: User, assert_queries_do_not_grow: Callable[..., None]
) -> None:
    def add_row() -> None:
        chapter = InspectedBodyFactory(inspection=InspectionFactory(team=[inspector]))
        phase = FieldworkPhase.objects.create(
            inspection=chapter.inspection, name="Visits", starts_on=date(2026, 1, 12)
        )
        phase.bodies.add(chapter)

    for name in ("inspectiondraft-list", "phase-list"):
        assert_queries_do_not_grow(reverse(f"api:{name}"), add_row)
