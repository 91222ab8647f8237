"""Every code that a refusal of the API may have: one table, told in docs/api/problems.md."""

from collections.abc import Iterator
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from rest_framework.exceptions import APIException

# Where the table can be read; `type` of a problem is this with the code as its fragment.
PAGE = "/api/v1/problems/"


@dataclass(frozen=True)
class Kind:
    """One kind of refusal. `detail` is what is answered where the refusal has no own sentence."""

    status: int
    title: str
    detail: str


# By status and code, as every table of them is.
KINDS = {
    "bad_request": Kind(
        400,
        "The request can’t be read",
        "The request is malformed or far too large: mend it, and send it again.",
    ),
    "idempotency_key_malformed": Kind(
        400,
        "Idempotency-Key is not a key",
        "Send an Idempotency-Key of 1 to 255 visible ASCII characters, without spaces.",
    ),
    "invalid": Kind(
        400,
        "What was sent is not valid",
        "Parts of it can’t be taken: mend what errors points to, and send it again.",
    ),
    "invalid_parameter": Kind(
        400,
        "A parameter of the address is not valid",
        "The address asks for something that makes no sense here: mend the parameters that "
        "errors names.",
    ),
    "invalid_precondition": Kind(
        400,
        "If-Match is not one version",
        'If-Match holds something else than one version: send the ETag that you read, like "3".',
    ),
    "parse_error": Kind(
        400,
        "What was sent can’t be read",
        "The content is not of the type that it is said to be: mend it, and send it again.",
    ),
    "authentication_failed": Kind(
        401,
        "The sign-in does not hold",
        "What you sent to sign in with is wrong or has ended: get a new one.",
    ),
    "invalid_token": Kind(
        401,
        "The token does not hold",
        "This token is not known, or has ended: get a new one.",
    ),
    "not_authenticated": Kind(
        401, "Nobody is signed in", "It is not known who asks: sign in, or send a token."
    ),
    "csrf_failed": Kind(
        403,
        "The request does not come from a page of the portal",
        "With a browser’s sign-in every change needs the token of its page: send X-CSRFToken.",
    ),
    "idempotency_rights_changed": Kind(
        403,
        "Your rights have changed since it was answered",
        "This was answered before, and your rights have changed since: read what you may see now.",
    ),
    "insufficient_scope": Kind(
        403,
        "The token lacks a scope",
        "The token lacks the scope that this needs: use one that has it.",
    ),
    "permission_denied": Kind(
        403,
        "You may not do this",
        "You may see it, and not do this: ask somebody who has the right.",
    ),
    "not_found": Kind(
        404,
        "There is nothing here for you",
        "There is nothing at this address that you may see: check the address.",
    ),
    "method_not_allowed": Kind(
        405,
        "The method is not possible here",
        "This address does not take the method: use one that the header Allow names.",
    ),
    "not_acceptable": Kind(
        406,
        "No such form of the answer",
        "The answer does not exist in the form that Accept asks for: ask for application/json.",
    ),
    "idempotency_key_in_use": Kind(
        409,
        "The first request with this key is at work",
        "The first request with this Idempotency-Key is still at work: try again shortly.",
    ),
    "rule_broken": Kind(
        409,
        "A rule refuses it",
        "A rule of the inspectorate refuses this now: the sentence says which, and what to do.",
    ),
    "replaced": Kind(
        410,
        "The issue was replaced",
        "Something in the issue must not stand: its entry in the list says which stands instead.",
    ),
    "withdrawn": Kind(
        410,
        "The report was withdrawn",
        "The report was withdrawn: its entry in the list of reports says when and why.",
    ),
    "stale": Kind(
        412,
        "It has changed since you read it",
        "Somebody has changed it since you read it: read it again, then decide anew.",
    ),
    "too_large": Kind(
        413, "What was sent is too large", "What you sent is too large: send less at once."
    ),
    "unsupported_media_type": Kind(
        415,
        "The type of the content is not taken",
        "The content is of a type that is not taken here: send application/json.",
    ),
    "idempotency_key_reused": Kind(
        422,
        "The key was used for another request",
        "Another request was sent with this Idempotency-Key: send this one with a new key.",
    ),
    "precondition_required": Kind(
        428,
        "If-Match is missing",
        "A change needs the version that you read: send its ETag as If-Match.",
    ),
    "throttled": Kind(
        429, "Too many requests", "You have asked too often: wait as Retry-After says."
    ),
    "error": Kind(
        500,
        "The portal failed",
        "Something went wrong in the portal and was noted: try again later.",
    ),
}


def kind_of(code: str, status: int) -> Kind:
    """What the table says of a code; one that it lacks is told by its status."""
    phrase = HTTPStatus(status).phrase
    return KINDS.get(code, Kind(status, phrase, f"{phrase}."))


class Refusal(APIException):
    """The base of our own: a kind of the table, which says its status and its usual sentence."""

    def __init_subclass__(cls, *, code: str, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        kind = KINDS[code]
        cls.status_code, cls.default_code, cls.default_detail = kind.status, code, kind.detail


HEAD = """\
# Problems

Made from `inspection_portal/core/problem_kinds.py` by `python manage.py describe_problems`; a test
keeps it current.

Every refusal of the API is `application/problem+json` (RFC 9457):

```json
{
  "type": "/api/v1/problems/#invalid",
  "title": "What was sent is not valid",
  "status": 400,
  "detail": "Parts of it can’t be taken: mend what errors points to, and send it again.",
  "code": "invalid",
  "errors": [
    {"pointer": "/tier", "detail": "Give a tier from 1 to 5, or none.", "code": "invalid_choice"}
  ]
}
```

- `code` never changes its meaning; programs go by it, and by `status`. `type` leads to its line in
  the portal.
- `detail` is one sentence for people: what happened, and what to do. It may change.
- `errors` is there where parts of what was sent are wrong. Each has a sentence and a code, and
  either a `pointer` into the content (RFC 6901; empty for the whole of it) or the name of a
  `parameter`.
- What you may not see and what does not exist are answered alike, byte for byte.
- The first that fails is told: who you are (401), whether it is there for you (404), whether you
  may (403), `If-Match` (428, 400), what you sent (400), and at last the rules (409) and whether it
  has changed (412).

"""


def in_markdown() -> str:
    """The whole page, with a line end at its end."""
    return HEAD + "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    yield "| Code | Status | What happened | What is said, unless a rule says it better |"
    yield "|---|---|---|---|"
    for code, kind in KINDS.items():
        yield f'| <a id="{code}"></a>`{code}` | {kind.status} | {kind.title} | {kind.detail} |'
