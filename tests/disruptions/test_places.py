"""Local profiles of areas, and Clear, Hold, Build (domain §4, §7)."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate

from disruptions import actions, queries
from disruptions.models import LocalProfile, Site
from forces.models import Body
from inspection_portal.core.errors import RuleBroken
from inspection_portal.core.models import AuditEvent, User
from tests.factories import (
    LocalProfileFactory,
    OrganisationFactory,
    PlanFactory,
    SiteFactory,
    SitePhaseFactory,
    ThreatFactory,
)
from tests.pages import call, shown

CLEARED, ON = date(2026, 1, 12), date(2026, 3, 2)
DAY = timedelta(days=1)
Grows = Callable[[str, Callable[[], object]], None]


@pytest.fixture
def site(force: Body) -> Site:
    """A site that has been cleared since 12 January 2026."""
    site: Site = SiteFactory(body=force)
    SitePhaseFactory(site=site, began_on=CLEARED)
    return site


def day(name: str, on: date) -> dict[str, str]:
    return {f"{name}_{part}": str(getattr(on, part)) for part in ("day", "month", "year")}


def url(page: str, of: Any) -> str:
    return reverse(f"disruptions:{page}", args=[of.uuid])


def verbs(of: Any) -> list[str]:
    return list(AuditEvent.objects.about(of).order_by("pk").values_list("verb", flat=True))


class TestProfiles:
    def test_one_is_added_and_revised(
        self, force: Body, force_lead: User, moment: datetime
    ) -> None:
        who: dict[str, Any] = {"by": force_lead, "at": moment}
        profile = actions.add_profile(force, area="Aldton", dated_on=ON, **who)
        actions.revise_profile(profile, briefed_to=["The council"], seen_version=1, **who)
        assert verbs(profile) == ["local_profile.added", "local_profile.revised"]
        with pytest.raises(RuleBroken, match="has changed since"):
            actions.revise_profile(profile, area="Ald", seen_version=1, **who)
        for wrong, why in (
            ({"dated_on": ON}, "of that day already"),
            ({"dated_on": ON + DAY}, "has not come yet"),
            ({"dated_on": ON - DAY, "refresh_on": ON - DAY}, "after the day"),
            ({"dated_on": ON - DAY, "actions_arising": ["SECRET"]}, "OFFICIAL-SENSITIVE"),
        ):
            with pytest.raises(RuleBroken, match=why):
                actions.add_profile(force, area="Aldton", **wrong, **who)

    def test_others_are_refused(
        self, force: Body, other_force_lead: User, inspector: User, moment: datetime
    ) -> None:
        profile = LocalProfileFactory(body=force)
        for by in (other_force_lead, inspector):
            with pytest.raises(PermissionDenied):
                actions.add_profile(force, area="Aldton", dated_on=ON, by=by, at=moment)
            with pytest.raises(PermissionDenied):
                actions.revise_profile(profile, seen_version=1, by=by, at=moment)

    def test_what_is_stale_in_words(self, force: Body) -> None:
        LocalProfileFactory(body=force, area="A", dated_on=date(2020, 1, 6), refresh_on=None)
        last = LocalProfileFactory(body=force, area="A", refresh_on=ON - DAY)
        LocalProfileFactory(body=force, area="B", refresh_on=ON, has_partner_data=True)
        LocalProfileFactory(body=force, area="C", refresh_on=None)
        rows = queries.current_profiles(LocalProfile.objects.all()).order_by("area")
        first, second, third = queries.profile_lines(rows, ON)
        assert (first.profile, first.is_stale) == (last, True)
        assert first.refresh == "Should have been refreshed by 1 March 2026"
        assert first.lacks == ("data of partners", "anybody briefed", "actions arising")
        assert (second.is_stale, second.refresh) == (False, "To be refreshed by 2 March 2026")
        assert (third.is_stale, third.refresh) == (False, "No refresh is planned")

    def test_pages(self, as_lead: Client, force: Body, assert_queries_do_not_grow: Grows) -> None:
        said = {"area": "Aldton", "briefed_to": "The council\n", **day("dated_on", ON)}
        assert as_lead.post(url("profile_add", force), said).status_code == 302
        profile = LocalProfile.objects.get()
        assert "The council" in shown(as_lead.get(profile.get_absolute_url()))
        said |= {"seen_version": "1", "actions_arising": "Visit schools"}
        assert as_lead.post(url("profile_revise", profile), said).status_code == 302
        page = shown(as_lead.post(url("profile_revise", profile), {**said, "area": "Ald"}))
        assert "has changed since" in page
        assert "Aldton" in shown(as_lead.get("/local-profiles/"))
        assert "Aldton" not in shown(as_lead.get("/local-profiles/?refresh=stale"))
        assert_queries_do_not_grow("/local-profiles/", lambda: LocalProfileFactory(body=force))


class TestSites:
    def test_it_goes_through_its_phases(
        self, force: Body, force_lead: User, moment: datetime
    ) -> None:
        who: dict[str, Any] = {"by": force_lead, "at": moment}
        partner = OrganisationFactory()
        site = actions.add_site(force, place="Ald", partners=[partner], began_on=CLEARED, **who)
        actions.move_site(site, phase="hold", began_on=ON, seen_version=1, **who)
        clear, hold = site.phases.all()
        assert (clear.ended_on, hold.began_on, hold.ended_on) == (ON - DAY, ON, None)
        actions.revise_site(site, place="Aldton", plan=None, partners=[], seen_version=2, **who)
        actions.end_work(site, ended_on=ON, seen_version=3, **who)
        assert not site.partners.exists()
        assert site.phases.last().ended_on == ON  # type: ignore[union-attr]
        assert verbs(site) == ["site.added", "site.moved", "site.revised", "site.ended"]

    def test_what_makes_no_sense(self, site: Site, force_lead: User, moment: datetime) -> None:
        who: dict[str, Any] = {"seen_version": 1, "by": force_lead, "at": moment}
        for phase, on, why in (
            ("clear", ON, "in that phase already"),
            ("hold", ON + DAY, "has not come yet"),
            ("hold", CLEARED, "began or ended on 12 January 2026"),
            ("tidy", ON, "not a valid choice"),
        ):
            with pytest.raises(RuleBroken, match=why):
                actions.move_site(site, phase=phase, began_on=on, **who)
        with pytest.raises(RuleBroken, match="began or ended"):
            actions.end_work(site, ended_on=CLEARED - DAY, **who)
        with pytest.raises(RuleBroken, match="has changed since"):
            actions.move_site(site, phase="hold", began_on=ON, **{**who, "seen_version": 0})
        foreign = PlanFactory(threat=ThreatFactory())
        with pytest.raises(RuleBroken, match="another body"):
            actions.revise_site(site, place="Ald", plan=foreign, partners=[], **who)
        assert site.phases.get().ended_on is None

    def test_ended_work_begins_again_later(
        self, site: Site, force_lead: User, moment: datetime
    ) -> None:
        who: dict[str, Any] = {"by": force_lead, "at": moment}
        actions.end_work(site, ended_on=CLEARED, seen_version=1, **who)
        with pytest.raises(RuleBroken, match="no phase now"):
            actions.end_work(site, ended_on=ON, seen_version=2, **who)
        with pytest.raises(RuleBroken, match="began or ended on 12 January"):
            actions.move_site(site, phase="clear", began_on=CLEARED, seen_version=2, **who)
        actions.move_site(site, phase="clear", began_on=ON, seen_version=2, **who)

    def test_others_are_refused(
        self, site: Site, other_force_lead: User, inspector: User, moment: datetime
    ) -> None:
        for by in (other_force_lead, inspector):
            who: dict[str, Any] = {"by": by, "at": moment}
            with pytest.raises(PermissionDenied):
                actions.add_site(site.body, place="Ald", began_on=ON, **who)
            with pytest.raises(PermissionDenied):
                actions.move_site(site, phase="hold", began_on=ON, seen_version=1, **who)
            with pytest.raises(PermissionDenied):
                actions.end_work(site, ended_on=ON, seen_version=1, **who)

    def test_pages(self, as_lead: Client, force: Body, assert_queries_do_not_grow: Grows) -> None:
        said = {"place": "Aldton", "phase": "clear", **day("began_on", CLEARED)}
        assert as_lead.post(url("site_add", force), said).status_code == 302
        site = Site.objects.get()
        tomorrow = localdate() + DAY
        wrong = {"phase": "hold", "seen_version": "1", **day("began_on", tomorrow)}
        assert "has not come yet" in shown(as_lead.post(url("site_move", site), wrong))
        moved = {**wrong, **day("began_on", ON)}
        assert as_lead.post(url("site_move", site), moved).status_code == 302
        page = shown(as_lead.get(site.get_absolute_url()))
        assert "12 January 2026 to 1 March 2026" in page
        assert "Since 2 March 2026" in page
        revised = {"place": "Ald", "seen_version": "2"}
        assert as_lead.post(url("site_revise", site), revised).status_code == 302
        ended = {"seen_version": "3", **day("ended_on", ON)}
        assert as_lead.post(url("site_end", site), ended).status_code == 302
        assert "Ald" in shown(as_lead.get("/sites/?phase=none"))
        assert "Ald" not in shown(as_lead.get("/sites/?phase=hold"))

        def add() -> None:
            SitePhaseFactory(site=SiteFactory(body=force))

        assert_queries_do_not_grow("/sites/", add)


def test_over_the_api(as_lead: Client, force: Body) -> None:
    partner = OrganisationFactory()

    def send(name: str, of: Any = None, **said: Any) -> HttpResponse:
        address = reverse(f"api:{name}", args=[of.uuid] if of else [])
        return call(as_lead, address, said)

    body = {"body": str(force.uuid)}
    told = send("localprofile-add", **body, area="Aldton", dated_on="2026-03-02").json()
    profile = LocalProfile.objects.get()
    assert told["uuid"] == str(profile.uuid)
    revised = {"actions_arising": ["Visit schools"]}
    told = send("localprofile-detail", profile, **revised, seen_version=1).json()
    assert told["actions_arising"] == ["Visit schools"]
    assert send("localprofile-detail", profile, **revised, seen_version=1).status_code == 412
    begun = {"place": "Ald", "phase": "clear", "began_on": "2026-01-12"}
    told = send("site-add", **body, **begun, partners=[partner.name]).json()
    assert told["partners"] == [partner.name]
    site = Site.objects.get()
    moved = {"phase": "hold", "began_on": "2026-03-02"}
    told = send("site-move", site, **moved, seen_version=1).json()
    assert [phase["ended_on"] for phase in told["phases"]] == ["2026-03-01", None]
    assert send("site-detail", site, partners=[], seen_version=2).json()["partners"] == []
    assert send("site-end", site, ended_on="2026-03-02", seen_version=3).status_code == 200
    assert send("site-end", site, ended_on="2026-03-02", seen_version=4).status_code == 409
