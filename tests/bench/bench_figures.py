"""Figures of disruptions when there are a million of them, spread over ten years and 53 bodies.

Ten thousand and a million stand in databases of their own and are asked in turn, as in
`bench_register`. They are written in batches, as extracts are, and counted by the triggers.
"""

from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection
from django.urls import reverse
from django.utils.timezone import localdate

from disruptions import actions
from disruptions.models import Disruption
from forces.models import RoleGrant
from inspection_portal.local.postgres import Cluster
from tests.bench.bench_register import Signed, database, growth, signed_in, tidy
from tests.bench.rows import without_triggers
from tests.factories import ForceFactory, ThreatFactory, person

DISRUPTIONS = {"bench_few": 10_000, "bench_many": 1_000_000}
BODIES, BATCH = 53, 50_000
TABLE = "disruptions_disruption"
COUNTING = f"ALTER TABLE {TABLE} ENABLE TRIGGER pgtrigger_counted_when_added_c3e95"
MAKE = """
INSERT INTO disruptions_disruption (
    uuid, version, source, reference, threat_id, body_id, lead_body_id, event_on, recorded_on, type,
    strand, category, narrative, evidence, moderation, recorded_by_id, entered_at
)
SELECT gen_random_uuid(), 1, 'apmis', 'D' || number, %(threat)s, body, body, day, day,
    (ARRAY['lead', 'support', 'coordinate'])[1 + floor(random() * 3)],
    (ARRAY['pursue', 'prevent', 'protect', 'prepare', ''])[1 + floor(random() * 5)],
    (ARRAY['major', 'moderate', 'minor', ''])[1 + floor(random() * 4)], '', '',
    (ARRAY['moderated', 'downgraded', 'pending', 'refused'])[1 + floor(random() * 4)],
    %(by)s, now()
FROM (
    SELECT number, (%(bodies)s)[1 + floor(random() * 53)] AS body,
        %(today)s::date - floor(random() * 3650)::int AS day
    FROM generate_series(%(first)s, %(last)s) AS number
) AS made
"""


@pytest.fixture
def inspector(
    transactional_db: None, cluster: Cluster, owner: Callable[..., None], seed: int
) -> Signed:
    """Who asks; both databases know them."""
    who = signed_in(person(RoleGrant.Role.INSPECTOR))
    bodies = [ForceFactory().pk for _ in range(BODIES)]
    said = {
        **{"threat": ThreatFactory().pk, "bodies": bodies, "by": who.user.pk},
        "today": localdate(),
    }
    written = 0
    for name, number in DISRUPTIONS.items():
        with without_triggers(owner, TABLE):
            owner(COUNTING)
            for first in range(written, number, BATCH):
                owner(MAKE, **said, first=first + 1, last=min(first + BATCH, number))
        written = number
        actions.fold_disruption_counts()
        connection.close()
        cluster.copy_database("soc", name)
        tidy(cluster, name)
    return who


def test_a_million_disruptions(inspector: Signed, measured: Callable[..., None]) -> None:
    """The page of figures, and that its total is what the records themselves say."""
    page = reverse("disruptions:disruption_figures")
    first = f"{localdate().year - 9}-01"
    looked_for = {"year": "", "major": "?category=major", "ten-years": f"?since={first}"}
    for name, asked in looked_for.items():
        address = f"{page}{asked}"
        measured(
            f"disruption-figures-{name}-1000000-to-10000",
            limit=2,
            measured=growth(
                {name: lambda address=address: inspector.get(address) for name in DISRUPTIONS}
            ),
        )
    with database("bench_many"):
        shown = inspector.client.get(page, {"since": first}).context["figures"]
        passed = Disruption.objects.passed().filter(event_on__gte=date.fromisoformat(f"{first}-01"))
        assert shown.total.number == passed.count()
