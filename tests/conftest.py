import os
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import settings

from forces.models import Body, Region, RoleGrant
from inspection_portal.core.models import User
from tests.clock import Clock
from tests.factories import (
    ForceFactory,
    LocalPolicingBodyFactory,
    RegionFactory,
    RocuFactory,
    person,
)

# The same examples on every run, so that a change fails for what it changed; `make fuzz` looks for
# new ones.
settings.register_profile("repeating", derandomize=True)
settings.register_profile("searching", max_examples=1000, print_blob=True)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "repeating"))

Role = RoleGrant.Role


@pytest.fixture
def moment() -> datetime:
    """When the tested action happens."""
    return datetime(2026, 3, 2, 10, 30, tzinfo=UTC)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """Sets the clock that pages and querysets read at their edge."""

    def set_to(moment: datetime) -> None:
        monkeypatch.setattr("django.utils.timezone.now", lambda: moment)

    return set_to


@pytest.fixture
def region(db: None) -> Region:
    return RegionFactory()


@pytest.fixture
def force(region: Region) -> Body:
    return ForceFactory(region=region)


@pytest.fixture
def other_force(region: Region) -> Body:
    return ForceFactory(region=region)


@pytest.fixture
def inspector(db: None) -> User:
    return person(Role.INSPECTOR)


@pytest.fixture
def moderator(db: None) -> User:
    return person(Role.MODERATOR)


@pytest.fixture
def hmi(db: None) -> User:
    return person(Role.HMI)


@pytest.fixture
def publisher(db: None) -> User:
    return person(Role.PUBLISHER)


@pytest.fixture
def auditor(db: None) -> User:
    return person(Role.AUDITOR)


@pytest.fixture
def operator(db: None) -> User:
    return person(Role.OPERATOR)


@pytest.fixture
def administrator(db: None) -> User:
    return person(Role.ADMINISTRATOR)


@pytest.fixture
def force_lead(force: Body) -> User:
    return person(Role.FORCE_LEAD, force)


@pytest.fixture
def other_force_lead(other_force: Body) -> User:
    return person(Role.FORCE_LEAD, other_force)


@pytest.fixture
def force_contributor(force: Body) -> User:
    return person(Role.FORCE_CONTRIBUTOR, force)


@pytest.fixture
def rocu(region: Region) -> Body:
    return RocuFactory(region=region)


@pytest.fixture
def rocu_lead(rocu: Body) -> User:
    return person(Role.ROCU_LEAD, rocu)


@pytest.fixture
def policing_body_person(force: Body) -> User:
    """Somebody in the office that oversees `force`."""
    return person(Role.POLICING_BODY, LocalPolicingBodyFactory(body=force))


@pytest.fixture
def assert_queries_do_not_grow(client: Client) -> Callable[[str, Callable[[], object]], None]:
    """A page costs the same number of queries however many rows it lists."""

    def check(url: str, add_row: Callable[[], object]) -> None:
        add_row()
        client.get(url)
        with CaptureQueriesContext(connection) as few:
            assert client.get(url).status_code == 200
        for _ in range(4):
            add_row()
        with CaptureQueriesContext(connection) as many:
            assert client.get(url).status_code == 200
        assert len(many) == len(few), [query["sql"] for query in many]

    return check


@pytest.fixture
def as_inspector(client: Client, inspector: User) -> Client:
    client.force_login(inspector)
    return client


@pytest.fixture
def as_lead(client: Client, force_lead: User) -> Client:
    """The browser of the force's lead."""
    client.force_login(force_lead)
    return client
