"""The secrets that sign webhooks: kept encrypted by a key that the database does not hold.

They can't be hashed, since each delivery is signed by them.
"""

import base64
import secrets
from datetime import UTC, datetime

from cryptography.fernet import MultiFernet
from standardwebhooks import Webhook

from inspection_portal.core.models import Endpoint
from inspection_portal.core.sealing import cipher

BYTES = 32
PREFIX = "whsec_"


def new() -> str:
    """A secret as its receiver is shown it, once."""
    return PREFIX + base64.b64encode(secrets.token_bytes(BYTES)).decode()


def seal(secret: str) -> bytes:
    return _cipher().encrypt(secret.encode())


def signatures(endpoint: Endpoint, *, event_id: str, at: datetime, body: str) -> str:
    """The signatures by each secret in force at that moment, as the header has them.

    Raises `cryptography.fernet.InvalidToken` where SECRET_KEY is another than the one that sealed
    a secret, and not among SECRET_KEY_FALLBACKS.
    """
    sealed = endpoint.secrets.in_force(at).values_list("sealed", flat=True)
    opened = (_cipher().decrypt(bytes(each)).decode() for each in sealed)
    # The library takes the time of day as it stands for UTC.
    utc = at.astimezone(UTC)
    return " ".join(Webhook(each).sign(event_id, utc, body) for each in opened)


def _cipher() -> MultiFernet:
    return cipher("inspection_portal.core.webhooks.secrets")
