"""A force that HM Chief Inspector moved into the Engage stage; invented, as is all of the rest."""

from datetime import date

from forces.models import Body
from inspection_portal.core.uploads import check
from inspection_portal.home.demo.moments import moment
from inspection_portal.home.demo.people import Cast
from inspection_portal.home.demo.sign_ins import HMI
from recommendations.actions import add_engage_letter, enter_engage
from recommendations.models import EngageSpell

ENTERED_ON = date(2025, 2, 18)
REASONS = (
    "The force was graded inadequate at tackling serious and organised crime in 2024.",
    "Half a year after the report, no plan showed how its cause of concern would be met.",
    "Victims of exploitation waited too long before anybody looked after them.",
)
LETTER = check(
    "engage-letter.txt",
    b"To the chief officer. From 18 February 2025 your force is in the Engage stage.\n",
)


def tell(cast: Cast) -> None:
    """Move Hampshire into the stage, unless some force has been in it."""
    if EngageSpell.objects.exists():
        return
    spell = enter_engage(
        Body.objects.get(slug="hampshire"),
        entered_on=ENTERED_ON,
        reasons=REASONS,
        link="https://www.example.org/letters/engage",
        plan_wanted=True,
        meets_regularly=True,
        by=cast[HMI],
        at=moment(2025, 2, 18, 15),
    )
    add_engage_letter(spell, upload=LETTER, by=cast[HMI], at=moment(2025, 2, 18, 16))
