from celery import shared_task
from oauth2_provider.models import clear_expired


@shared_task
def forget_access_tokens() -> None:
    """Delete the access tokens of clients whose hour is over; a second run finds none."""
    clear_expired()
