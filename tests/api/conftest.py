import pytest

from forces.models import Body
from recommendations.models import RegisterEntry
from tests.factories import RegisterEntryFactory, put_in_print


@pytest.fixture
def entry(force: Body) -> RegisterEntry:
    """An open entry of `force`, from a published report."""
    entry: RegisterEntry = RegisterEntryFactory(body=force)
    put_in_print(entry.source.inspection)
    return entry
