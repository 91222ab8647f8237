"""A lead says that two records which look like one event are two, and nobody is asked again."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import Error, IntegrityError, transaction
from django.urls import reverse

from disruptions import actions
from disruptions.models import Disruption, DistinctEvents, Threat
from forces.models import Body
from inspection_portal.core.errors import RuleBroken
from inspection_portal.core.models import AuditEvent, User
from tests.factories import DisruptionFactory, DistinctEventsFactory, RocuFactory
from tests.pages import shown, signed_in, wrong

pytestmark = pytest.mark.django_db
REASON = "The warrants were at two addresses, and other people were arrested."
DOUBLES = reverse("disruptions:disruption_doubles")
JSON = "application/json"
Pair = tuple[Disruption, Disruption]


@pytest.fixture
def pair(threat: Threat) -> Pair:
    """Records of `force` and of a ROCU that both say that they led it."""
    later = date(2026, 2, 3)
    return (
        DisruptionFactory(threat=threat, reference="F 1"),
        DisruptionFactory(threat=threat, reference="R 1", body=RocuFactory(), event_on=later),
    )


def tell(pair: Pair, by: User, at: datetime, **changed: Any) -> DistinctEvents:
    given: dict[str, Any] = {"other": pair[0], "reason": REASON} | changed
    return actions.tell_apart(pair[1], **given, by=by, at=at)


class TestAction:
    def test_it_stands_on_both_trails(self, pair: Pair, force_lead: User, moment: datetime) -> None:
        made = tell(pair, force_lead, moment, reason=f" {REASON} ")
        assert (made.first, made.second) == pair
        assert (made.reason, made.by, made.at) == (REASON, force_lead, moment)
        for each, other in (pair, reversed(pair)):
            event = AuditEvent.objects.about(each).get(verb="disruption.told_apart")
            assert (event.by, event.detail) == (force_lead, {"other": str(other), "reason": REASON})

    @pytest.mark.parametrize("who", ["inspector", "force_contributor", "other_force_lead"])
    def test_only_a_lead_of_one_of_the_bodies_decides(
        self, pair: Pair, moment: datetime, who: str, request: pytest.FixtureRequest
    ) -> None:
        with pytest.raises(PermissionDenied):
            tell(pair, request.getfixturevalue(who), moment)

    def test_a_lead_who_does_not_see_both_decides_nothing(
        self, threat: Threat, other_force: Body, other_force_lead: User, moment: datetime
    ) -> None:
        """Their own body’s record is all that they see of the two."""
        pair = DisruptionFactory(threat=threat), DisruptionFactory(threat=threat, body=other_force)
        with pytest.raises(PermissionDenied):
            tell(pair, other_force_lead, moment)
        threat.supporting_bodies.add(other_force)
        with pytest.raises(PermissionDenied):
            tell(pair, other_force_lead, moment)

    def test_nobody_decides_on_their_own_record(
        self, pair: Pair, force: Body, force_lead: User, moment: datetime
    ) -> None:
        edits = ({"recorded_by": force_lead}, {"changed_by": force_lead})
        for fields in (*edits, {"changed_by": pair[1].recorded_by}):
            with transaction.atomic():
                if fields not in edits:
                    Disruption.objects.filter(pk=pair[1].pk).update(**edits[1])
                Disruption.objects.filter(pk=pair[1].pk).update(**fields)
                with pytest.raises(RuleBroken, match=f"somebody else who leads .* or {force} and"):
                    tell(pair, force_lead, moment)
                with pytest.raises(IntegrityError, match="told_apart_by"), transaction.atomic():
                    DistinctEventsFactory(first=pair[0], second=pair[1], by=force_lead)
                transaction.set_rollback(True)

    @pytest.mark.parametrize(
        "changed",
        [
            {"moderation": "refused"},
            {"event_on": date(2026, 2, 3) + timedelta(days=3), "recorded_on": date(2026, 2, 9)},
            {"type": "coordinate"},
        ],
    )
    def test_what_looks_like_one_event_no_more(
        self, pair: Pair, force_lead: User, moment: datetime, changed: dict[str, Any]
    ) -> None:
        Disruption.objects.filter(pk=pair[1].pk).update(entered_at=moment, **changed)
        with pytest.raises(RuleBroken, match="don’t look like one event any more"):
            tell(pair, force_lead, moment)

    def test_the_second_to_decide_is_told(
        self, pair: Pair, force_lead: User, moment: datetime
    ) -> None:
        tell(pair, force_lead, moment)
        with pytest.raises(RuleBroken, match="decided already"):
            tell((pair[1], pair[0]), force_lead, moment)
        assert DistinctEvents.objects.count() == 1

    def test_what_makes_no_sense(self, pair: Pair, force_lead: User, moment: datetime) -> None:
        wrong: list[tuple[dict[str, Any], str]] = [
            ({"reason": " "}, "Say what makes them two events"),
            ({"reason": "SECRET: two addresses"}, "SECRET"),
            ({"other": pair[0]}, "the same record"),
        ]
        for changed, why in wrong:
            with pytest.raises(RuleBroken, match=why):
                tell((pair[1], pair[0]), force_lead, moment, **changed)
        assert not DistinctEvents.objects.exists()

    def test_it_is_kept_as_it_is(self, pair: Pair, inspector: User) -> None:
        made = DistinctEventsFactory(first=pair[0], second=pair[1], by=inspector)
        for change in (made.save, made.delete):
            with pytest.raises(Error, match="Cannot update or delete"), transaction.atomic():
                change()
        with pytest.raises(IntegrityError, match="told_apart_in_order"), transaction.atomic():
            DistinctEventsFactory(first=pair[1], second=pair[0], by=inspector)
        with pytest.raises(IntegrityError, match="told_apart_once"), transaction.atomic():
            DistinctEventsFactory(first=pair[0], second=pair[1], by=inspector)


class TestPages:
    def test_from_the_list_to_both_records(
        self, pair: Pair, force_lead: User, inspector: User
    ) -> None:
        lead, reader = signed_in(force_lead), signed_in(inspector)
        period = {"since_day": "1", "since_month": "2", "since_year": "2026"}
        for client in (lead, reader):
            assert "recorded that they led it, 1 day apart" in shown(client.get(DOUBLES, period))
            assert "It may count twice" in shown(client.get(pair[0].get_absolute_url()))
        form = reverse("disruptions:disruption_tell_apart", args=[pair[1].uuid])
        asked = f"{form}?other={pair[0].uuid}"
        assert asked in shown(lead.get(DOUBLES, period))
        assert "These are two events" not in shown(reader.get(DOUBLES, period))
        assert reader.get(asked).status_code == 403
        page = lead.get(asked)
        assert page.context["form"]["other"].value() == str(pair[0].uuid)
        wrong = shown(lead.post(form, {"other": str(pair[0].uuid)}))
        assert "Say what makes them two events" in wrong
        done = lead.post(form, {"other": str(pair[0].uuid), "reason": REASON}, follow=True)
        assert "Nobody is asked again" in shown(done)
        for each, other in (pair, reversed(pair)):
            html = shown(reader.get(each.get_absolute_url()))
            assert REASON in html
            assert str(other) in html
            assert force_lead.name not in html
            assert "It may count twice" not in html
        for client in (lead, reader):
            assert "No two records of these days" in shown(client.get(DOUBLES, period))
        again = shown(lead.post(form, {"other": str(pair[0].uuid), "reason": REASON}))
        assert "Nothing is left to decide about that record" in again
        assert "there is nothing to decide" in again

    def test_the_page_shows_a_refusal(self, pair: Pair, force_lead: User) -> None:
        Disruption.objects.filter(pk=pair[1].pk).update(recorded_by=force_lead)
        form = reverse("disruptions:disruption_tell_apart", args=[pair[0].uuid])
        sent = {"other": str(pair[1].uuid), "reason": REASON}
        assert "Nobody decides on what they recorded" in shown(
            signed_in(force_lead).post(form, sent)
        )


class TestApi:
    def test_it_is_told_and_read(
        self, pair: Pair, force_lead: User, inspector: User, other_force_lead: User
    ) -> None:
        lead, reader = signed_in(force_lead), signed_in(inspector)
        verb = reverse("api:disruption-tell-apart", args=[pair[1].uuid])
        sent = {"other": str(pair[0].uuid), "reason": REASON}
        assert reader.post(verb, sent, JSON).status_code == 403
        hidden = {"other": str(DisruptionFactory().uuid), "reason": REASON}
        assert list(wrong(lead.post(verb, hidden, JSON))) == ["/other"]
        told = lead.post(verb, sent, JSON).json()
        assert (told["first"], told["second"]) == (str(pair[0].uuid), str(pair[1].uuid))
        refused = lead.post(verb, sent, JSON)
        assert (refused.status_code, "decided already" in refused.json()["detail"]) == (409, True)
        rows = reverse("api:distinctevents-list")
        for each in pair:
            found = reader.get(rows, {"disruption": str(each.uuid)}).json()["results"]
            assert found == [told]
        assert reader.get(rows, {"disruption": told["uuid"]}).json()["results"] == []
        assert signed_in(other_force_lead).get(rows).json()["results"] == []
