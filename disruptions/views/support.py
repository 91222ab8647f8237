"""What the pages of threats have in common: who sees one, and who keeps it."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import now

from disruptions import permissions
from disruptions.models import Threat
from forces.models import Body
from inspection_portal.core.forms import SeenForm
from inspection_portal.core.http import SignedInRequest
from inspection_portal.core.models import Versioned
from inspection_portal.core.pages import carry_out, conflict


def require_keeper(request: SignedInRequest, body: Body) -> None:
    """403 for those who only read what the body keeps."""
    if not permissions.can_keep(request.user, body):
        raise PermissionDenied


def threat_seen(request: SignedInRequest, uuid: UUID) -> Threat:
    seen = Threat.objects.visible_to(request.user).for_list()
    return get_object_or_404(seen, uuid=uuid)


def threat_to_keep(request: SignedInRequest, uuid: UUID) -> Threat:
    """404 for those who don't see it, 403 for those who only read it."""
    threat = threat_seen(request, uuid)
    require_keeper(request, threat.body)
    return threat


@dataclass(frozen=True)
class Step:
    """A page with one form: its template, where it leads back to, and what it says when done."""

    template: str
    back: Any
    done: str
    compared: Callable[[Any], Any] = lambda row: {}

    def taken(
        self,
        request: SignedInRequest,
        form: Form,
        action: Callable[..., object],
        row: Versioned,
        **context: object,
    ) -> HttpResponse:
        """Do the action to the row with what the form holds, or show the form again; what somebody
        else has changed meanwhile is shown beside it.
        """
        if carry_out(form, partial(action, row, by=request.user, at=now())):
            messages.success(request, self.done)
            return redirect(self.back)
        theirs = conflict(form, row, self.compared) if isinstance(form, SeenForm) else None
        cancel = self.back if isinstance(self.back, str) else self.back.get_absolute_url()
        shown = {"form": form, "conflict": theirs, "cancel_url": cancel, **context}
        return render(request, self.template, shown)
