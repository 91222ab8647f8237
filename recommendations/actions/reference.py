"""The first items of the list of bases, loaded from a file."""

from datetime import datetime
from pathlib import Path

from django.db import transaction

from forces.actions.lists import begin_list
from inspection_portal.core.models import User
from recommendations.models import Basis

DATA = Path(__file__).resolve().parent.parent / "data"


@transaction.atomic
def load_reference(*, by: User, at: datetime, folder: Path = DATA) -> int:
    """Fill the list of bases where it is empty; returns the number of rows written."""
    return begin_list(Basis, folder / "bases.csv", by=by, at=at)
