"""How entries hang together over the years: which asks again for what an earlier one asked, and
which takes its place (domain §3.3).
"""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from inspection_portal.core import audit
from inspection_portal.core.editing import refuse_invalid
from inspection_portal.core.errors import RuleBroken
from inspection_portal.core.models import User
from recommendations import permissions
from recommendations.models import EntryLink, RegisterEntry


@transaction.atomic
def link_entries(
    entry: RegisterEntry, *, other: RegisterEntry, kind: str, by: User, at: datetime
) -> EntryLink:
    """Say that an entry repeats or supersedes an earlier one, `other`. The status of neither
    changes.

    Raises RuleBroken where the two are linked already, whichever way round.
    """
    seen = RegisterEntry.objects.visible_to(by).filter(pk__in=[entry.pk, other.pk])
    if not permissions.can_record_status(by) or other.pk not in seen.values_list("pk", flat=True):
        raise PermissionDenied
    if EntryLink.objects.filter(entry=other, other=entry).exists():
        raise RuleBroken("The two entries are linked already, the other way round.")
    link = EntryLink(entry=entry, other=other, kind=kind, by=by, at=at)
    refuse_invalid(link)
    link.save()
    audit.record("entry.linked", entry, by=by, at=at, kind=kind, to=other.reference)
    return link


@transaction.atomic
def unlink_entries(link: EntryLink, *, by: User, at: datetime) -> None:
    """Take a link between two entries away; what their statuses say of each other stays."""
    if not permissions.can_record_status(by):
        raise PermissionDenied
    link.delete()
    told = {"kind": link.kind, "to": link.other.reference}
    audit.record("entry.unlinked", link.entry, by=by, at=at, **told)


def keep_link(
    entry: RegisterEntry, other: RegisterEntry, kind: EntryLink.Kind, *, by: User, at: datetime
) -> None:
    """Have the link that a status brings with it, in the place of any that the two have."""
    wanted = {"entry": entry, "other": other, "kind": kind}
    if EntryLink.objects.filter(**wanted).exists():
        return
    EntryLink.objects.filter(entry__in=[entry, other], other__in=[entry, other]).delete()
    EntryLink.objects.create(by=by, at=at, **wanted)
    audit.record("entry.linked", entry, by=by, at=at, kind=kind, to=other.reference)
