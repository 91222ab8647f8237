"""The types of event that other systems can be told of; the apps register theirs as they start."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from inspection_portal.core.models import Endpoint, Event, User

# Of an endpoint that is tried out; nobody chooses it, and its owner may know it.
TEST = "webhook.test"
# Whether the user may know of the event now.
MayKnow = Callable[[User, Event], bool]


@dataclass(frozen=True)
class EventType:
    """What holds of every event of a type; `words` say what happened.

    `may_know` is asked of the owner of an endpoint at the moment of delivery.
    """

    name: str
    words: str
    may_know: MayKnow


_types: dict[str, EventType] = {}
_keepers: list[Callable[[Endpoint], Iterable[User]]] = []


def register(name: str, *, words: str, may_know: MayKnow) -> None:
    """Make a type of event known: in `ready()` of the app that tells of it."""
    _types[name] = EventType(name, words, may_know)


def known() -> list[EventType]:
    """What can be chosen, by name."""
    return [_types[name] for name in sorted(_types)]


def find(name: str) -> EventType | None:
    return _types.get(name)


def whoever_sees(rows: Callable[[User], QuerySet[Any]]) -> MayKnow:
    """The check of an event that those may know who see what it is of: `rows` are all that a user
    sees of it.
    """
    return lambda user, event: rows(user).filter(uuid=event.object_uuid).exists()


def register_keepers(keepers: Callable[[Endpoint], Iterable[User]]) -> None:
    """Say who is told when an endpoint is disabled because it does not answer."""
    _keepers[:] = [keepers]


def keepers(endpoint: Endpoint) -> list[User]:
    """The people who look after an endpoint."""
    return [person for find_them in _keepers for person in find_them(endpoint)]
