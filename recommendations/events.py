"""What other systems are told of the register, by webhooks: that something happened, never what."""

from datetime import datetime

from forces.scopes import Resource, to_read
from inspection_portal.core import webhooks
from inspection_portal.core.webhooks import types
from recommendations.models import Claim, Milestone, NationalReport, RegisterEntry

STATUS_CHANGED, DEADLINE_MOVED = "entry.status_changed", "deadline.moved"
CLAIM_MADE, CLAIM_DECIDED = "claim.made", "claim.decided"
NATIONAL_PUBLISHED = "national_report.published"


def register_types() -> None:
    types.register(
        STATUS_CHANGED,
        words="An entry of the register has another status",
        scope=to_read(Resource.REGISTER),
        may_know=types.whoever_sees(RegisterEntry.objects.visible_to),
    )
    types.register(
        DEADLINE_MOVED,
        words="A deadline of an entry has another date",
        scope=to_read(Resource.REGISTER),
        may_know=types.whoever_sees(Milestone.objects.visible_to),
    )
    sees_claim = types.whoever_sees(Claim.objects.visible_to)
    types.register(
        CLAIM_MADE,
        words="A body claims that an entry is done",
        scope=to_read(Resource.REGISTER),
        may_know=sees_claim,
    )
    types.register(
        CLAIM_DECIDED,
        words="The inspectorate has answered a claim",
        scope=to_read(Resource.REGISTER),
        may_know=sees_claim,
    )
    types.register(
        NATIONAL_PUBLISHED,
        words="A national report is published, and what it asks is in the register",
        scope=to_read(Resource.NATIONAL),
        may_know=types.whoever_sees(NationalReport.objects.visible_to),
    )


def national_published(report: NationalReport, *, at: datetime) -> None:
    """Call it once the report is out and its entries are open."""
    webhooks.tell(NATIONAL_PUBLISHED, report, route="api:nationalreport-detail", at=at)


def status_changed(entry: RegisterEntry, *, at: datetime) -> None:
    webhooks.tell(STATUS_CHANGED, entry, route="api:registerentry-detail", at=at)


def deadline_moved(milestone: Milestone, *, at: datetime) -> None:
    webhooks.tell(DEADLINE_MOVED, milestone, route="api:milestone-detail", at=at)


def claim_made(claim: Claim, *, at: datetime) -> None:
    webhooks.tell(CLAIM_MADE, claim, route="api:claim-detail", at=at)


def claim_decided(claim: Claim, *, at: datetime) -> None:
    webhooks.tell(CLAIM_DECIDED, claim, route="api:claim-detail", at=at)
