"""A body's tracker is read into the register: row by row, whole or not at all."""

from datetime import date, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import localdate

from forces.models import Body
from inspection_portal.core.errors import RuleBroken
from inspection_portal.core.models import AuditEvent, Message, User
from recommendations import actions, queries
from recommendations.models import ProgressUpdate, RegisterEntry, TrackerImport
from recommendations.queries import PlannedRow
from recommendations.queries.trackers import UNKNOWN
from recommendations.trackers import Tracker, TrackerRow
from tests.factories import ClaimFactory, RegisterEntryFactory

KEEP, TAKE = TrackerImport.Policy.KEEP, TrackerImport.Policy.TAKE


def a_row(entry: RegisterEntry | str, number: int = 2, **cells: str) -> TrackerRow:
    reference = entry if isinstance(entry, str) else entry.reference
    return TrackerRow(number, reference=reference, **cells)


def kept(*rows: TrackerRow, by: User, at: datetime, policy: str = TAKE) -> TrackerImport:
    tracker = Tracker("tracker.csv", "0" * 64, rows, ())
    return actions.keep_tracker(tracker=tracker, policy=policy, by=by, at=at)


def imported(*rows: TrackerRow, by: User, at: datetime, policy: str = TAKE) -> TrackerImport:
    return actions.import_tracker(kept(*rows, by=by, at=at, policy=policy), by=by, at=at)


def planned(row: TrackerRow, by: User, on: date, *, takes_tracker: bool = True) -> PlannedRow:
    (line,) = queries.planned([row], by, takes_tracker=takes_tracker, on=on).rows
    return line


def reason(row: TrackerRow, by: User, at: datetime) -> str:
    """Why a row alone is rejected."""
    line = planned(row, by, localdate(at))
    assert not line.is_changing
    return " ".join(line.reasons)


def test_a_row_says_all_at_once(
    entry: RegisterEntry, force_lead: User, force_contributor: User, moment: datetime
) -> None:
    target = localdate(moment) + timedelta(days=30)
    row = a_row(
        entry,
        position="In progress",
        target=target.isoformat(),
        owner=force_contributor.email.upper(),
        narrative="Half are trained.",
        internal_note="The trainer is ill.",
    )
    done = imported(row, by=force_lead, at=moment)
    entry.refresh_from_db()
    assert (entry.position, entry.target_on) == ("in_progress", target)
    assert entry.owner == force_contributor
    update = ProgressUpdate.objects.get()
    assert (update.narrative, update.internal_note) == ("Half are trained.", "The trainer is ill.")
    assert done.counts == {"imported": 1, "kept": 0, "unchanged": 0, "rejected": 0}
    assert (done.rows, done.imported_at) == ([], moment)


def test_a_new_owner_is_told_once_of_all_entries(
    force: Body, force_lead: User, force_contributor: User, moment: datetime
) -> None:
    rows = [
        a_row(RegisterEntryFactory(body=force), number, owner=force_contributor.email)
        for number in (2, 3, 4)
    ]
    imported(*rows, by=force_lead, at=moment)
    told = Message.objects.get(recipient=force_contributor)
    assert told.subject == "You are responsible for 3 entries"
    assert len(AuditEvent.objects.get().detail["entries"].splitlines()) == 3


def test_it_is_one_line_of_the_trail(
    entry: RegisterEntry, force_lead: User, moment: datetime
) -> None:
    cells = {"position": "In progress", "narrative": "Half.", "internal_note": "Ours alone."}
    imported(a_row(entry, **cells), a_row("x/9", 3), by=force_lead, at=moment)
    event = AuditEvent.objects.get(verb="tracker.imported")
    assert (event.by, event.at, event.object_uuid) == (force_lead, moment, force_lead.uuid)
    assert event.detail == {
        "name": "tracker.csv",
        "sha256": "0" * 64,
        "policy": "take",
        "entries": (
            f"{entry.reference}: Position: Awaiting allocation → In progress; Update; Internal note"
        ),
        "kept": 0,
        "unchanged": 0,
        "rejected": 1,
    }
    assert AuditEvent.objects.count() == 1


