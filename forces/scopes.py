"""What a client of the API or a personal token may be allowed: to read or to change things of one
sort. Which addresses of the API are of which sort is told by `inspection_portal.scopes`.
"""

from collections.abc import Collection, Mapping

from django.core.exceptions import ValidationError
from django.db.models import TextChoices


class Resource(TextChoices):
    """Things of one sort; the label says in plain words what is among them."""

    REFERENCE = "reference", "regions and bodies"
    INSPECTIONS = "inspections", "inspections, their stages, findings, grades and key figures"
    DRAFTS = "drafts", "what is written and gathered before a report is published"
    CHECKS = "checks", "extracts in the pre-publication check, and challenges"
    REGISTER = "register", "entries of the register: deadlines, updates, claims and statuses"
    ANSWERS = "answers", "answers to reports under section 55"
    NATIONAL = "national", "recommendations of national reports"
    SAVED_VIEWS = "saved-views", "own views of the register, and which reminders come"
    THREATS = "threats", "threats, officers, prevention orders, local profiles and sites"
    PLANS = "plans", "4P plans, their actions and their quality checks"
    DISRUPTIONS = "disruptions", "disruptions, their figures and the standards they are judged by"
    DATA_EXTRACTS = "data-extracts", "extracts of national systems that are loaded"
    HISTORIC = "historic", "reports published elsewhere, until they are loaded"
    AUDIT = "audit", "what is recorded of own actions"
    WEBHOOKS = "webhooks", "addresses that are told of events, and what was delivered to them"
    CLIENTS = "clients", "clients of the API, and personal tokens"


# What is only read: there is no scope to change it.
READ_ONLY = frozenset({Resource.REFERENCE, Resource.AUDIT})


def to_read(resource: str) -> str:
    return f"{resource}:read"


def to_write(resource: str) -> str:
    return f"{resource}:write"


SCOPES: Mapping[str, str] = {
    scope: words
    for resource in Resource
    for scope, words in (
        (to_read(resource), f"Read {resource.label}"),
        (to_write(resource), f"Change {resource.label}"),
    )
    if resource not in READ_ONLY or scope == to_read(resource)
}


def refuse_unknown(scopes: Collection[str]) -> None:
    """Raise ValidationError where one of the scopes does not exist."""
    unknown = sorted(set(scopes) - SCOPES.keys())
    if unknown:
        raise ValidationError(f"There is no scope {', '.join(unknown)}. Choose from the list.")
