"""The program of the demonstration, let in with the printed secret."""

from datetime import datetime

from django.utils.timezone import localdate

from forces.actions import add_client, renew_secret, revise_client
from forces.models import ApiClient, Body
from inspection_portal.core.dates import months_after
from inspection_portal.core.models import User
from inspection_portal.home.demo.people import Cast
from inspection_portal.home.demo.sign_ins import ADMINISTRATOR, HAMPSHIRE_TRACKER

LASTS_MONTHS, RENEWED_BEFORE_MONTHS = 12, 6


def let_in(cast: Cast, *, at: datetime) -> None:
    """Let the tracker in for a year, and for another before that ends; a revoked one stays out."""
    by, today = cast[ADMINISTRATOR], localdate(at)
    known = ApiClient.objects.filter(application__client_id=HAMPSHIRE_TRACKER.client_id).first()
    last_day = months_after(today, LASTS_MONTHS)
    if known is None:
        client = add_client(
            name=HAMPSHIRE_TRACKER.name,
            scopes=HAMPSHIRE_TRACKER.scopes,
            expires_on=last_day,
            role=HAMPSHIRE_TRACKER.role,
            body=Body.objects.get(slug=HAMPSHIRE_TRACKER.body),
            by=by,
            at=at,
        )
        _make_known(client, by=by, at=at)
    elif not known.revoked_at and known.expires_on < months_after(today, RENEWED_BEFORE_MONTHS):
        revise_client(known, expires_on=last_day, seen_version=known.version, by=by, at=at)


def _make_known(client: ApiClient, *, by: User, at: datetime) -> None:
    """Give it the name and the secret that the walk tells, in place of ones that nobody knows."""
    renew_secret(client, seen_version=client.version, by=by, at=at)
    application = client.application
    application.client_id = HAMPSHIRE_TRACKER.client_id
    application.client_secret = HAMPSHIRE_TRACKER.secret
    application.save()
