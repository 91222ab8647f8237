"""Views of the register that people save, share and are told of."""

from collections.abc import Callable, Mapping
from functools import partial
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from findings.forms import SeenForm
from findings.views.support import carry_out, conflict, posted, press
from inspection_portal.core.http import SignedInRequest
from recommendations import actions, permissions, queries
from recommendations import saved_views as understanding
from recommendations.filters import RegisterFilter
from recommendations.forms import ChangeViewForm, ReplaceViewForm, SaveViewForm, SubscribeForm
from recommendations.models import SavedView, ViewSubscription
from recommendations.views.support import require

ON_A_PAGE = 50
BESIDE_THE_LIST = 6
LIST = "recommendations:saved_views"


@require_safe
def saved_views(request: SignedInRequest) -> HttpResponse:
    """One's own views and those that others share, each with what one is told of it."""
    rows = SavedView.objects.visible_to(request.user).own_first(request.user).for_list()
    page = Paginator(rows, ON_A_PAGE).get_page(request.GET.get("page"))
    told = queries.rhythms_of(request.user)
    lines = [(view, told.get(view.pk), *_may(request, view)) for view in page]
    context = {"page": page, "lines": lines, "noun": "view", "nouns": "views"}
    return render(request, "recommendations/saved_views.html", context)


@require_safe
def saved_view(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """The list as the view has it, with a word on what of it makes no sense for this person."""
    view = _seen(request, uuid)
    found = understanding.understood(view.query, request.user, localdate())
    if found.left_out:
        left_out = ", ".join(f"“{label}”" for label in found.left_out)
        messages.warning(
            request,
            f"“{view}” is not narrowed down by {left_out}: the register has no such choice for you "
            "now. Choose again, then replace the view or save another.",
        )
    address = _address(found.query, view)
    return redirect(f"{reverse('recommendations:register')}?{address}")


@require_http_methods(["GET", "POST"])
def saved_view_add(request: SignedInRequest) -> HttpResponse:
    """Keep what the list looks for; the list sends a name, and this page asks for what is amiss."""
    user, asked = request.user, request.GET.urlencode()
    form = SaveViewForm(posted(request), query=asked, user=user, sensible=_sensible(request))
    if done := carry_out(form, partial(actions.save_view, by=user, at=now())):
        messages.success(request, f"The view “{done.result}” is saved.")
        return redirect(done.result)
    back = f"{reverse('recommendations:register')}?{request.POST.get('query') or asked}"
    context = {"form": form, "submit": "Save the view", "cancel_url": back}
    return render(request, "recommendations/saved_view_add.html", context)


@require_http_methods(["GET", "POST"])
def saved_view_change(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    view, user = _seen(request, uuid), request.user
    require(permissions.can_change_view(user, view))
    form = ChangeViewForm(posted(request), view=view, user=user)
    if carry_out(form, partial(actions.revise_view, view, by=user, at=now())):
        messages.success(request, f"The view “{view}” is changed.")
        return redirect(LIST)
    context = {"conflict": conflict(form, view, ChangeViewForm.stored)}
    return _page(request, "saved_view_change", view, form, **context)


@require_POST
def saved_view_replace(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Have the view look for what the list does now."""
    view, user = _seen(request, uuid), request.user
    require(permissions.can_change_view(user, view))
    form = ReplaceViewForm(request.POST, sensible=_sensible(request))
    replace = partial(actions.revise_view, view, by=user, at=now())
    press(request, form, replace, f"The view “{view}” looks for this from now on.")
    given = QueryDict(request.POST.get("query", ""))
    return redirect(f"{reverse('recommendations:register')}?{_address(given.dict(), view)}")


@require_http_methods(["GET", "POST"])
def saved_view_delete(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    view, user = _seen(request, uuid), request.user
    require(permissions.can_delete_view(user, view))
    form = SeenForm(posted(request), initial={"seen_version": view.version})
    if carry_out(form, partial(actions.delete_view, view, by=user, at=now())):
        messages.success(request, f"The view “{view}” is deleted.")
        return redirect(LIST)
    context = {"conflict": conflict(form, view), "submit": "Delete the view", "warning": True}
    return _page(request, "saved_view_delete", view, form, **context)


@require_http_methods(["GET", "POST"])
def saved_view_subscribe(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    view, user = _seen(request, uuid), request.user
    held = queries.rhythms_of(user).get(view.pk)
    form = SubscribeForm(posted(request), initial={"rhythm": held.rhythm if held else ""})
    if carry_out(form, partial(actions.subscribe, view, by=user, at=now())):
        rhythm = form.cleaned_data["rhythm"]
        how = ViewSubscription.Rhythm(rhythm).label.lower() if rhythm else "never"
        messages.success(request, f"Messages about “{view}” come to you {how}.")
        return redirect(LIST)
    return _page(request, "saved_view_subscribe", view, form)


def views_beside(request: SignedInRequest, found: RegisterFilter) -> dict[str, object]:
    """What the list shows of views: some of them, which of them is open, and what could be kept."""
    seen = SavedView.objects.visible_to(request.user)
    asked = understanding.known(found.data, found) if found.is_valid() else {}
    is_open = seen.filter(uuid=uuid).first() if (uuid := _uuid(request.GET.get("view"))) else None
    return {
        "views": seen.own_first(request.user)[:BESIDE_THE_LIST],
        "open_view": is_open,
        "asked_query": _address(asked),
        "can_replace": is_open is not None
        and permissions.can_change_view(request.user, is_open)
        and is_open.query != asked,
    }


def _address(query: dict[str, str], view: SavedView | None = None) -> str:
    address = QueryDict(mutable=True)
    address.update(query)
    if view:
        address["view"] = str(view.uuid)
    return address.urlencode()


def _sensible(request: SignedInRequest) -> Callable[[Mapping[str, str]], dict[str, str]]:
    return partial(understanding.sensible, user=request.user, on=localdate())


def _uuid(given: str | None) -> UUID | None:
    """The UUID that the address gives; None where it gives none, or something else."""
    try:
        return UUID(given) if given else None
    except ValueError:
        return None


def _may(request: SignedInRequest, view: SavedView) -> tuple[bool, bool]:
    """Whether the person changes the view, and whether they delete it."""
    user = request.user
    return permissions.can_change_view(user, view), permissions.can_delete_view(user, view)


def _seen(request: SignedInRequest, uuid: UUID) -> SavedView:
    return get_object_or_404(SavedView.objects.visible_to(request.user).for_list(), uuid=uuid)


def _page(
    request: SignedInRequest, template: str, view: SavedView, form: object, **context: object
) -> HttpResponse:
    shown = {"form": form, "view": view, "cancel_url": reverse(LIST)}
    return render(request, f"recommendations/{template}.html", shown | context)
