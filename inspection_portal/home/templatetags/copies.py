"""Where a page of threats and plans leads to what is copied from it into an inspection."""

from django import template
from django.urls import reverse

from disruptions.checks import AnyCheck
from forces.models import Body
from forces.rights import Right, holds
from inspection_portal.core.models import User

register = template.Library()


@register.simple_tag
def place_to_cite(user: User, body: Body, check: AnyCheck) -> str:
    """The page on which the result is cited, or nothing for who gathers no evidence."""
    if not holds(user, Right.EVIDENCE_WRITE):
        return ""
    return reverse("home:check_cite", args=[body.uuid, check.id])