def test_it_takes_as_many_queries_for_many_rows(
    force: Body, force_lead: User, force_contributor: User, moment: datetime
) -> None:
    target = (localdate(moment) + timedelta(days=30)).isoformat()
    said = {"position": "Pending sign-off", "narrative": "Half.", "internal_note": "Ours."}

    def counted(number: int) -> int:
        rows = [
            a_row(
                RegisterEntryFactory(body=force),
                n,
                target=target,
                owner=force_contributor.email,
                **said,
            )
            for n in range(number)
        ]
        waiting = kept(*rows, by=force_lead, at=moment)
        with CaptureQueriesContext(connection) as queried:
            done = actions.import_tracker(waiting, by=force_lead, at=moment)
        assert done.counts["imported"] == number
        return len(queried)

    counted(1)
    assert counted(2) == counted(20)


def test_what_is_written_at_once_is_as_if_written_one_by_one(
    force: Body, force_lead: User, force_contributor: User, inspector: User, moment: datetime
) -> None:
    """Positions with a reason, a first owner, a target that moves, and a question that waits."""
    refused, owned, moving, asked = (RegisterEntryFactory(body=force) for _ in range(4))
    day = localdate(moment) + timedelta(days=30)
    actions.set_target(moving, target_on=day, seen_version=0, by=force_lead, at=moment)
    question = actions.request_update(asked, wanted_by=day, by=inspector, at=moment)
    later = day + timedelta(days=30)
    imported(
        a_row(refused, 2, position="Not accepted", narrative="It is the council’s to do."),
        a_row(owned, 3, owner=force_contributor.email),
        a_row(moving, 4, target=later.isoformat()),
        a_row(asked, 5, narrative="Half are trained."),
        by=force_lead,
        at=moment,
    )
    for each in (refused, owned, moving, asked, question):
        each.refresh_from_db()
    assert refused.position_reason == "It is the council’s to do."
    assert (owned.owner, owned.position, owned.version) == (force_contributor, "in_progress", 2)
    target = moving.milestones.get(kind="target")
    assert (moving.target_on, target.original_on, target.version) == (later, day, 2)
    assert question.answer.narrative == "Half are trained."
    assert asked.version == 1, "A line alone changes nothing of the entry itself."


def test_nothing_is_written_before_it_is_confirmed(
    entry: RegisterEntry, force_lead: User, moment: datetime
) -> None:
    kept(a_row(entry, position="Pending sign-off", narrative="Half."), by=force_lead, at=moment)
    entry.refresh_from_db()
    assert (entry.position, entry.version) == ("awaiting_allocation", 1)
    assert not ProgressUpdate.objects.exists()
    assert not AuditEvent.objects.exists()


def test_the_same_tracker_twice_does_nothing_the_second_time(
    entry: RegisterEntry, force_lead: User, moment: datetime
) -> None:
    row = a_row(
        entry,
        position="Not accepted",
        target=localdate(moment).isoformat(),
        owner=force_lead.name,
        narrative="It is the council’s to do.",
        internal_note="Ask them.",
    )
    first = imported(row, by=force_lead, at=moment)
    with pytest.raises(RuleBroken, match="was imported"):
        actions.import_tracker(first, by=force_lead, at=moment)
    again = imported(row, by=force_lead, at=moment + timedelta(minutes=1))
    assert again.counts == {"imported": 0, "kept": 0, "unchanged": 1, "rejected": 0}
    assert ProgressUpdate.objects.count() == 1


def test_two_uploads_at_once_are_imported_once(
    entry: RegisterEntry, force_lead: User, moment: datetime
) -> None:
    row = a_row(entry, position="Pending sign-off", narrative="Half.")
    first, second = (kept(row, by=force_lead, at=moment) for _ in range(2))
    actions.import_tracker(first, by=force_lead, at=moment)
    assert actions.import_tracker(second, by=force_lead, at=moment).counts["unchanged"] == 1
    assert ProgressUpdate.objects.count() == 1


def test_an_entry_that_changed_since_the_preview_is_left_alone(
    force: Body, force_lead: User, moment: datetime
) -> None:
    changed, other = (RegisterEntryFactory(body=force) for _ in range(2))
    rows = a_row(changed, 2, position="In progress"), a_row(other, 3, position="In progress")
    waiting = kept(*rows, by=force_lead, at=moment)
    seen = {"seen_version": 1, "by": force_lead, "at": moment}
    actions.write_update(changed, position="pending_sign_off", **seen)
    done = actions.import_tracker(waiting, by=force_lead, at=moment)
    changed.refresh_from_db()
    other.refresh_from_db()
    assert (changed.position, other.position) == ("pending_sign_off", "in_progress")
    (left,) = done.rows
    assert left["number"] == 2
    assert "has changed since the preview" in left["reasons"][0]


