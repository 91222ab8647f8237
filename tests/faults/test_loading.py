"""The short form of `faults_extracts`."""

from pathlib import Path

import pytest

from forces.models import RoleGrant
from inspection_portal.local.postgres import Cluster
from tests.factories import person
from tests.faults.loading import prepared

ROWS = 12_000


@pytest.mark.long
@pytest.mark.django_db(transaction=True)
def test_a_load_that_is_killed_leaves_nothing_and_the_next_one_is_whole(
    cluster: Cluster, tmp_path: Path
) -> None:
    loading = prepared(cluster, tmp_path, person(RoleGrant.Role.INSPECTOR), number=ROWS, seed=3)
    assert loading.killed("Loading", 0) in ((0, 0), (loading.good, loading.good))
    assert loading.finished() == (loading.good, loading.good)
