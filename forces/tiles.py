"""Where the forces of England and Wales stand on a map of tiles, each as large as the next.

Columns count from the west and rows from the north; the letters are the map's own. A force is
known by how its name begins, which former names share with it.
"""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Place:
    column: int
    row: int
    letters: str


_ROWS: tuple[Mapping[int, tuple[str, str]], ...] = (
    {4: ("Northumbria", "NBR")},
    {3: ("Cumbria", "CUM"), 4: ("Durham", "DUR"), 5: ("Cleveland", "CLE")},
    {3: ("Lancashire", "LAN"), 4: ("North Yorkshire", "NYK"), 5: ("Humberside", "HUM")},
    {
        **{2: ("Merseyside", "MER"), 3: ("Greater Manchester", "GMR")},
        **{4: ("West Yorkshire", "WYK"), 5: ("South Yorkshire", "SYK")},
    },
    {
        **{1: ("North Wales", "NWA"), 2: ("Cheshire", "CHE"), 3: ("Derbyshire", "DER")},
        **{4: ("Nottinghamshire", "NOT"), 5: ("Lincolnshire", "LIN")},
    },
    {
        **{0: ("Dyfed-Powys", "DYP"), 1: ("West Mercia", "WMC"), 2: ("Staffordshire", "STA")},
        **{3: ("West Midlands", "WMD"), 4: ("Leicestershire", "LEI")},
        **{5: ("Cambridgeshire", "CAM"), 6: ("Norfolk", "NFK")},
    },
    {
        **{0: ("South Wales", "SWA"), 1: ("Gwent", "GWE"), 2: ("Gloucestershire", "GLO")},
        **{3: ("Warwickshire", "WAR"), 4: ("Northamptonshire", "NTH")},
        **{5: ("Bedfordshire", "BED"), 6: ("Suffolk", "SFK")},
    },
    {
        **{1: ("Avon and Somerset", "AVS"), 2: ("Wiltshire", "WIL"), 3: ("Thames Valley", "THV")},
        **{4: ("Hertfordshire", "HER"), 5: ("Metropolitan", "MET"), 6: ("Essex", "ESX")},
    },
    {
        **{0: ("Devon and Cornwall", "DEC"), 1: ("Dorset", "DOR"), 2: ("Hampshire", "HAM")},
        **{3: ("Surrey", "SUR"), 4: ("City of London", "COL"), 5: ("Kent", "KEN")},
    },
    {3: ("Sussex", "SUS"), 6: ("British Transport Police", "BTP")},
)
PLACES: Mapping[str, Place] = {
    name: Place(column, row, letters)
    for row, named in enumerate(_ROWS)
    for column, (name, letters) in named.items()
}


def place_of(name: str) -> Place | None:
    """Where the force of that name stands; None for a body that has no place on the map.

    >>> place_of("Hampshire Constabulary")
    Place(column=2, row=8, letters='HAM')
    """
    wanted = name.replace("&", "and").casefold()
    return next(
        (place for known, place in PLACES.items() if wanted.startswith(known.casefold())), None
    )
