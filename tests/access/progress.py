"""What both sides said and did about an entry, each with words for its own side alone."""

from dataclasses import asdict
from typing import Protocol
from uuid import UUID

from django.utils.timezone import now

from forces.models import Body
from inspection_portal.core.models import User
from recommendations.models import (
    ProgressUpdate,
    RegisterEntry,
    SavedView,
    Side,
    TrackerImport,
    UpdateRequest,
)
from recommendations.trackers import TrackerRow
from tests.factories import ClaimFactory, EntryFileFactory
from tests.factories.findings import PUBLISHED_AT, PUBLISHED_ON

OF_THE_BODY = frozenset({"force_lead", "contributor"})
READERS_OF_THE_REGISTER = frozenset({"off_team", "auditor"})


class Words(Protocol):
    """The canaries of the world."""

    def word(self, where: str) -> str: ...

    def closed_word(self, where: str) -> str: ...

    def of_entry(self, canary: str, readers: frozenset[str]) -> str: ...


def progress_of(
    entry: RegisterEntry, inspector: User, canaries: Words, state: str
) -> dict[str, UUID]:
    """An update of each side with its internal note, a question, and a claim with its file."""
    lead = User.objects.get(role_grants__body=entry.body, role_grants__role="force_lead")
    theirs = canaries.closed_word(f"internal note of a body, {state}")
    ours = canaries.word(f"internal note of the inspectorate, {state}")
    content = canaries.word(f"content of a file of an entry, {state}")
    name = canaries.word(f"name of a file of an entry, {state}")
    canaries.of_entry(theirs, OF_THE_BODY)
    canaries.of_entry(ours, READERS_OF_THE_REGISTER)
    for of_a_file in (content, name):
        canaries.of_entry(of_a_file, OF_THE_BODY | READERS_OF_THE_REGISTER)
    said = {"narrative": "Half of it is done.", "at": PUBLISHED_AT}
    update, _ = (
        ProgressUpdate.objects.create(entry=entry, side=side, internal_note=note, by=by, **said)
        for side, note, by in ((Side.BODY, theirs, lead), (Side.INSPECTORATE, ours, inspector))
    )
    asked = {"wanted_by": PUBLISHED_ON, "asked_by": inspector, "asked_at": PUBLISHED_AT}
    request = UpdateRequest.objects.create(entry=entry, **asked)
    file = EntryFileFactory(
        entry=entry, name=f"{name}.txt", content=content.encode(), added_by=lead
    )
    claim = ClaimFactory(entry=entry, made_by=lead)
    claim.files.set([file])
    return {
        "update": update.uuid,
        "update_request": request.uuid,
        "entry_file": file.uuid,
        "claim": claim.uuid,
    }


def tracker_of(lead: User, canaries: Words) -> UUID:
    """What a lead has uploaded and not imported yet, which nobody else reads."""
    note = canaries.closed_word("internal note of a tracker")
    canaries.of_entry(note, frozenset({"force_lead"}))
    row = TrackerRow(2, reference=note, internal_note=note)
    kept = TrackerImport.objects.create(
        uploaded_by=lead, uploaded_at=now(), name="tracker.csv", rows=[asdict(row)]
    )
    return kept.uuid


def saved_view_of(lead: User, force: Body, canaries: Words) -> UUID:
    """What a lead looks for, shared with the people of the force."""
    name = canaries.of_entry(canaries.closed_word("name of a saved view"), OF_THE_BODY)
    shared = {"owner": lead, "body": force, "name": name, "saved_at": PUBLISHED_AT}
    return SavedView.objects.create(**shared, query={"words": name}).uuid
