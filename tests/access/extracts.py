"""A data extract that waits to be confirmed."""

import gzip
import zlib
from uuid import UUID

from inspection_portal.core.models import User
from tests.access.progress import Words
from tests.factories import DataExtractFactory

# Besides the team: inspectors and moderators load extracts, which hold the threats of every body.
READERS = frozenset({"off_team"})


def extract_of(by: User, canaries: Words) -> dict[str, UUID]:
    """Its name, a cell that is refused and both of its files are for who loads extracts."""

    def word(what: str) -> str:
        return canaries.of_entry(canaries.word(what), READERS)

    extract = DataExtractFactory(
        uploaded_by=by,
        name=f"{word('name of a data extract')}.csv",
        first=[["3", "D", "Event date", word("cell of a data extract"), "Type the day."]],
        refused=gzip.compress(word("refused row of a data extract").encode()),
        differences=gzip.compress(word("difference of a data extract").encode()),
    )
    extract.pieces.create(number=0, content=zlib.compress(b"Reference"))
    return {"data_extract": extract.uuid}
