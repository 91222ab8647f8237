"""What the inspectorate has in hand of an entry, with words for itself alone."""

from uuid import UUID

from inspection_portal.core.models import User
from recommendations.models import EntryLink, RegisterEntry
from tests.access.progress import READERS_OF_THE_REGISTER, Words
from tests.factories import StatusRequestFactory
from tests.factories.findings import PUBLISHED_AT


def desk_of(
    entry: RegisterEntry, other: RegisterEntry, inspector: User, canaries: Words, state: str
) -> dict[str, UUID]:
    """A status that an inspector asks for and nobody has decided on, and a link between two entries
    of one body.
    """
    narrative, note = (
        canaries.of_entry(canaries.word(f"{what}, {state}"), READERS_OF_THE_REGISTER)
        for what in ("status that is not decided", "internal note of a status")
    )
    request = StatusRequestFactory(
        entry=entry, requested_by=inspector, narrative=narrative, internal_note=note
    )
    link = EntryLink.objects.create(
        entry=entry, other=other, kind="repeats", by=inspector, at=PUBLISHED_AT
    )
    return {"status_request": request.uuid, "entry_link": link.uuid}
