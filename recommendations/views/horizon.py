from django.http import HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_safe

from forces.models import Body, standing
from inspection_portal.core.http import SignedInRequest
from recommendations import permissions, queries
from recommendations.forms.horizon import HorizonForm


@require_safe
def register_horizon(request: SignedInRequest) -> HttpResponse:
    at = now()
    user, today = request.user, localdate(at)
    form = HorizonForm(request.GET, user=user, today=today)
    asked = form.cleaned_data if form.is_valid() else {"on": today}
    shown = queries.horizon(user, at=at, **asked)
    led = Body.objects.filter(pk__in=standing(user).led)
    what_if = shown.what_if
    context = {
        "horizon": shown,
        "form": form,
        "today": today,
        "led": [body for body in led if permissions.can_choose_rules(user, body)],
        "demonstration": bool(what_if and what_if.inspection.is_demonstration),
    }
    return render(request, "recommendations/register_horizon.html", context)
