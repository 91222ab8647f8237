"""Views of the register: saved under a name, shared, and told of daily or weekly."""

import logging
from collections.abc import Callable, Mapping
from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.timezone import localdate

from findings.actions.gathering import refuse_marked_text
from forces.rights import Right, holds
from inspection_portal.core import audit
from inspection_portal.core.dates import LONDON
from inspection_portal.core.editing import as_revised, differences, refuse_invalid, update_as_seen
from inspection_portal.core.errors import RuleBroken
from inspection_portal.core.models import User
from recommendations import messages, permissions, queries
from recommendations.models import SavedView, ViewSubscription

MOST = 50
TOO_MANY = f"You have {MOST} views, and more can’t be kept. Delete one, or replace one."
NOT_YOURS = "You can share a view with people of your own body alone. Choose with whom."

# What is in a view for a person on a day.
Count = Callable[[SavedView, User, date], queries.ViewFigures]

logger = logging.getLogger(__name__)


@transaction.atomic
def save_view(
    *, name: str, query: Mapping[str, str], shared_with: str = "", by: User, at: datetime
) -> SavedView:
    """Keep what the person looks for in the register, for themselves or for their own people too.

    `query` are filters of the list that make sense. Raises RuleBroken for a name they have used.
    """
    held = User.objects.select_for_update(no_key=True).get(pk=by.pk)
    if held.saved_views.count() >= MOST:
        raise RuleBroken(TOO_MANY)
    view = SavedView(owner=held, name=name.strip(), query=dict(query), saved_at=at)
    for field, value in _shared(shared_with, by).items():
        setattr(view, field, value)
    _refuse_unfit(view)
    view.save()
    told = {"query": view.query, "shared_with": view.shared_in_words}
    audit.record("view.saved", view, by=by, at=at, **told)
    return view


@transaction.atomic
def revise_view(
    view: SavedView,
    *,
    name: str | None = None,
    query: Mapping[str, str] | None = None,
    shared_with: str | None = None,
    seen_version: int,
    by: User,
    at: datetime,
) -> None:
    """Rename one's own view, share it otherwise, or have it look for something else; what is None
    stays. Raises RuleBroken where it would be shared with people whom one is not of.
    """
    if not permissions.can_change_view(by, view):
        raise PermissionDenied
    circle = view.shared_with if shared_with is None else shared_with
    changes = {
        "name": view.name if name is None else name.strip(),
        "query": view.query if query is None else dict(query),
        **_shared(circle, by),
    }
    revised = as_revised(view, changes)
    _refuse_unfit(revised)
    changed = differences(view, changes)
    update_as_seen(view, seen_version=seen_version, **changes)
    audit.record("view.revised", view, by=by, at=at, **changed)


@transaction.atomic
def delete_view(view: SavedView, *, seen_version: int, by: User, at: datetime) -> None:
    """Delete a view, for all whom it is shared with: nobody is told of it any more."""
    if not permissions.can_delete_view(by, view):
        raise PermissionDenied
    update_as_seen(view, seen_version=seen_version)
    told = {"query": view.query, "shared_with": view.shared_in_words}
    audit.record("view.deleted", view, by=by, at=at, **told)
    view.delete()


@transaction.atomic
def subscribe(view: SavedView, *, rhythm: str, by: User, at: datetime) -> None:
    """Have oneself told how much is in a view that one sees, in that rhythm; never where that is
    empty.
    """
    if not SavedView.objects.visible_to(by).filter(pk=view.pk).exists():
        raise PermissionDenied
    held = ViewSubscription.objects.select_for_update().filter(view=view, user=by).first()
    before = held.rhythm if held else ""
    if rhythm == before:
        return
    if held and rhythm:
        ViewSubscription.objects.filter(pk=held.pk).update(rhythm=rhythm)
    elif held:
        held.delete()
    else:
        today = localdate(at, LONDON)
        subscription = ViewSubscription(view=view, user=by, rhythm=rhythm, looked_on=today)
        refuse_invalid(subscription)
        subscription.save()
    verb = "view.subscribed" if rhythm else "view.unsubscribed"
    audit.record(verb, view, by=by, at=at, rhythm=[before, rhythm])


def tell_of_views(*, count: Count, by: User, at: datetime) -> int:
    """Tell everybody whose day has come how much is in their views, and answer how many messages
    that makes. Where days were missed each gets one message; where another sweep is at work on a
    view this one leaves it alone.

    Nothing is told of a view that is empty and was so when it was last told of.
    """
    if not holds(by, Right.JOBS_RUN):
        raise PermissionDenied
    today, told = localdate(at, LONDON), 0
    for key in list(ViewSubscription.objects.due(today).values_list("pk", flat=True)):
        try:
            told += _tell(key, count, today, by=by, at=at)
        except Exception as error:
            # One view that can't be counted holds up nobody else, and is tried at the next sweep;
            # operators see it until then.
            logger.exception("The subscription %s can’t be told of", key)
            ViewSubscription.objects.filter(pk=key).update(problem=repr(error)[:500])
    return told


@transaction.atomic
def _tell(key: int, count: Count, today: date, *, by: User, at: datetime) -> bool:
    """Look at one subscription, unless it was looked at already; answer whether there was something
    to tell.
    """
    due = ViewSubscription.objects.due(today).for_list()
    held = due.select_for_update(of=("self",), skip_locked=True).filter(pk=key).first()
    if held is None:
        return False
    total, was_told = 0, False
    seen = SavedView.objects.visible_to(held.user).filter(pk=held.view_id)
    if permissions.can_read_register(held.user) and seen.exists():
        figures = count(held.view, held.user, today)
        total, was_told = figures.total, bool(figures.total or held.told_total)
        if was_told:
            messages.tell_view(held, figures, on=today, by=by, at=at)
    looked = ViewSubscription.objects.filter(pk=held.pk)
    looked.update(looked_on=today, told_total=total, problem="")
    return was_told


def _shared(circle: str, by: User) -> Mapping[str, object]:
    """What a view holds that is shared with those people, of whom the person must be one."""
    circles = queries.circles_of(by)
    if circle not in circles:
        raise RuleBroken(NOT_YOURS)
    return circles[circle].held


def _refuse_unfit(view: SavedView) -> None:
    refuse_marked_text(view.name, *view.query.values())
    refuse_invalid(view)
