"""What the scripts of a page ask for."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_POST

from inspection_portal.core import drafts
from inspection_portal.core.forms import DraftForm, typed

MOST = 1024 * 1024

SIGNED_OUT = "You are signed out. Sign in again, and then go on."
TOO_LONG = "This is too long to be kept as a draft."


@login_not_required
@require_POST
def draft(request: HttpRequest, key: str) -> HttpResponse:
    """Keep what was typed so far into a form, or drop what was kept of one opening of it."""
    if not request.user.is_authenticated:
        return JsonResponse({"detail": SIGNED_OUT}, status=401)
    if int(request.headers.get("Content-Length") or 0) > MOST:
        return JsonResponse({"detail": TOO_LONG}, status=413)
    form = DraftForm({**request.POST.dict(), "key": key}, typed=typed(request.POST))
    if not form.is_valid():
        return JsonResponse({"detail": form.errors}, status=400)
    if "drop" in request.POST:
        drafts.drop(request.user, key, form.cleaned_data["submit_key"])
    else:
        drafts.keep(user=request.user, at=timezone.now(), **form.to_keep)
    return HttpResponse(status=204)


@login_not_required
@require_POST
def stay(request: HttpRequest) -> HttpResponse:
    """Begin the time of the session anew, for somebody who is still at work; tells its end."""
    if not request.user.is_authenticated:
        return JsonResponse({"detail": SIGNED_OUT}, status=401)
    request.session.modified = True
    return JsonResponse({"ends_at": request.session.get_expiry_date()})
