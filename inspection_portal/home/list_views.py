"""The pages on which administrators edit lists."""

from datetime import date
from functools import partial
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from forces.actions.lists import add_item, end_item, revise_item
from forces.permissions import can_edit_lists
from inspection_portal.core.http import SignedInRequest
from inspection_portal.core.models import ListItem
from inspection_portal.core.pages import carry_out, posted
from inspection_portal.home.forms import EndForm, OfItemForm
from inspection_portal.home.lists import LISTS, EditableList


@require_safe
def lists(request: SignedInRequest) -> HttpResponse:
    if not can_edit_lists(request.user):
        raise PermissionDenied
    today = timezone.localdate()
    counted = [(each, each.model.objects.in_force(today).count()) for each in LISTS.values()]
    return render(request, "home/lists.html", {"lists": counted})


@require_safe
def list_items(request: SignedInRequest, key: str) -> HttpResponse:
    shown, today = _list(request, key), timezone.localdate()
    over = Q(valid_until__lt=today)
    return render(
        request,
        "home/list_items.html",
        {
            "list": shown,
            "today": today,
            "items": shown.model.objects.exclude(over),
            "ended": shown.model.objects.filter(over),
        },
    )


@require_http_methods(["GET", "POST"])
def list_item_add(request: SignedInRequest, key: str) -> HttpResponse:
    shown = _list(request, key)
    form = shown.new(posted(request), initial={"valid_from": timezone.localdate()})
    if carry_out(form, partial(add_item, shown.model, by=request.user, at=timezone.now())):
        messages.success(request, f"“{form.cleaned_data['name']}” is added.")
        return redirect("home:list_items", key)
    return _form_page(request, "home/list_item_add.html", shown, form=form, submit="Add")


@require_http_methods(["GET", "POST"])
def list_item_revise(request: SignedInRequest, key: str, uuid: UUID) -> HttpResponse:
    shown, item = _item(request, key, uuid)
    form = shown.revised(posted(request), item=item)
    if carry_out(form, partial(revise_item, item, by=request.user, at=timezone.now())):
        messages.success(request, f"“{item}” is saved.")
        return redirect("home:list_items", key)
    return _form_page(
        request,
        "home/list_item_revise.html",
        shown,
        form=form,
        item=item,
        theirs=form.catch_up(item),
    )


@require_http_methods(["GET", "POST"])
def list_item_end(request: SignedInRequest, key: str, uuid: UUID) -> HttpResponse:
    shown, item = _item(request, key, uuid)
    form = EndForm(posted(request), item=item)
    if carry_out(form, partial(end_item, item, by=request.user, at=timezone.now())):
        messages.success(request, _ended(item, on=item.valid_until))
        return redirect("home:list_items", key)
    return _form_page(
        request, "home/list_item_end.html", shown, form=form, item=item, theirs=form.catch_up(item)
    )


def _ended(item: ListItem, *, on: date | None) -> str:
    return f"“{item}” ends on {on:%-d %B %Y}." if on else f"“{item}” goes on."


def _list(request: SignedInRequest, key: str) -> EditableList:
    if not can_edit_lists(request.user):
        raise PermissionDenied
    if key not in LISTS:
        raise Http404
    return LISTS[key]


def _item(request: SignedInRequest, key: str, uuid: UUID) -> tuple[EditableList, ListItem]:
    if not can_edit_lists(request.user) or key not in LISTS:
        raise Http404
    return LISTS[key], get_object_or_404(LISTS[key].model, uuid=uuid)


def _form_page(
    request: SignedInRequest,
    template: str,
    shown: EditableList,
    *,
    form: Form,
    item: ListItem | None = None,
    **context: object,
) -> HttpResponse:
    """A page about an item, with the way back to its list."""
    context |= {
        "list": shown,
        "form": form,
        "item": item,
        "theirs": form.catch_up(item) if isinstance(form, OfItemForm) and item else None,
        "cancel_url": reverse("home:list_items", args=[shown.key]),
    }
    return render(request, template, context)
