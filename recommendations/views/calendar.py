"""The deadlines of a person in their own calendar program."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_POST, require_safe

from inspection_portal.core.errors import RuleBroken
from inspection_portal.core.http import SignedInRequest
from recommendations import actions, ics, queries
from recommendations.models import CalendarAddress


@require_safe
def calendar(request: SignedInRequest) -> HttpResponse:
    return _page(request)


@require_POST
def calendar_make(request: SignedInRequest) -> HttpResponse:
    """The one page that shows the address: it is not kept, so that nobody can find it later."""
    secret = actions.make_calendar_address(by=request.user, at=now())
    path = reverse("recommendations:calendar_feed", args=[secret])
    return _page(request, address=f"{settings.PORTAL_URL}{path}")


# A program fetches it, and its holder reads what the program shows.
GONE = (
    "There is no calendar at this address, or not any more. Sign in to the portal, open “Deadlines "
    "in your calendar”, make a new address and give it to your calendar program.\n"
)


@require_POST
def calendar_revoke(request: SignedInRequest) -> HttpResponse:
    try:
        actions.revoke_calendar_address(by=request.user, at=now())
    except RuleBroken as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "The address has ended. Your calendar gets nothing from it now.")
    return redirect("recommendations:calendar")


@login_not_required
@require_safe
def calendar_feed(request: HttpRequest, secret: str) -> HttpResponse:
    """What the holder of the address may see at this moment; for anybody else it is not there."""
    user = queries.holder_of(secret)
    if user is None:
        return HttpResponse(GONE, status=404, content_type="text/plain; charset=utf-8")
    shown = queries.appointments(user, on=localdate())
    response = HttpResponse(ics.ics(shown, at=now()), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'inline; filename="deadlines.ics"'
    return response


def _page(request: SignedInRequest, address: str = "") -> HttpResponse:
    held = CalendarAddress.objects.visible_to(request.user).in_force().first()
    return render(request, "recommendations/calendar.html", {"held": held, "address": address})
