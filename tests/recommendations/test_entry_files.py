"""Files behind an entry: for its body and the inspectorate, and as they were handed in."""

from datetime import datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.db import InternalError, transaction

from findings.models.evidence import DamagedFile
from inspection_portal.core.errors import RuleBroken
from inspection_portal.core.models import AuditEvent, User
from inspection_portal.core.uploads import Upload
from recommendations import actions
from recommendations.models import EntryFile, RegisterEntry
from tests.factories import EntryFileFactory

PLAN = Upload("plan.txt", "text/plain", b"Who was trained, and when.")


def add(entry: RegisterEntry, by: User, at: datetime, upload: Upload = PLAN) -> EntryFile:
    return actions.add_entry_file(entry, upload=upload, describes="The plan", by=by, at=at)


def test_a_file_is_added(entry: RegisterEntry, force_contributor: User, moment: datetime) -> None:
    file = add(entry, force_contributor, moment)
    assert (file.name, file.describes, file.sha256) == ("plan.txt", "The plan", PLAN.sha256)
    assert bytes(file.content) == PLAN.content
    event = AuditEvent.objects.about(entry).get()
    assert (event.verb, event.by, event.at) == ("entry_file.added", force_contributor, moment)
    assert event.detail == {"file": "plan.txt", "sha256": PLAN.sha256}


def test_the_same_file_is_not_added_twice(
    entry: RegisterEntry, force_contributor: User, moment: datetime
) -> None:
    add(entry, force_contributor, moment)
    with pytest.raises(RuleBroken, match=r"has the file “copy\.txt” already"):
        add(entry, force_contributor, moment, Upload("copy.txt", "text/plain", PLAN.content))


def test_a_file_that_is_marked_too_high_is_refused(
    entry: RegisterEntry, force_contributor: User, moment: datetime
) -> None:
    with pytest.raises(RuleBroken, match="SECRET"):
        add(entry, force_contributor, moment, Upload("a.txt", "text/plain", b"SECRET\nNames."))


def test_only_who_acts_for_the_body_adds_files(
    entry: RegisterEntry,
    other_force_lead: User,
    policing_body_person: User,
    inspector: User,
    moment: datetime,
) -> None:
    for somebody in (other_force_lead, policing_body_person, inspector):
        with pytest.raises(PermissionDenied):
            add(entry, somebody, moment)


def test_nothing_is_put_behind_what_is_closed(
    entry: RegisterEntry, force_contributor: User, moment: datetime
) -> None:
    RegisterEntry.objects.update(status="complete", closed_on=moment.date())
    with pytest.raises(RuleBroken, match="is closed"):
        add(entry, force_contributor, moment)


def test_who_takes_a_file_is_recorded(
    entry: RegisterEntry, force_contributor: User, inspector: User, moment: datetime
) -> None:
    file = EntryFileFactory(entry=entry)
    for somebody, reason in (
        (force_contributor, "Work on the entry"),
        (inspector, "Judge what was done"),
    ):
        assert actions.take_entry_file(file, by=somebody, at=moment) == file.content
        event = AuditEvent.objects.about(entry)[0]
        assert (event.verb, event.by, event.at) == ("entry_file.read", somebody, moment)
        assert event.detail == {"reason": reason, "file": file.name}


def test_who_oversees_a_body_takes_no_file(
    entry: RegisterEntry, policing_body_person: User, other_force_lead: User, moment: datetime
) -> None:
    file = EntryFileFactory(entry=entry)
    for somebody in (policing_body_person, other_force_lead):
        with pytest.raises(PermissionDenied):
            actions.take_entry_file(file, by=somebody, at=moment)
    assert not AuditEvent.objects.exists()


def test_a_file_is_never_changed(entry: RegisterEntry) -> None:
    EntryFileFactory(entry=entry)
    with pytest.raises(InternalError), transaction.atomic():
        EntryFile.objects.update(name="another.txt")


def test_a_damaged_file_is_not_given_out(
    entry: RegisterEntry, inspector: User, moment: datetime
) -> None:
    file = EntryFileFactory(entry=entry, sha256="0" * 64)
    with pytest.raises(DamagedFile):
        actions.take_entry_file(file, by=inspector, at=moment)
    assert not AuditEvent.objects.exists()
