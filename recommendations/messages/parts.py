"""Messages that tell of several things at once."""

from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

from inspection_portal.core.models import Message, User

Row = TypeVar("Row")


def settled(
    messages: Sequence[Message],
    *,
    about: str,
    rows: Mapping[str, Row],
    why_not: Callable[[Row, User], str],
    gone: str,
) -> dict[int, str]:
    """Which messages need not be sent, by primary key, with the first reason: those of which
    nothing is left to tell.

    `about` is where a message names the rows it tells of, `rows` are those by UUID, and `why_not`
    says why a person need not be told of one, or nothing. Where none is there any more the reason
    is `gone`.
    """
    found = {}
    for message in messages:
        of_it = [rows[uuid] for uuid in message.about[about] if uuid in rows]
        reasons = [why_not(row, message.recipient) for row in of_it]
        if all(reasons):
            found[message.pk] = reasons[0] if reasons else gone
    return found