def test_the_portal_keeps_what_it_has_unless_the_tracker_is_to_count(
    force: Body, force_lead: User, force_contributor: User, moment: datetime
) -> None:
    entry = RegisterEntryFactory(body=force, owner=force_lead, position="in_progress")
    day = localdate(moment) + timedelta(days=9)
    row = a_row(entry, position="Closed", target=day.isoformat(), owner=force_contributor.email)
    done = imported(row, by=force_lead, at=moment, policy=KEEP)
    entry.refresh_from_db()
    assert (entry.position, entry.owner, entry.target_on) == ("in_progress", force_lead, day)
    assert done.counts["imported"] == 1
    assert imported(row, by=force_lead, at=moment, policy=KEEP).counts["kept"] == 1
    imported(row, by=force_lead, at=moment, policy=TAKE)
    entry.refresh_from_db()
    assert (entry.position, entry.owner) == ("closed_by_body", force_contributor)


@pytest.mark.parametrize("said", ["Complete", "closed", "DONE", "Closed by the force"])
def test_nothing_is_closed_by_a_tracker(
    entry: RegisterEntry, force_lead: User, moment: datetime, said: str
) -> None:
    imported(a_row(entry, position=said), by=force_lead, at=moment)
    entry.refresh_from_db()
    assert (entry.position, entry.status) == ("closed_by_body", "awaiting_review")
    assert (entry.is_open, entry.claims.count()) == (True, 0)


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        ({"position": "Submitted for closure"}, "Claim it on the entry’s page"),
        ({"position": "Depends on another body"}, "which body it depends on"),
        ({"position": "Not accepted"}, "Say why in the column “Update”"),
        ({"position": "Nearly"}, "Type one of these: Awaiting allocation, In progress"),
        ({"target": "31/02/2027"}, "There is no such day"),
        ({"target": "12/31/2027"}, "There is no such day"),
        ({"target": "31.12.27"}, "Type the date as 31/12/2025"),
        ({"target": "٣١/١٢/٢٠٢٧"}, "Type the date as 31/12/2025"),
        ({"target": "2027-12-31 09:30:00"}, "Type the date as 31/12/2025"),
        ({"target": "20260-01-01"}, "Type the date as 31/12/2025"),
        ({"target": "0000-00-00"}, "Type a year from 2000 to 2100"),
        ({"target": "2020-01-01"}, "A target is today or later"),
        ({"owner": "stranger@example.org"}, "Nobody who acts for"),
    ],
)
def test_a_row_that_makes_no_sense_is_rejected_whole(
    entry: RegisterEntry, force_lead: User, moment: datetime, cells: dict[str, str], words: str
) -> None:
    row = a_row(entry, **{"internal_note": "Kept for ourselves.", **cells})
    assert words in reason(row, force_lead, moment)
    assert imported(row, by=force_lead, at=moment).counts["rejected"] == 1
    assert not ProgressUpdate.objects.exists()


@pytest.mark.parametrize("cell", ["narrative", "internal_note", "owner", "reference"])
def test_what_is_marked_too_high_is_not_kept_for_a_day(
    entry: RegisterEntry, force_lead: User, moment: datetime, cell: str
) -> None:
    with pytest.raises(RuleBroken, match="Row 2: The portal keeps nothing above"):
        kept(TrackerRow(2, **{"reference": "a/1", cell: "TOP SECRET"}), by=force_lead, at=moment)
    assert not TrackerImport.objects.exists()


def test_all_that_is_wrong_with_a_row_is_said(
    entry: RegisterEntry, force_lead: User, moment: datetime
) -> None:
    row = a_row(entry, position="Nearly", target="soon", owner="x")
    assert len(planned(row, force_lead, localdate(moment)).reasons) == 3


def test_a_reference_stands_once_in_a_tracker(
    entry: RegisterEntry, force_lead: User, moment: datetime
) -> None:
    rows = a_row(entry, 2, narrative="Half."), a_row(entry.reference.upper(), 7, narrative="All.")
    done = imported(*rows, by=force_lead, at=moment)
    assert [row["reasons"] for row in done.rows] == [
        ["Rows 2, 7 have the same reference. Keep one of them."]
    ] * 2
    assert not ProgressUpdate.objects.exists()


