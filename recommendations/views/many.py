"""The same done to many entries that a person has looked for."""

from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.views.decorators.http import require_http_methods

from findings.views.support import carry_out, posted
from inspection_portal.core import keyset
from inspection_portal.core.http import SignedInRequest
from recommendations import actions
from recommendations.filters import looked_for
from recommendations.forms import MOST_AT_ONCE, ManyForm, deeds_open_to
from recommendations.models import RegisterEntry
from recommendations.views.support import require

REFUSALS_TOLD = 10


@require_http_methods(["GET", "POST"])
def register_several(request: SignedInRequest) -> HttpResponse:
    """The first entries of what is looked for, each to be chosen, and what is done to them."""
    user = request.user
    require(deeds_open_to(user))
    found = looked_for(request)
    ordered = keyset.ordered(found.rows, found.order).values_list("uuid", flat=True)
    first = list(ordered[: MOST_AT_ONCE + 1])
    seen = RegisterEntry.objects.visible_to(user).filter(uuid__in=first[:MOST_AT_ONCE])
    offered = keyset.ordered(seen.for_list(), found.order)
    chosen = first[:MOST_AT_ONCE] if any(found.chosen) else []
    form = ManyForm(posted(request), offered=offered, chosen=chosen, user=user)
    back = f"{reverse('recommendations:register')}?{request.GET.urlencode()}"
    if done := carry_out(form, partial(form.do, by=user, at=now())):
        _tell(request, done.result)
        return redirect(back)
    has_more = len(first) > MOST_AT_ONCE
    context = {"form": form, "cancel_url": back, "most": MOST_AT_ONCE, "has_more": has_more}
    return render(request, "recommendations/register_several.html", context | {"filter": found})


def _tell(request: SignedInRequest, outcomes: actions.Outcomes | None) -> None:
    """What came of it: how many are changed, and why others are not; None of a form sent twice."""
    if outcomes is None:
        messages.info(request, "This was done before.")
        return
    if number := len(outcomes.changed):
        changed = "1 entry is" if number == 1 else f"{number} entries are"
        messages.success(request, f"{changed} changed.")
    for entry, why in outcomes.refused[:REFUSALS_TOLD]:
        messages.warning(request, f"{entry.reference} is left as it was. {why}")
    if (more := len(outcomes.refused) - REFUSALS_TOLD) > 0:
        messages.warning(request, f"{more} others are left as they were.")
