"""How much is in a view of the register that a person wants to be told of: counts and where to
look, never what an entry asks nor what the view looks for.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.conf import settings
from django.urls import reverse

from inspection_portal.core import message_kinds, outbox
from inspection_portal.core.models import Message, User
from recommendations import queries
from recommendations.models import SavedView, ViewSubscription

VIEW_TOLD = "view.told"

NOT_WANTED = "The person does not want to be told of the view any more, or it is gone."
NOT_SHARED = "The view is not shared with this person any more."
OTHER_ENTRIES = "The person sees other entries now: the next message tells of those."


def register_kinds() -> None:
    message_kinds.register(VIEW_TOLD, outdated=_no_longer_right)


def tell_view(
    subscription: ViewSubscription,
    figures: queries.ViewFigures,
    *,
    on: date,
    by: User,
    at: datetime,
) -> None:
    """Tell a person once on that day how much is in the view for them."""
    view = subscription.view
    overdue = f", {figures.overdue} overdue" if figures.overdue else ""
    outbox.post(
        to=subscription.user,
        kind=VIEW_TOLD,
        subject=f"Your view “{view}”: {_entries(figures.total)}{overdue}",
        text="\n\n".join(_parts(subscription, figures)),
        link=view.get_absolute_url(),
        key=f"{VIEW_TOLD}:{view.uuid}:{on.isoformat()}",
        about={
            "view": str(view.uuid),
            "subscription": str(subscription.uuid),
            "reach": queries.reach_of(subscription.user),
        },
        by=by,
        at=at,
    )


def _parts(subscription: ViewSubscription, figures: queries.ViewFigures) -> list[str]:
    before = subscription.told_total
    since = f" The last message told of {before}." if before else ""
    choose = f"{settings.PORTAL_URL}{reverse('recommendations:saved_views')}"
    parts = [f"{_entries(figures.total)} in the view “{subscription.view}” today.{since}"]
    if figures.total:
        parts.append(
            f"Open: {figures.open}\n"
            f"Overdue: {figures.overdue}\n"
            f"Due in the next 30 days: {figures.due_soon}"
        )
    else:
        parts.append("You are not told again until something is in it.")
    if figures.left_out:
        left_out = ", ".join(figures.left_out)
        parts.append(f"The view is not narrowed down by {left_out} any more. Open it to see why.")
    return [*parts, f"Choose which of these messages you get, or end them:\n{choose}"]


def _entries(number: int) -> str:
    return "1 entry" if number == 1 else f"{number or 'No'} entries"


def _no_longer_right(messages: Sequence[Message]) -> Mapping[int, str]:
    wanted = ViewSubscription.objects.filter(
        uuid__in=[message.about["subscription"] for message in messages]
    )
    uuids = {str(uuid) for uuid in wanted.values_list("uuid", flat=True)}
    reasons = ((each.pk, _why_not(each, uuids)) for each in messages)
    return {message: reason for message, reason in reasons if reason}


def _why_not(message: Message, wanted: set[str]) -> str:
    if message.about["subscription"] not in wanted:
        return NOT_WANTED
    if queries.reach_of(message.recipient) != message.about["reach"]:
        return OTHER_ENTRIES
    seen = SavedView.objects.visible_to(message.recipient)
    return "" if seen.filter(uuid=message.about["view"]).exists() else NOT_SHARED
