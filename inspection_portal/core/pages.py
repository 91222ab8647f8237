"""What pages with a form have in common."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, Generic, TypeVar

from django.forms import Form
from django.http import HttpRequest, QueryDict

from inspection_portal.core.errors import RuleBroken
from inspection_portal.core.forms import KeptForm, SeenForm
from inspection_portal.core.models import AuditEvent, Versioned

ResultT = TypeVar("ResultT")


@dataclass(frozen=True)
class Done(Generic[ResultT]):
    """An action was carried out, and this is what it returned."""

    result: ResultT


@dataclass(frozen=True)
class Conflict:
    """What somebody else has written since the person opened the page: fields that differ."""

    event: AuditEvent | None
    theirs: list[tuple[str, str]]


def posted(request: HttpRequest) -> QueryDict | None:
    return request.POST if request.method == "POST" else None


def carry_out(form: Form, action: partial[ResultT]) -> Done[ResultT] | None:
    """Do the action with what the form holds, once where the form is sent twice; a refusal is shown
    on the form, with nothing lost.
    """
    if not form.is_valid():
        return None
    try:
        if isinstance(form, KeptForm):
            return Done(form.save_once(action))
        return Done(action(**form.cleaned_data))
    except RuleBroken as refusal:
        form.add_error(None, str(refusal))
        return None


def conflict(
    form: SeenForm,
    row: Versioned,
    stored: Callable[[Any], Mapping[str, Any]] = lambda row: {},
) -> Conflict | None:
    """What `stored` reads of the row, where it was changed after the person opened the form.

    The form then counts as having seen the row as it stands, so saving again is a choice.
    """
    if not form.is_bound:
        return None
    row.refresh_from_db()
    seen = form.cleaned_data.get("seen_version") if form.errors is not None else None
    if seen in (None, row.version):
        return None
    form.now_seen(row.version)
    event = AuditEvent.objects.about(row).for_list().first()
    return Conflict(event, form.differing(stored(row)))
