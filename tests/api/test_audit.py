"""What one did oneself, over the API: nobody reads there what others did, auditors not either."""

from datetime import datetime, timedelta

from django.test import Client

from forces.models import Body
from inspection_portal.core import audit
from inspection_portal.core.models import AuditEvent, User

LIST = "/api/v1/audit/"


def record(by: User, of: Body, at: datetime, verb: str = "body.looked_at") -> AuditEvent:
    return audit.record(verb, of, by=by, at=at, heading=["Before", "After"])


def test_each_reads_their_own(
    auditor: User, force_lead: User, force: Body, moment: datetime, client: Client
) -> None:
    own = {user: record(user, force, moment) for user in (auditor, force_lead)}
    for user, other in ((auditor, force_lead), (force_lead, auditor)):
        client.force_login(user)
        found = client.get(LIST, {"object": force.uuid}).json()["results"]
        assert [each["uuid"] for each in found] == [str(own[user].uuid)]
        assert client.get(f"{LIST}{own[other].uuid}/").status_code == 404


def test_what_changed_is_told_to_those_who_read_trails(
    inspector: User, force_lead: User, force: Body, moment: datetime, client: Client
) -> None:
    for user, detail in ((inspector, {"heading": ["Before", "After"]}), (force_lead, {})):
        line = record(user, force, moment)
        client.force_login(user)
        told = client.get(f"{LIST}{line.uuid}/").json()
        assert (told["object_label"], told["object_type"]) == (force.name, "forces.body")
        assert told["detail"] == detail


def test_filters(as_lead: Client, force_lead: User, force: Body, moment: datetime) -> None:
    later = moment + timedelta(hours=1)
    record(force_lead, force, moment)
    record(force_lead, force, later, verb="body.left")
    for asked, number in (
        ({"verb": "body.left"}, 1),
        ({"since": moment.isoformat(), "until": later.isoformat(), "object": force.uuid}, 1),
        ({"object_type": "forces.body"}, 2),
        ({"object_type": "forces.region"}, 0),
    ):
        assert len(as_lead.get(LIST, asked).json()["results"]) == number, asked
    assert as_lead.get(LIST, {"by": force_lead.uuid}).status_code == 400


def test_a_moment_is_taken_with_any_offset_and_of_a_likely_year(as_lead: Client) -> None:
    for parameter in ("since", "until"):
        codes = [
            as_lead.get(f"/api/v1/{address}/", {name: moment}).status_code
            for address, name in (("audit", parameter), ("bodies", "updated_since"))
            for moment in ("2026-01-08T04:04:29-18:20", "0413-01-08T04:04:29-18:20", "2026-01-08")
        ]
        assert codes == [200, 400, 400] * 2
