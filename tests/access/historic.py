"""A report that was published elsewhere, on the librarians' desk."""

from uuid import UUID

from inspection_portal.core.models import User
from tests.access.progress import Words
from tests.factories import HistoricReadingFactory

# Besides the publisher; the team reads none of it.
READERS = frozenset({"administrator"})


def historic_of(by: User, canaries: Words) -> dict[str, UUID]:
    """Its name, its lines and its file are for who loads such reports."""

    def word(what: str) -> str:
        return canaries.of_entry(canaries.closed_word(what), READERS)

    reading = HistoricReadingFactory(
        uploaded_by=by,
        name=f"{word('name of an old report')}.txt",
        text=word("line of an old report"),
        content=word("file of an old report").encode(),
    )
    return {"historic": reading.uuid}
