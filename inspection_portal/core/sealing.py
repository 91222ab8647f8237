"""What is kept encrypted by a key that the database does not hold."""

import base64

from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.utils.crypto import salted_hmac


def cipher(salt: str) -> MultiFernet:
    """What seals and opens the things of one kind, which `salt` names.

    What was sealed under another SECRET_KEY opens while that is among SECRET_KEY_FALLBACKS; later
    it raises `cryptography.fernet.InvalidToken`.
    """
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(_derived(salt, key)) for key in keys])


def _derived(salt: str, key: str | bytes) -> bytes:
    digest = salted_hmac(salt, "seal", secret=key, algorithm="sha256").digest()
    return base64.urlsafe_b64encode(digest)
