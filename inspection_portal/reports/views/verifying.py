"""Whether a PDF is genuine: for everybody, and of what is published alone (ADR 0045)."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from inspection_portal.core import limits
from inspection_portal.core.uploads import LARGEST, MEGABYTE, TOO_LARGE
from inspection_portal.reports import queries
from inspection_portal.reports.forms import VerifyForm


# Nothing changes, so there is nothing to forge; and the token would have to be looked for in the
# whole of what is sent, before its size is looked at.
@csrf_exempt
@login_not_required
@limits.for_everybody
@require_http_methods(["GET", "HEAD", "POST"])
def verify(request: HttpRequest) -> HttpResponse:
    form, found, status = VerifyForm(), None, 200
    if int(request.META.get("CONTENT_LENGTH") or 0) > LARGEST + MEGABYTE:
        form, status = VerifyForm({}), 413
        form.errors.clear()
        form.add_error("file", TOO_LARGE)
    elif request.method == "POST":
        form = VerifyForm(request.POST, request.FILES)
        if form.is_valid():
            found = queries.verified(**form.cleaned_data, at=timezone.now())
    context = {"form": form, "found": found, "is_file": bool(request.FILES)}
    return render(request, "reports/verify.html", context, status=status)
