"""Key figures of the south-east, as the report of August 2024 gives them."""

from datetime import date
from decimal import Decimal

from findings.actions import add_key_figure
from findings.models import Figure, InspectedBody, KeyFigure
from inspection_portal.home.demo import published
from inspection_portal.home.demo.moments import moment
from inspection_portal.home.demo.people import Cast
from inspection_portal.home.demo.sign_ins import MODERATOR

SOURCE = "Report of 30 August 2024"
# The report says “at the time of our inspection” and names no day; fieldwork went on until then.
AS_AT = date(2023, 12, 31)
NO_DAY = "At the time of the inspection. The report names no day."
VALUES = (
    ("hampshire", "OCGs managed", 11),
    ("hampshire", "OCGs with a plan", 5),
    ("hampshire", "SCPOs", 26),
    ("hampshire", "SCPOs of people released", 12),
    ("hampshire", "SCPOs actively managed", 2),
    ("surrey", "SCPOs", 17),
    ("sussex", "SCPOs", 14),
    ("thames-valley", "SCPOs", 22),
)


def tell(cast: Cast) -> None:
    """Enter them for the published inspection, unless it has any."""
    chapters = InspectedBody.objects.filter(inspection__slug=published.SLUG)
    if KeyFigure.objects.filter(chapter__in=chapters).exists():
        return
    for body, name, value in VALUES:
        add_key_figure(
            chapters.select_related("inspection").get(body__slug=body),
            figure=Figure.objects.get(name=name),
            value=Decimal(value),
            as_at=AS_AT,
            source=SOURCE,
            counted=NO_DAY,
            by=cast[MODERATOR],
            at=moment(2024, 9, 2),
        )
