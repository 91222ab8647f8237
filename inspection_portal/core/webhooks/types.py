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

    `may_know` is asked of the owner of an endpoint at the moment of delivery. A client needs the
    `scope` too, by which it would read what the event is of.
    """

    name: str
    words: str
    scope: str
    may_know: MayKnow


_types: dict[str, EventType] = {}
_owners: list["Owners"] = []


def register(name: str, *, words: str, scope: str, may_know: MayKnow) -> None:
    """Make a type of event known: in `ready()` of the app that tells of it."""
    _types[name] = EventType(name, words, scope, may_know)


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


@dataclass(frozen=True)
class Owners:
    """What the apps know of the owners of endpoints: `keepers` are told when an endpoint is
    disabled because it does not answer, and an owner who is no more `let_in`, or not with the scope
    of an event, is not told of it.
    """

    keepers: Callable[[Endpoint], Iterable[User]]
    let_in: Callable[[User, str], bool]


def register_owners(owners: Owners) -> None:
    _owners[:] = [owners]


def keepers(endpoint: Endpoint) -> list[User]:
    """The people who look after an endpoint."""
    return [person for owners in _owners for person in owners.keepers(endpoint)]


def is_let_in(owner: User, scope: str = "") -> bool:
    """Whether the owner of an endpoint may still use the API, with that scope or at all."""
    return owner.is_active and all(owners.let_in(owner, scope) for owners in _owners)
