"""A body's lead claims that an entry is done, and may take that back (domain §3.3)."""

from datetime import date, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, InternalError, transaction

from inspection_portal.core.errors import RuleBroken
from inspection_portal.core.models import AuditEvent, User
from inspection_portal.core.uploads import Upload
from recommendations import actions
from recommendations.models import Claim, EntryFile, RegisterEntry
from tests.factories import ClaimFactory, EntryFileFactory

DONE = "All 40 people are trained."
DONE_FROM = date(2026, 2, 20)
PLAN = Upload("plan.txt", "text/plain", b"Who was trained, and when.")


def claim(entry: RegisterEntry, by: User, at: datetime, **changes: object) -> Claim:
    given = {"done": DONE, "done_from": DONE_FROM, "seen_version": entry.version} | changes
    if not given.keys() & {"files", "uploads"}:
        given["uploads"] = [PLAN]
    return actions.make_claim(entry, **given, by=by, at=at)


def test_a_claim_is_made_with_a_new_file(
    entry: RegisterEntry, force_lead: User, moment: datetime
) -> None:
    made = claim(entry, force_lead, moment)
    assert (made.done, made.done_from, made.state) == (DONE, DONE_FROM, "made")
    assert (made.made_by, made.made_at, made.milestone) == (force_lead, moment, None)
    assert [(file.name, file.entry) for file in made.files.all()] == [("plan.txt", entry)]
    assert (entry.position, entry.version) == ("submitted", 2)


def test_a_claim_is_made_with_a_file_of_the_entry(
    entry: RegisterEntry, force_lead: User, moment: datetime
) -> None:
    file = EntryFileFactory(entry=entry)
    assert [*claim(entry, force_lead, moment, files=[file]).files.all()] == [file]


def test_a_claim_may_be_of_one_milestone(
    entry: RegisterEntry, force_lead: User, moment: datetime
) -> None:
    milestone = entry.milestones.get()
    assert claim(entry, force_lead, moment, milestone=milestone).milestone == milestone


def test_a_claim_is_audited(entry: RegisterEntry, force_lead: User, moment: datetime) -> None:
    made = claim(entry, force_lead, moment)
    event, added = AuditEvent.objects.about(entry)
    assert (event.verb, event.by, event.at) == ("claim.made", force_lead, moment)
    assert event.detail == {
        "claim": str(made.uuid),
        "done": DONE,
        "done_from": "2026-02-20",
        "files": ["plan.txt"],
    }
    assert added.verb == "entry_file.added"


def test_only_the_lead_of_the_body_claims(
    entry: RegisterEntry,
    force_contributor: User,
    other_force_lead: User,
    policing_body_person: User,
    inspector: User,
    moment: datetime,
) -> None:
    for somebody in (force_contributor, other_force_lead, policing_body_person, inspector):
        with pytest.raises(PermissionDenied):
            claim(entry, somebody, moment)
    assert not EntryFile.objects.exists()


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"files": []}, "Show what was done"),
        ({"done": " "}, "Say what is done"),
        ({"done": "SECRET\nIt is done."}, "SECRET"),
        ({"done_from": date(2026, 3, 3)}, "in the future"),
        ({"done_from": date(2026, 2, 1)}, "before the publication"),
    ],
)
def test_a_claim_that_makes_no_sense_is_refused(
    entry: RegisterEntry,
    force_lead: User,
    moment: datetime,
    changes: dict[str, object],
    sentence: str,
) -> None:
    with pytest.raises(RuleBroken, match=sentence):
        claim(entry, force_lead, moment, **changes)
    assert not Claim.objects.exists()
    assert not EntryFile.objects.exists()


def test_the_day_of_publication_and_today_may_be_claimed(
    entry: RegisterEntry, force_lead: User, moment: datetime
) -> None:
    first = claim(entry, force_lead, moment, done_from=entry.opened_on)
    actions.withdraw_claim(first, seen_version=1, by=force_lead, at=moment)
    entry.refresh_from_db()
    today = {"done_from": moment.date(), "files": first.files.all()}
    assert claim(entry, force_lead, moment, **today).done_from == moment.date()


