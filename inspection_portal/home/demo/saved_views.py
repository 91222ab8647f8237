"""A view of the register that Hampshire’s lead shares, and is told of on Mondays."""

from inspection_portal.home.demo.moments import moment
from inspection_portal.home.demo.people import Cast
from inspection_portal.home.demo.sign_ins import HAMPSHIRE_LEAD
from recommendations import queries
from recommendations.actions import save_view, subscribe
from recommendations.models import SavedView, ViewSubscription

SAVED_AT = moment(2026, 11, 9)


def keep(cast: Cast) -> None:
    """Save the view, unless there is one already."""
    lead = cast[HAMPSHIRE_LEAD]
    if SavedView.objects.filter(owner=lead).exists():
        return
    (force,) = (circle for circle in queries.circles_of(lead) if circle)
    view = save_view(
        name="Nobody responsible yet",
        query={"owner": queries.NOBODY, "sort": "due"},
        shared_with=force,
        by=lead,
        at=SAVED_AT,
    )
    subscribe(view, rhythm=ViewSubscription.Rhythm.WEEKLY, by=lead, at=SAVED_AT)
