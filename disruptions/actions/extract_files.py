"""Files about an extract: the rows that were refused, and what differs from the portal."""

import gzip
from collections.abc import Iterator
from datetime import datetime
from enum import StrEnum
from io import BytesIO

from django.core.exceptions import PermissionDenied
from django.db import transaction

from disruptions import permissions
from disruptions.models import DataExtract
from inspection_portal.core import audit
from inspection_portal.core.errors import RuleBroken
from inspection_portal.core.models import User

# Bytes that are sent at a time.
PIECE = 64 * 1024
NOT_YET = "The extract is not checked, so there is no such file."


class ExtractFile(StrEnum):
    """The files, by the name of their field."""

    REFUSED = "refused"
    DIFFERENCES = "differences"


@transaction.atomic
def take_extract_file(
    extract: DataExtract, of: ExtractFile, *, by: User, at: datetime
) -> Iterator[bytes]:
    """The file as CSV, in pieces; that somebody took it is recorded."""
    if not permissions.can_load_extracts(by):
        raise PermissionDenied
    if not extract.counts:
        raise RuleBroken(NOT_YET)
    audit.record("data_extract.exported", extract, by=by, at=at, file=str(of))
    return _unpacked(bytes(getattr(extract, of)))


def _unpacked(packed: bytes) -> Iterator[bytes]:
    with gzip.open(BytesIO(packed)) as file:
        while piece := file.read(PIECE):
            yield piece