@pytest.mark.parametrize("reference", ["", "report/１", "=report/1", "rеport/1"])
def test_a_reference_is_plain(force_lead: User, moment: datetime, reference: str) -> None:
    assert "Type the reference" in reason(a_row(reference, owner="x"), force_lead, moment)


def test_what_another_body_has_is_as_unknown_as_what_nobody_has(
    other_force: Body, force_lead: User, moment: datetime
) -> None:
    theirs = RegisterEntryFactory(body=other_force)
    hidden = RegisterEntryFactory(published_at=moment + timedelta(days=9999))
    for reference in (theirs.reference, hidden.reference, "report/none"):
        assert reason(a_row(reference, narrative="Half."), force_lead, moment) == UNKNOWN


def test_who_acts_elsewhere_is_as_unknown_as_who_does_not_exist(
    entry: RegisterEntry, force_lead: User, other_force_lead: User, moment: datetime
) -> None:
    told = {
        reason(a_row(entry, owner=who), force_lead, moment).removeprefix(f"Responsible, “{who}”: ")
        for who in (other_force_lead.email, other_force_lead.name, "nobody@example.org")
    }
    assert len(told) == 1


def test_a_closed_entry_stays_as_it_is(force: Body, force_lead: User, moment: datetime) -> None:
    closed = {"status": "complete", "closed_on": "2026-03-01"}
    entry = RegisterEntryFactory(body=force, position="closed_by_body", **closed)
    assert "is closed (complete)" in reason(a_row(entry, narrative="More."), force_lead, moment)
    assert not planned(a_row(entry, position="Closed"), force_lead, localdate(moment)).reasons


def test_a_position_stays_while_a_claim_is_open(
    force: Body, force_lead: User, moment: datetime
) -> None:
    entry = ClaimFactory(entry=RegisterEntryFactory(body=force, position="submitted")).entry
    told = reason(a_row(entry, position="In progress"), force_lead, moment)
    assert "A claim is with the inspectorate" in told


def test_one_row_in_thousands_is_bad(force: Body, force_lead: User, moment: datetime) -> None:
    entries = [RegisterEntryFactory(body=force) for _ in range(3)]
    rows = [a_row(entry, 2 + n, narrative="Half.") for n, entry in enumerate(entries)]
    done = imported(*rows, a_row("report/none", 4999), by=force_lead, at=moment)
    assert [row["number"] for row in done.rows] == [4999]
    assert done.counts["imported"] == 3


def test_the_plan_takes_as_many_queries_for_many_rows(
    force: Body, force_lead: User, moment: datetime
) -> None:
    on = localdate(moment)

    def counted(number: int) -> int:
        rows = [
            a_row(RegisterEntryFactory(body=force), n, owner=force_lead.email, position="Closed")
            for n in range(number)
        ]
        with CaptureQueriesContext(connection) as queried:
            plan = queries.planned(rows, force_lead, takes_tracker=True, on=on)
        assert len(plan.changing) == number
        return len(queried)

    counted(1)
    assert counted(2) == counted(20)


def test_only_leads_import(
    entry: RegisterEntry,
    force_lead: User,
    force_contributor: User,
    inspector: User,
    moment: datetime,
) -> None:
    waiting = kept(a_row(entry, narrative="Half."), by=force_lead, at=moment)
    for somebody in (force_contributor, inspector):
        with pytest.raises(PermissionDenied):
            kept(a_row(entry), by=somebody, at=moment)
        with pytest.raises(PermissionDenied):
            actions.import_tracker(waiting, by=somebody, at=moment)


def test_what_somebody_else_uploaded_is_theirs_to_import(
    entry: RegisterEntry, force_lead: User, other_force_lead: User, moment: datetime
) -> None:
    waiting = kept(a_row(entry, narrative="Half."), by=force_lead, at=moment)
    with pytest.raises(RuleBroken, match="Upload it again"):
        actions.import_tracker(waiting, by=other_force_lead, at=moment)


def test_an_upload_waits_for_a_day(
    entry: RegisterEntry, force_lead: User, moment: datetime
) -> None:
    waiting = kept(a_row(entry, narrative="Half."), by=force_lead, at=moment)
    late = moment + timedelta(days=1)
    with pytest.raises(RuleBroken, match="a day has passed"):
        actions.import_tracker(waiting, by=force_lead, at=late)
    actions.forget_trackers(at=late - timedelta(seconds=1))
    assert TrackerImport.objects.exists()
    actions.forget_trackers(at=late)
    assert not TrackerImport.objects.exists()
