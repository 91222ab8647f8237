"""Local profiles of the south-east, as stale or fresh as the report of August 2024 found them in
each force, and an invented place that is cleared, held and built.
"""

from datetime import date

from disruptions.actions import add_profile, add_site, move_site
from disruptions.models import LocalProfile, SitePhase
from forces.models import Body, Organisation
from inspection_portal.home.demo.moments import moment
from inspection_portal.home.demo.people import Cast
from inspection_portal.home.demo.sign_ins import (
    HAMPSHIRE_LEAD,
    SURREY_LEAD,
    SUSSEX_LEAD,
    THAMES_VALLEY_LEAD,
    SignIn,
)

AT = moment(2026, 11, 2, 14)
PROFILES: tuple[tuple[SignIn, str, date, date | None, bool, list[str]], ...] = (
    (HAMPSHIRE_LEAD, "Northern area", date(2019, 5, 6), date(2020, 5, 6), False, []),
    (HAMPSHIRE_LEAD, "Eastern area", date(2019, 6, 3), None, False, []),
    (HAMPSHIRE_LEAD, "Isle of Wight", date(2026, 6, 1), date(2027, 6, 1), True, ["The council"]),
    (SURREY_LEAD, "Whole force", date(2026, 3, 2), date(2027, 3, 2), True, ["Partnership board"]),
    (SUSSEX_LEAD, "East Sussex", date(2026, 10, 5), date(2027, 1, 5), True, ["Local teams"]),
    (SUSSEX_LEAD, "West Sussex", date(2026, 10, 5), date(2027, 1, 5), True, ["Local teams"]),
    (SUSSEX_LEAD, "Brighton and Hove", date(2026, 10, 5), date(2027, 1, 5), True, []),
    (THAMES_VALLEY_LEAD, "Milton Keynes", date(2026, 7, 6), date(2027, 7, 6), False, []),
)
ARISING = ["Visit the bed and breakfasts near the station with the council"]


def tell(cast: Cast) -> None:
    """Enter them, unless some body has a profile."""
    if LocalProfile.objects.exists():
        return
    for lead, area, dated_on, refresh_on, has_partner_data, briefed in PROFILES:
        add_profile(
            Body.objects.get(slug=lead.body),
            area=area,
            dated_on=dated_on,
            refresh_on=refresh_on,
            has_partner_data=has_partner_data,
            briefed_to=briefed,
            actions_arising=ARISING if briefed else [],
            by=cast[lead],
            at=AT,
        )
    _clear(cast)


def _clear(cast: Cast) -> None:
    lead = cast[HAMPSHIRE_LEAD]
    site = add_site(
        Body.objects.get(slug="hampshire"),
        place="Harbour estate",
        partners=Organisation.objects.filter(name__in=("National Crime Agency", "Home Office")),
        began_on=date(2026, 2, 9),
        by=lead,
        at=AT,
    )
    move_site(
        site,
        phase=SitePhase.Phase.HOLD,
        began_on=date(2026, 6, 15),
        seen_version=site.version,
        by=lead,
        at=AT,
    )
