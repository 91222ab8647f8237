"""The addresses of pages about one object."""

from functools import lru_cache
from uuid import UUID

from django.urls import get_script_prefix, reverse

NOBODY = UUID(int=0)


def address_of(page: str, uuid: UUID) -> str:
    """What `reverse` answers. A list asks for hundreds of them, so it is asked once for each page:
    it took two fifths of the time in which a table of the register is drawn.
    """
    return _pattern(page, get_script_prefix()).replace(str(NOBODY), str(uuid))


@lru_cache(maxsize=256)
def _pattern(page: str, prefix: str) -> str:
    """The address under that prefix of the object that has no number."""
    return reverse(page, args=[NOBODY])
