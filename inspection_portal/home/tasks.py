import logging
from datetime import datetime

from celery import shared_task
from django.utils import timezone

from inspection_portal.core import chain
from inspection_portal.core.models import AuditCheck, Sweep, system_user
from inspection_portal.home.health import HEARTBEAT
from inspection_portal.reports.actions import send_notices

# What is logged stands outside the database: there the heads are anchors of the chain.
log = logging.getLogger("inspection_portal.audit")


@shared_task
def heartbeat(at: str | None = None) -> None:
    """Record that beat and a worker are alive at that moment (ISO 8601; now by default).

    Late and double runs do no harm: the last success never goes back.
    """
    moment = datetime.fromisoformat(at) if at else timezone.now()
    sweep, created = Sweep.objects.get_or_create(name=HEARTBEAT, defaults={"succeeded_at": moment})
    if not created:
        Sweep.objects.filter(pk=sweep.pk, succeeded_at__lt=moment).update(succeeded_at=moment)


@shared_task
def announce_issues() -> None:
    """Tell people of what has come out since the last sweep."""
    send_notices(by=system_user(), at=timezone.now())


@shared_task
def verify_audit() -> None:
    """Check the whole audit trail, log its head, and keep what was found."""
    at = timezone.now()
    earlier = AuditCheck.objects.filter(problem="").first()
    expected = chain.Anchor(earlier.sequence, earlier.hash) if earlier else None
    try:
        verified = chain.verify(expected=expected)
    except chain.ChainBroken as broken:
        log.critical("The audit trail is broken. %s", broken)
        AuditCheck.objects.create(at=at, problem=str(broken))
    else:
        log.info("Audit trail: %d lines, head %s", verified.lines, verified.head)
        AuditCheck.objects.create(
            at=at,
            lines=verified.lines,
            sequence=verified.head.sequence,
            hash=verified.head.hash,
        )
