"""The filter sets: every version in words, and how an administrator adds one."""

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_http_methods, require_safe

from disruptions import actions, permissions
from disruptions.forms import FilterSetForm
from disruptions.models import FilterSet, columns_of
from inspection_portal.core.http import SignedInRequest
from inspection_portal.core.pages import carry_out, posted


@require_safe
def filter_sets(request: SignedInRequest) -> HttpResponse:
    if not permissions.can_read_standards(request.user):
        raise PermissionDenied
    context = {
        "versions": FilterSet.objects.visible_to(request.user).for_list(),
        "can_set": permissions.can_set_standards(request.user),
        "reads_disruptions": permissions.can_read_threats(request.user),
    }
    return render(request, "disruptions/filter_sets.html", context)


@require_http_methods(["GET", "POST"])
def filter_set_add(request: SignedInRequest, uuid: UUID | None = None) -> HttpResponse:
    """The next version of a set, or a set of another name."""
    seen = FilterSet.objects.visible_to(request.user)
    before = get_object_or_404(seen, uuid=uuid) if uuid else None
    if not permissions.can_set_standards(request.user):
        raise PermissionDenied
    made = FilterSet.objects.count()
    form = FilterSetForm(posted(request), before=before, made=made, on=localdate())
    if done := carry_out(form, partial(actions.add_filter_set, by=request.user, at=now())):
        messages.success(request, f"{done.result} is added.")
        return redirect("disruptions:filter_sets")
    if form.is_bound:
        form.now_seen(FilterSet.objects.count())
    context = {
        "form": form,
        "before": before,
        "vocabulary": [(kind.label, columns_of(kind)) for kind in FilterSet.Kind],
        "cancel_url": reverse("disruptions:filter_sets"),
    }
    return render(request, "disruptions/filter_set_add.html", context)
