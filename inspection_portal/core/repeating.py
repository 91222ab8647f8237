"""A request that is sent twice under one `Idempotency-Key` is done once, and answered alike (ADR
0037, draft-ietf-httpapi-idempotency-key-header).
"""

import hashlib
import json
import re
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any, cast

from cryptography.fernet import MultiFernet
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import OperationalError, connection, transaction
from django.http import HttpResponse, QueryDict
from django.utils.module_loading import import_string
from django.utils.timezone import now
from psycopg2.errors import LockNotAvailable
from rest_framework.request import Request

from inspection_portal.core.models import KeptAnswer, User
from inspection_portal.core.problem_kinds import Refusal
from inspection_portal.core.sealing import cipher

HEADER = "Idempotency-Key"
KEPT_FOR = timedelta(hours=24)
# An answer that only says “not now” or “not you” is not the answer to the request.
NOT_KEPT = {401, 429}
KEPT_HEADERS = (
    *("Content-Type", "Content-Disposition", "Content-Language", "ETag", "Last-Modified"),
    *("Location", "Vary"),
)
_KEY = re.compile(r"[\x21-\x7e]{1,255}")


class KeyMalformed(Refusal, code="idempotency_key_malformed"):
    """Idempotency-Key is not a key."""


class KeyInUse(Refusal, code="idempotency_key_in_use"):
    """The first request with this key is at work."""


class KeyReused(Refusal, code="idempotency_key_reused"):
    """The key was used for another request."""


class RightsChanged(Refusal, code="idempotency_rights_changed"):
    """Your rights have changed since it was answered."""


def key_of(request: Request) -> str | None:
    """The key that a request is sent with, if any. Raises KeyMalformed."""
    key = request.headers.get(HEADER)
    if key is not None and not _KEY.fullmatch(key):
        raise KeyMalformed
    return key


def once(request: Request, key: str, answer: Callable[[], HttpResponse]) -> HttpResponse:
    """The rendered answer to the request, or what was answered when it was sent before.

    What `answer` does and the keeping of what it says are one transaction: neither is ever there
    without the other, and what follows from it (`on_commit`) comes after both. Raises KeyInUse,
    KeyReused, RightsChanged, and what `answer` raises, which then counts as not sent.
    """
    user, digest, at = cast(User, request.user), _digest(request), now()
    rights = import_string(settings.RIGHTS_STAMP)(user)
    with transaction.atomic():
        _hold(user, key)
        kept = KeptAnswer.objects.filter(user=user, key=key).first()
        if kept and kept.made_at > at - KEPT_FOR:
            return _again(kept, digest, rights)
        response = answer()
        if response.status_code >= 500 or response.status_code in NOT_KEPT:
            transaction.set_rollback(True)
            return response
        KeptAnswer.objects.update_or_create(
            user=user,
            key=key,
            defaults={
                "route": request.path,
                "digest": digest,
                "rights": rights,
                "status": response.status_code,
                "headers": {name: response[name] for name in KEPT_HEADERS if name in response},
                "sealed": _cipher().encrypt(response.content),
                "made_at": at,
            },
        )
    return response


def forget(*, before: datetime) -> None:
    """Forget what was answered before that moment."""
    KeptAnswer.objects.filter(made_at__lt=before).delete()


def _hold(user: User, key: str) -> None:
    """Let nobody else use that key of the user until this transaction ends. A second one waits as
    long as the role waits for a lock; then raise KeyInUse.
    """
    try:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"{user.pk}:{key}"]
            )
    except OperationalError as error:
        if isinstance(error.__cause__, LockNotAvailable):
            raise KeyInUse from error
        raise


def _again(kept: KeptAnswer, digest: str, rights: str) -> HttpResponse:
    if kept.digest != digest:
        raise KeyReused
    if kept.rights != rights:
        raise RightsChanged
    headers = {**kept.headers, "Idempotency-Replayed": "true"}
    content = _cipher().decrypt(bytes(kept.sealed))
    return HttpResponse(content, status=kept.status, headers=headers)


def _cipher() -> MultiFernet:
    return cipher("inspection_portal.core.repeating")


def _digest(request: Request) -> str:
    """What was asked, in 64 characters: where, of which version, and what was sent. Of a form the
    fields and files count, not the boundary, which is new each time.
    """
    digest = hashlib.sha256()
    asked = [request.get_full_path(), request.headers.get("If-Match", "")]
    for piece in (json.dumps(asked).encode(), *_sent(request.data)):
        digest.update(hashlib.sha256(piece).digest())
    return digest.hexdigest()


def _sent(data: Any) -> Iterator[bytes]:
    if not isinstance(data, QueryDict):
        yield json.dumps(data, sort_keys=True).encode()
        return
    for name, values in sorted(data.lists()):
        for value in values:
            yield name.encode()
            if isinstance(value, UploadedFile):
                yield (value.name or "").encode()
                yield from value.chunks()
                value.seek(0)
            else:
                yield value.encode()
