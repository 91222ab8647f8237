"""What the register tells people, and when it no longer does.

A message names the entry by its reference and where to look, never what a report asks for.
"""

from recommendations.messages import (
    answers,
    claims,
    deadlines,
    handing,
    monitoring,
    national,
    saved_views,
    section_55,
    updates,
)
from recommendations.messages.answers import tell_answer, tell_status
from recommendations.messages.claims import tell_claim_made
from recommendations.messages.deadlines import tell_deadline_decided
from recommendations.messages.handing import tell_owner
from recommendations.messages.monitoring import tell_stage
from recommendations.messages.national import tell_asked_nationally
from recommendations.messages.saved_views import tell_view
from recommendations.messages.updates import tell_update_wanted

__all__ = [
    "register_kinds",
    "tell_answer",
    "tell_asked_nationally",
    "tell_claim_made",
    "tell_deadline_decided",
    "tell_owner",
    "tell_stage",
    "tell_status",
    "tell_update_wanted",
    "tell_view",
]

KINDS = (
    *(answers, claims, deadlines, handing, monitoring),
    *(national, saved_views, section_55, updates),
)


def register_kinds() -> None:
    for kinds in KINDS:
        kinds.register_kinds()
