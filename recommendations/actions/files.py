"""Files that show what was done about an entry: handed in once, and taken by those who may."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from findings.actions.gathering import refuse_marked_text, stored
from forces.models import standing
from inspection_portal.core import audit
from inspection_portal.core.errors import RuleBroken
from inspection_portal.core.models import User
from inspection_portal.core.uploads import Upload
from recommendations import permissions
from recommendations.actions.access import hold_open
from recommendations.models import EntryFile, RegisterEntry

TO_WORK_ON_IT = "Work on the entry"
TO_JUDGE_IT = "Judge what was done"


@transaction.atomic
def add_entry_file(
    entry: RegisterEntry, *, upload: Upload, describes: str = "", by: User, at: datetime
) -> EntryFile:
    """Put a file behind an open entry; it stays as it was handed in. `describes` says what it
    shows.
    """
    if not permissions.can_update(by, entry):
        raise PermissionDenied
    return keep(hold_open(entry, at=at), upload, describes=describes, by=by, at=at)


@transaction.atomic
def take_entry_file(file: EntryFile, *, by: User, at: datetime) -> bytes:
    """The bytes of a file, for the body and the inspectorate; that they took it is recorded.

    Raises DamagedFile where they are no longer those that were handed in.
    """
    if not EntryFile.objects.visible_to(by).filter(pk=file.pk).exists():
        raise PermissionDenied
    content = file.intact_content()
    reason = TO_JUDGE_IT if standing(by).is_inspectorate else TO_WORK_ON_IT
    audit.record_reading("entry_file.read", file.entry, by=by, at=at, reason=reason, file=file.name)
    return content


def keep(
    entry: RegisterEntry, upload: Upload, *, describes: str = "", by: User, at: datetime
) -> EntryFile:
    """Put a file behind an entry that the caller holds."""
    refuse_marked_text(describes)
    kept = stored(upload, by=by, at=at)
    if entry.files.filter(sha256=upload.sha256).exists():
        raise RuleBroken(f"The entry has the file “{upload.name}” already. Choose another one.")
    file = EntryFile.objects.create(entry=entry, describes=describes, **kept)
    audit.record("entry_file.added", entry, by=by, at=at, file=file.name, sha256=file.sha256)
    return file
