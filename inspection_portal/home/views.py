from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from disruptions.permissions import is_only_partner
from forces.models import Body, Region
from forces.permissions import can_read_audit
from forces.queries import names_of, region_of
from forces.rights import Right, holds
from inspection_portal.core.http import SignedInRequest
from inspection_portal.home import queries
from inspection_portal.home.health import readiness


@require_safe
def home(request: SignedInRequest) -> HttpResponse:
    if is_only_partner(request.user):
        return redirect("disruptions:actions")
    now = timezone.now()
    today, parts = timezone.localdate(now), queries.home(request.user, at=now)
    return render(
        request,
        "home/home.html",
        {"home": parts, "today": today, "demonstration": parts.shows_demonstration},
    )


@require_safe
def region(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    shown = get_object_or_404(Region.objects.visible_to(request.user), uuid=uuid)
    inspections = list(queries.inspections_of_region(shown, request.user))
    return render(
        request,
        "home/region.html",
        {
            "region": shown,
            "bodies": Body.objects.visible_to(request.user).in_region(shown).for_list(),
            "inspections": inspections,
            "reads_register": holds(request.user, Right.REGISTER_READ_ALL),
            "demonstration": any(each.is_demonstration for each in inspections),
        },
    )


@require_safe
def body(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    now = timezone.now()
    today = timezone.localdate(now)
    shown = get_object_or_404(Body.objects.visible_to(request.user), uuid=uuid)
    chapters = list(queries.inspections_of_body(shown, request.user))
    return render(
        request,
        "home/body.html",
        {
            "body": shown,
            "region": region_of(shown, on=today),
            "names": names_of(shown, on=today),
            "policing_bodies": shown.local_policing_bodies.order_by("-valid_from"),
            "chapters": chapters,
            "accelerated": queries.accelerated_of(shown, request.user, at=now),
            "answers": queries.answers_of(shown, request.user),
            "register": queries.register_of(shown, request.user, on=today),
            "today": today,
            "can_read_audit": can_read_audit(request.user),
            "demonstration": any(each.inspection.is_demonstration for each in chapters),
        },
    )


@login_not_required
@never_cache
@require_safe
def health_live(request: HttpRequest) -> HttpResponse:
    return JsonResponse({"status": "live"})


@login_not_required
@never_cache
@require_safe
def health_ready(request: HttpRequest) -> HttpResponse:
    state = readiness(at=timezone.now())
    return JsonResponse(
        {
            "status": "not ready" if state.failed else "ready",
            "failed": state.failed,
            "parts": state.parts,
            "beat_succeeded_at": state.beat_succeeded_at,
        },
        status=503 if state.failed else 200,
    )
