"""A body's own tracker as a file: which columns are read of it, and what its rows say."""

from dataclasses import dataclass
from hashlib import sha256

from inspection_portal.core import sheets
from inspection_portal.core.sheets import Column

REFERENCE = Column(
    "Reference", ("Ref", "Ref no", "Reference number", "Register reference", "Portal reference")
)
POSITION = Column("Position", ("Force position", "Force status", "Our position"), required=False)
# What most trackers call their position. The portal's own files have both.
STATUS = Column("Status", ("Progress status",), required=False)
TARGET = Column(
    "Own target",
    ("Target", "Target date", "Force target", "Target completion date"),
    required=False,
)
OWNER = Column(
    "Responsible",
    (
        *("Owner", "Owner e-mail", "Owner e-mail address", "Owner’s e-mail address"),
        *("Responsible e-mail", "Responsible person", "Responsible officer"),
    ),
    required=False,
)
UPDATE = Column(
    "Update", ("Progress update", "Latest update", "Narrative", "Update narrative"), required=False
)
NOTE = Column("Internal note", ("Internal notes", "Internal comment"), required=False)
COLUMNS = (REFERENCE, POSITION, STATUS, TARGET, OWNER, UPDATE, NOTE)
STATUS_LEFT = "The column “Status” was not read, since there is a column “Position”."


@dataclass(frozen=True)
class TrackerRow:
    """What a row says, as it was typed, by its number in the spreadsheet; "" where it is blank."""

    number: int
    reference: str
    position: str = ""
    target: str = ""
    owner: str = ""
    narrative: str = ""
    internal_note: str = ""

    @property
    def cells(self) -> tuple[str, ...]:
        """What stands in it, the reference first."""
        return (
            *(self.reference, self.position, self.target, self.owner),
            *(self.narrative, self.internal_note),
        )


@dataclass(frozen=True)
class Tracker:
    """A file that was read: its rows, and sentences on what was left aside."""

    name: str
    sha256: str
    rows: tuple[TrackerRow, ...]
    notes: tuple[str, ...]


def read(name: str, content: bytes) -> Tracker:
    """The tracker in a CSV file or a workbook. Raises SheetRefused with all that must be mended."""
    sheet = sheets.read(name, content, COLUMNS)
    columns = sheet.rows[0].letters
    has_position = POSITION.heading in columns
    rows = tuple(_row(row, POSITION if has_position else STATUS) for row in sheet.rows)
    left = (STATUS_LEFT,) if has_position and STATUS.heading in columns else ()
    digest = sha256(content).hexdigest()
    return Tracker(sheets.shown(name, 200), digest, rows, (*sheet.notes, *left))


def _row(row: sheets.Row, position: Column) -> TrackerRow:
    return TrackerRow(
        row.number,
        reference=row[REFERENCE.heading].strip(),
        position=row[position.heading].strip(),
        target=row[TARGET.heading].strip(),
        owner=row[OWNER.heading].strip(),
        narrative=_prose(row[UPDATE.heading]),
        internal_note=_prose(row[NOTE.heading]),
    )


def _prose(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()
