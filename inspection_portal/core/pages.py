"""What pages with a form have in common."""

from collections.abc import Callable

from django.forms import Form
from django.http import HttpRequest, QueryDict

from inspection_portal.core.errors import RuleBroken


def posted(request: HttpRequest) -> QueryDict | None:
    return request.POST if request.method == "POST" else None


def carry_out(form: Form, action: Callable[..., object]) -> bool:
    """Do the action with what the form holds; a refusal is shown on the form, with nothing lost."""
    if not form.is_valid():
        return False
    try:
        action(**form.cleaned_data)
    except RuleBroken as refusal:
        form.add_error(None, str(refusal))
        return False
    return True
