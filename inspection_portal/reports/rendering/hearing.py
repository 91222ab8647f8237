"""What whoever asked for a PDF hears while it is made."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Warned:
    """What WeasyPrint could not do as asked, in its own words, and where in the report; `place` is
    empty where nobody can tell.
    """

    text: str
    place: str


def _nothing(*_: object) -> None:
    """Nobody listens."""


def _always() -> bool:
    return True


@dataclass(frozen=True)
class Hearing:
    """`on_progress` hears a percentage that only grows, and the step in words; `on_warning` each
    warning once; `is_wanted` is asked every second, and the work ends where it says no.
    """

    on_progress: Callable[[int, str], object] = _nothing
    on_warning: Callable[[Warned], object] = _nothing
    is_wanted: Callable[[], bool] = _always


DEAF = Hearing()
