"""Invented extracts of national systems: disruptions of Surrey and SEROCU that were loaded, and a
later one, with some of them changed, that waits to be confirmed. Both have rows to mend.
"""

from collections.abc import Sequence
from datetime import date, datetime
from io import BytesIO

from disruptions.actions import check_extract, import_file, receive_extract
from disruptions.models import DataExtract, Threat
from forces.models import Body
from inspection_portal.core.models import User
from inspection_portal.core.tables import csv_lines
from inspection_portal.home.demo.moments import moment
from inspection_portal.home.demo.people import Cast
from inspection_portal.home.demo.sign_ins import INSPECTOR, MODERATOR

KIND = DataExtract.Kind.DISRUPTIONS
TAKEN_ON, TAKEN_AGAIN_ON = date(2026, 11, 2), date(2026, 11, 23)
HEADINGS = (
    *("Disruption reference", "Threat reference", "Recording agency", "Event date", "Record data"),
    *("Disruption type", "P strand", "Assessment category", "Narrative", "Moderation status"),
)
LEAD = "Lead Disruption"
S4, S9, R26 = "S/OCG/04", "S/OCG/09", "SE/OCG/26"
Row = tuple[str, ...]

# Reference, threat, body, event, record, type, strand, category, narrative and moderation.
STAYS: Sequence[Row] = (
    (
        *("APM-26-10871", S4, "surrey", "14/09/2026", "18/09/2026", LEAD, "Pursue", "Minor"),
        *("A van with stolen keys was stopped.", "Moderated"),
    ),
    (
        *("APM-26-11302", R26, "serocu", "29/09/2026", "02/10/2026", LEAD, "Pursue", "Moderate"),
        *("Three servers were taken down with their host.", "Moderated"),
    ),
    (
        *("APM-26-11540", R26, "surrey", "24/09/2026", "16/11/2026", LEAD, "Pursue", "Minor"),
        *("An address was searched, and two computers were taken.", "Pending"),
    ),
)
REFUSED: Sequence[Row] = (
    (
        *("APM-26-11688", "S/OCG/90", "surrey", "05/10/2026", "07/10/2026", LEAD, "Protect"),
        *("Minor", "Shops were told of the group.", "Moderated"),
    ),
    (
        *("APM-26-11701", S4, "surrey", "31/09/2026", "08/10/2026", LEAD, "Pursue", "Minor"),
        *("A garage was searched.", "Moderated"),
    ),
)
FIRST: Sequence[Row] = (
    *STAYS[:2],
    (
        *("APM-26-11415", S9, "surrey", "01/10/2026", "05/10/2026", LEAD, "Pursue", "Major"),
        *("The man who rented the call room was charged.", "Pending"),
    ),
    *REFUSED,
)
SECOND: Sequence[Row] = (
    *STAYS,
    (
        *("APM-26-11415", S9, "surrey", "01/10/2026", "05/10/2026", LEAD, "Pursue", "Moderate"),
        *("The man who rented the call room was charged.", "Downgraded"),
    ),
    (
        *("APM-26-12077", S9, "surrey", "09/11/2026", "12/11/2026", LEAD, "Protect", "Minor"),
        *("Two banks blocked the accounts in use.", "Moderated"),
    ),
    REFUSED[0],
)


def tell(cast: Cast, *, at: datetime) -> None:
    """Load the first and check the second, where the threats are and no extract is. The second
    waits from that moment on: a week later nobody could confirm it any more.
    """
    known = Threat.objects.filter(reference__in=(S4, S9, R26)).count()
    if DataExtract.objects.exists() or known < len((S4, S9, R26)):
        return
    _load(cast[MODERATOR])
    extract = receive_extract(
        kind=KIND,
        name="apmis-disruptions-november.csv",
        pieces=[_content(SECOND)],
        taken_on=TAKEN_AGAIN_ON,
        by=cast[INSPECTOR],
        at=at,
    )
    check_extract(extract.pk, at=at)


def _load(by: User) -> None:
    import_file(
        kind=KIND,
        name="apmis-disruptions-october.csv",
        file=BytesIO(_content(FIRST)),
        taken_on=TAKEN_ON,
        load=True,
        by=by,
        at=moment(2026, 11, 3),
    )


def _content(rows: Sequence[Row]) -> bytes:
    names = {body.slug: body.name for body in Body.objects.filter(slug__in=("surrey", "serocu"))}
    named = ([names.get(cell, cell) for cell in row] for row in rows)
    return "".join(csv_lines(HEADINGS, named)).encode()
