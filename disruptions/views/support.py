"""What pages have in common: who sees a threat and who keeps it, and a page with one form."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any, TypeVar
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from disruptions import permissions
from disruptions.models import Threat
from forces.models import Body
from inspection_portal.core.forms import SeenForm
from inspection_portal.core.http import SignedInRequest
from inspection_portal.core.models import Versioned
from inspection_portal.core.pages import carry_out, conflict

ResultT = TypeVar("ResultT")
Stored = Callable[[Any], Mapping[str, Any]]


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
class FormPage:
    """A page with one form: its template, what it says once the action is done, and where it leads
    back to, a row with a page of its own or an address.

    `row` is what the form changes, where two people may, and `stored` reads what it shows of it.
    What is `shown` besides is for the template. An addition leads `to_result`, and `done` names it
    as "{}".
    """

    template: str
    done: str
    back: Any
    row: Versioned | None = None
    stored: Stored = lambda row: {}
    shown: Mapping[str, object] = field(default_factory=dict)
    to_result: bool = False

    def answer(
        self, request: SignedInRequest, form: Form, action: partial[ResultT], **context: object
    ) -> HttpResponse:
        """Do the action with what the form holds, or show the form again; what somebody else has
        changed meanwhile is shown beside it.
        """
        if done := carry_out(form, action):
            made: Any = done.result
            messages.success(request, self.done.format(made) if self.to_result else self.done)
            return redirect(made if self.to_result else self.back)
        cancel = self.back if isinstance(self.back, str) else self.back.get_absolute_url()
        shown: dict[str, object] = {"form": form, "cancel_url": cancel}
        if self.row is not None and isinstance(form, SeenForm):
            shown["conflict"] = conflict(form, self.row, self.stored)
        return render(request, self.template, {**shown, **self.shown, **context})
