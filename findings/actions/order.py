"""The order of rows under one heading: where a new one goes, and one step up or down."""

from enum import StrEnum

from django.db.models import Max, Model, QuerySet

from inspection_portal.core.errors import RuleBroken


class Direction(StrEnum):
    UP = "up"
    DOWN = "down"


def next_position(siblings: "QuerySet[Model]") -> int:
    """The position after the last of `siblings`, counted from 1."""
    last: int | None = siblings.aggregate(last=Max("position"))["last"]
    return (last or 0) + 1


def swap(row: Model, siblings: "QuerySet[Model]", direction: Direction) -> int:
    """Give the neighbour of `row` in that direction its place, and return the neighbour's old one.

    The caller writes the returned position to `row` in the same transaction: positions are checked
    when it ends. Raises RuleBroken where there is no neighbour.
    """
    place: int = row.position  # type: ignore[attr-defined]
    if direction == Direction.UP:
        neighbour = siblings.filter(position__lt=place).order_by("-position").first()
    else:
        neighbour = siblings.filter(position__gt=place).order_by("position").first()
    if neighbour is None:
        raise RuleBroken(f"“{row}” can’t go further {direction}.")
    freed: int = neighbour.position  # type: ignore[attr-defined]
    siblings.filter(pk=neighbour.pk).update(position=place)
    return freed
