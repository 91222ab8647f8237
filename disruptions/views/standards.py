"""The minimum standards of disruptions: every version, and how an administrator adds one."""

from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_http_methods, require_safe

from disruptions import actions, permissions, queries
from disruptions.forms import StandardForm
from disruptions.models import DisruptionStandard, NeverDisruption
from forces.permissions import can_read_audit
from inspection_portal.core.http import SignedInRequest
from inspection_portal.core.pages import carry_out, posted


@require_safe
def standards(request: SignedInRequest) -> HttpResponse:
    if not permissions.can_read_standards(request.user):
        raise PermissionDenied
    today = localdate()
    context = {
        "versions": DisruptionStandard.objects.visible_to(request.user).for_list(),
        "in_force": queries.standard_of(today),
        "never": NeverDisruption.objects.in_force(today),
        "can_set": permissions.can_set_standards(request.user),
        "reads_disruptions": permissions.can_read_threats(request.user),
        "can_read_audit": can_read_audit(request.user),
    }
    return render(request, "disruptions/standards.html", context)


@require_http_methods(["GET", "POST"])
def standard_add(request: SignedInRequest) -> HttpResponse:
    if not permissions.can_set_standards(request.user):
        raise PermissionDenied
    versions = DisruptionStandard.objects.for_list()
    form = StandardForm(
        posted(request), last=versions.first(), made=versions.count(), on=localdate()
    )
    if done := carry_out(form, partial(actions.set_standard, by=request.user, at=now())):
        messages.success(request, f"{done.result} are set.")
        return redirect("disruptions:standards")
    if form.is_bound:
        form.now_seen(versions.count())
    back = reverse("disruptions:standards")
    context = {"form": form, "versions": versions, "cancel_url": back}
    return render(request, "disruptions/standard_add.html", context)