def test_a_file_of_another_entry_is_no_evidence(
    entry: RegisterEntry, force_lead: User, moment: datetime
) -> None:
    with pytest.raises(RuleBroken, match="of another entry"):
        claim(entry, force_lead, moment, files=[EntryFileFactory()])


@pytest.mark.parametrize("changes", [{"met_on": DONE_FROM}, {"kind": "target", "position": 0}])
def test_a_milestone_that_is_met_or_a_target_is_not_claimed(
    entry: RegisterEntry, force_lead: User, moment: datetime, changes: dict[str, object]
) -> None:
    given = {"position": 2, "kind": "date", "original_on": date(2026, 9, 1)} | changes
    milestone = entry.milestones.create(**given)
    with pytest.raises(RuleBroken, match="Choose another one"):
        claim(entry, force_lead, moment, milestone=milestone)


def test_there_is_one_open_claim_at_a_time(
    entry: RegisterEntry, force_lead: User, moment: datetime
) -> None:
    claim(entry, force_lead, moment)
    with pytest.raises(RuleBroken, match="with the inspectorate already"):
        claim(entry, force_lead, moment)
    with pytest.raises(IntegrityError, match="claim_open_once"), transaction.atomic():
        ClaimFactory(entry=entry)


def test_what_is_closed_is_not_claimed(
    entry: RegisterEntry, force_lead: User, moment: datetime
) -> None:
    RegisterEntry.objects.update(status="complete", closed_on=moment.date())
    with pytest.raises(RuleBroken, match="is closed"):
        claim(entry, force_lead, moment)


def test_what_is_not_published_is_not_claimed(
    entry: RegisterEntry, force_lead: User, moment: datetime
) -> None:
    before = entry.published_at - timedelta(seconds=1)
    with pytest.raises(RuleBroken, match="not published yet"):
        claim(entry, force_lead, before, done_from=before.date())


def test_second_editor_is_refused_not_overwritten(
    entry: RegisterEntry, force_lead: User, moment: datetime
) -> None:
    RegisterEntry.objects.update(version=2)
    with pytest.raises(RuleBroken, match="has changed since"):
        claim(entry, force_lead, moment)
    assert not Claim.objects.exists()


def test_the_words_of_a_claim_are_frozen(
    entry: RegisterEntry, force_lead: User, moment: datetime
) -> None:
    claim(entry, force_lead, moment)
    with pytest.raises(InternalError, match="Cannot update"), transaction.atomic():
        Claim.objects.update(done="Something else.")


def withdraw(made: Claim, by: User, at: datetime, **seen: int) -> None:
    actions.withdraw_claim(made, **{"seen_version": made.version} | seen, by=by, at=at)


@pytest.fixture
def made(entry: RegisterEntry, force_lead: User, moment: datetime) -> Claim:
    return claim(entry, force_lead, moment)


def test_a_claim_is_withdrawn(
    made: Claim, entry: RegisterEntry, force_lead: User, moment: datetime
) -> None:
    withdraw(made, force_lead, moment)
    assert (made.state, made.closed_at, made.version) == ("withdrawn", moment, 2)
    entry.refresh_from_db()
    assert (entry.position, entry.version) == ("in_progress", 3)
    event = AuditEvent.objects.about(entry)[0]
    assert (event.verb, event.by, event.at) == ("claim.withdrawn", force_lead, moment)
    assert event.detail == {"claim": str(made.uuid)}


def test_only_the_lead_of_the_body_withdraws(
    made: Claim, force_contributor: User, other_force_lead: User, inspector: User, moment: datetime
) -> None:
    for somebody in (force_contributor, other_force_lead, inspector):
        with pytest.raises(PermissionDenied):
            withdraw(made, somebody, moment)


def test_what_is_withdrawn_is_not_withdrawn_again(
    made: Claim, force_lead: User, moment: datetime
) -> None:
    withdraw(made, force_lead, moment)
    with pytest.raises(RuleBroken, match="is withdrawn, so it stays"):
        withdraw(made, force_lead, moment)


def test_a_claim_that_changed_is_not_withdrawn(
    made: Claim, force_lead: User, moment: datetime
) -> None:
    Claim.objects.update(version=2)
    with pytest.raises(RuleBroken, match="has changed since"):
        withdraw(made, force_lead, moment)
