"""Pages on which people make and revoke tokens for programs that act for them."""

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from forces import actions
from forces.forms import TokenForm
from forces.models import PersonalToken
from inspection_portal.core.http import SignedInRequest
from inspection_portal.core.pages import carry_out, posted

ON_A_PAGE = 50


@require_safe
def tokens(request: SignedInRequest) -> HttpResponse:
    own = PersonalToken.objects.filter(user=request.user).live_first().for_list()
    page = Paginator(own, ON_A_PAGE).get_page(request.GET.get("page"))
    nouns = {"noun": "token", "nouns": "tokens"}
    return render(request, "forces/tokens.html", {"page": page, **nouns})


@require_http_methods(["GET", "POST"])
def token_make(request: SignedInRequest) -> HttpResponse:
    """Shows the token in the answer to the button, and never again."""
    form = TokenForm(posted(request))
    if done := carry_out(form, partial(actions.make_token, by=request.user, at=timezone.now())):
        token, told = done.result
        return render(request, "forces/token_told.html", {"token": token, "told": told})
    context = {"form": form, "cancel_url": reverse("forces:tokens"), "submit": "Make the token"}
    return render(request, "forces/token_make.html", context)


@require_http_methods(["GET", "POST"])
def token_revoke(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Leads back to one's own tokens, and an administrator to whoever it is of."""
    visible = PersonalToken.objects.visible_to(request.user).for_list()
    token: PersonalToken = get_object_or_404(visible, uuid=uuid)
    is_own = token.user == request.user
    back = reverse("forces:tokens") if is_own else reverse("forces:person", args=[token.user.uuid])
    form = Form(posted(request))
    if carry_out(form, partial(actions.revoke_token, token, by=request.user, at=timezone.now())):
        messages.success(request, f"The token “{token}” is revoked.")
        return redirect(back)
    return render(
        request,
        "forces/token_revoke.html",
        {"token": token, "form": form, "cancel_url": back, "submit": "Revoke", "warning": True},
    )
