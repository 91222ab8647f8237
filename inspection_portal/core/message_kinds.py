"""The kinds of message that the portal sends; the apps register theirs as they start."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from inspection_portal.core.models import Message

# Which of the messages, by primary key, no longer apply, each with the reason.
Check = Callable[[Sequence[Message]], Mapping[int, str]]
# Subject and text of each of the messages, by primary key; none of what has nothing left to tell.
Compose = Callable[[Sequence[Message]], Mapping[int, tuple[str, str]]]
# Which of the messages, by primary key, their person wants in the portal alone.
Unmailed = Callable[[Sequence[Message]], set[int]]


@dataclass(frozen=True)
class Kind:
    """What holds of every message of a kind.

    `outdated` is asked at the moment of sending. A sender may be stopped between the mail server's
    answer and our note of it: a kind that `may_come_twice` is then sent again with the same
    Message-ID, any other is left for an operator to decide.

    A kind with `compose` gathers (`outbox.open_for_all`): its messages get their words when they
    are first taken to be sent, inside that transaction. So `compose` writes no rows but its own, at
    a constant number of queries.

    What is `unmailed` at the moment of sending is shown in the portal, and no mail is sent.
    """

    outdated: Check
    may_come_twice: bool
    compose: Compose | None
    unmailed: Unmailed | None


_kinds: dict[str, Kind] = {}


def register(
    name: str,
    *,
    outdated: Check,
    may_come_twice: bool = True,
    compose: Compose | None = None,
    unmailed: Unmailed | None = None,
) -> None:
    """Make a kind of message known: in `ready()` of the app that posts it."""
    _kinds[name] = Kind(outdated, may_come_twice, compose, unmailed)


def is_known(name: str) -> bool:
    return name in _kinds


def is_composed(name: str) -> bool:
    return name in _kinds and _kinds[name].compose is not None


def never_outdated(messages: Sequence[Message]) -> Mapping[int, str]:
    """The check of what stays true whatever happens: that a role was given, that a date passed."""
    return {}


def outdated(messages: Sequence[Message]) -> dict[int, str]:
    """Which of the messages are not to be sent after all, each with the reason.

    Those of a kind that the portal no longer knows are among them: nothing can vouch for them.
    """
    found: dict[int, str] = {}
    for name, of_kind in by_kind(messages).items():
        if name in _kinds:
            found |= _kinds[name].outdated(of_kind)
        else:
            found |= {each.pk: f"The portal no longer sends “{name}”." for each in of_kind}
    return found


def compose(messages: Sequence[Message]) -> dict[int, tuple[str, str]]:
    """Subject and text of each of the open messages that has something to tell."""
    words: dict[int, tuple[str, str]] = {}
    for name, of_kind in by_kind(messages).items():
        if (kind := _kinds.get(name)) and kind.compose:
            words |= kind.compose(of_kind)
    return words


def unmailed(messages: Sequence[Message]) -> set[int]:
    """Which of the messages are shown in the portal alone."""
    found: set[int] = set()
    for name, of_kind in by_kind(messages).items():
        if (kind := _kinds.get(name)) and kind.unmailed:
            found |= kind.unmailed(of_kind)
    return found


def by_kind(messages: Sequence[Message]) -> dict[str, list[Message]]:
    found: dict[str, list[Message]] = {}
    for message in messages:
        found.setdefault(message.kind, []).append(message)
    return found


def coming_once() -> list[str]:
    """The names of the kinds that are never sent again where it is unknown if they went out."""
    return [name for name, kind in _kinds.items() if not kind.may_come_twice]
