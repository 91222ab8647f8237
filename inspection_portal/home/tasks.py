from datetime import datetime

from celery import shared_task
from django.utils import timezone

from inspection_portal.core.models import Sweep
from inspection_portal.home.health import HEARTBEAT


@shared_task
def heartbeat(at: str | None = None) -> None:
    """Record that beat and a worker are alive at that moment (ISO 8601; now by default).

    Late and double runs do no harm: the last success never goes back.
    """
    moment = datetime.fromisoformat(at) if at else timezone.now()
    sweep, created = Sweep.objects.get_or_create(name=HEARTBEAT, defaults={"succeeded_at": moment})
    if not created:
        Sweep.objects.filter(pk=sweep.pk, succeeded_at__lt=moment).update(succeeded_at=moment)
