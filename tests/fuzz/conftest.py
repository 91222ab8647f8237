"""A fuzz run takes its rows down as a benchmark does, and is summed up in the same way."""

import pytest
from django.db import connections

from inspection_portal.local.postgres import Cluster
from tests.faults.conftest import *  # noqa: F403 - the same names
from tests.fuzz.api import TEMPLATE
from tests.fuzz.peers import Peer, make_peers


@pytest.fixture
def peers(transactional_db: None, cluster: Cluster) -> list[Peer]:
    """Who asks, in a database that others are made from."""
    made = make_peers()
    connections.close_all()
    cluster.copy_database("soc", TEMPLATE)
    return made
