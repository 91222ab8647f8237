"""What the portal tells people about their accounts."""

from datetime import datetime

from django.urls import reverse

from inspection_portal.core import message_kinds, outbox
from inspection_portal.core.models import User

ADDRESS_CHANGED = "forces.address_changed"


def register_kinds() -> None:
    message_kinds.register(ADDRESS_CHANGED, outdated=message_kinds.never_outdated)


def tell_of_new_address(person: User, *, old: str, by: User, at: datetime) -> None:
    """Tell the old address that it no longer opens the account, and the new one how it does."""
    outbox.post(
        to=person,
        address=old,
        kind=ADDRESS_CHANGED,
        subject="Your email address in the portal has changed",
        text=(
            f"{by} has given your account another email address. This one no longer opens it. "
            "If you did not expect this, tell your administrator now."
        ),
        key=f"{ADDRESS_CHANGED}:old:{at.isoformat()}",
        by=by,
        at=at,
    )
    outbox.post(
        to=person,
        kind=ADDRESS_CHANGED,
        subject="Choose a new password for the portal",
        text=(
            f"{by} has made this the email address of your account. Your old password has ended: "
            "ask for a link here and choose a new one."
        ),
        link=reverse("account_reset_password"),
        key=f"{ADDRESS_CHANGED}:new:{at.isoformat()}",
        by=by,
        at=at,
    )
