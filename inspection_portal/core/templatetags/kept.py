"""What a form needs so that nothing typed into it is lost."""

import json
from dataclasses import dataclass
from datetime import datetime

from django import template
from django.contrib.sessions.models import Session
from django.http import HttpRequest
from django.urls import reverse

from inspection_portal.core import drafts
from inspection_portal.core.forms import KeptForm
from inspection_portal.core.models import OwnDraft

register = template.Library()


@dataclass(frozen=True)
class Offer:
    """What the person typed at another opening of the form, and did not save."""

    draft: OwnDraft
    is_older: bool

    @property
    def fields(self) -> str:
        return json.dumps(self.draft.data)


@dataclass(frozen=True)
class Kept:
    """Where the form is kept, what is kept of it, and when the session ends."""

    key: str
    offers: list[Offer]
    session_ends_at: datetime | None

    @property
    def url(self) -> str:
        return reverse("core:draft", args=[self.key])


@register.simple_tag
def kept(form: object, request: HttpRequest) -> Kept | None:
    """The form's own drafts; None for a form whose text is not kept."""
    if not isinstance(form, KeptForm) or not request.user.is_authenticated:
        return None
    key = request.path.strip("/")
    sitting, version = (str(_value(form, name)) for name in ("submit_key", "seen_version"))
    offers = [
        Offer(draft, is_older=str(draft.seen_version) != version)
        for draft in drafts.find(request.user, key)
        if str(draft.sitting) != sitting
    ]
    return Kept(key, offers, _end_of_session(request))


def _value(form: KeptForm, name: str) -> object:
    return form[name].value() if name in form.fields else None


def _end_of_session(request: HttpRequest) -> datetime | None:
    sessions = Session.objects.filter(pk=request.session.session_key)
    return sessions.values_list("expire_date", flat=True).first()
