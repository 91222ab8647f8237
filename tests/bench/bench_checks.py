"""The quality checks, copied text and the lists of threats when a force has ten thousand plans.

A thousand and ten thousand plans stand in databases of their own and are asked in turn, as in
`bench_register`.
"""

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from random import Random

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.timezone import localdate, now

from disruptions import actions, queries
from disruptions.models import Plan, PlanEntry, Strand
from forces.models import Body, RoleGrant
from inspection_portal.local.postgres import Cluster
from tests.bench.bench_register import REPORTS, Signed, asks_for, database, growth, signed_in, tidy
from tests.bench.measuring import medians
from tests.bench.rows import without_triggers
from tests.factories import ForceFactory, PlanFactory, RegionFactory, person

PLANS = dict(zip(REPORTS, (1_000, 10_000), strict=True))
LIMIT = 2.0
# Of a plan of some 600 words, a quarter is what all plans of the force say.
STANDARD, OWN, WORDS = 9, 25, 18
KEPT = 0.6
COPIES = 200
# Two hundred officers lead the threats; each plan has an action under each P.
MAKE_THREATS = """
INSERT INTO disruptions_threat (uuid, version, kind, reference, body_id, is_soc, tier)
SELECT gen_random_uuid(), 1, 'ocg', 'OCG ' || number, %(body)s, true, number %% 4 + 1
FROM generate_series(%(first)s, %(last)s) AS number
"""
MAKE_OFFICERS = """
INSERT INTO disruptions_officer (uuid, version, body_id, reference, name, rank, post)
SELECT gen_random_uuid(), 1, %(body)s, 'L' || number, '', 'inspector', ''
FROM generate_series(0, 199) AS number
ON CONFLICT DO NOTHING
"""
MAKE_THE_REST = """
WITH threat AS (
    SELECT id, substr(reference, 5)::int AS number FROM disruptions_threat
    WHERE body_id = %(body)s AND substr(reference, 5)::int BETWEEN %(first)s AND %(last)s
), lead AS (
    INSERT INTO disruptions_threatresponsibility (uuid, version, threat_id, officer_id, role, since)
    SELECT gen_random_uuid(), 1, threat.id, officer.id, 'lro', %(today)s::date - 60
    FROM threat JOIN disruptions_officer AS officer
        ON officer.body_id = %(body)s AND officer.reference = 'L' || number %% 200
), assessed AS (
    INSERT INTO disruptions_assessment (
        uuid, version, threat_id, type, scope, assessed_on, moderation
    )
    SELECT gen_random_uuid(), 1, id, 'tactical', 'whole', %(today)s::date - number %% 700,
           'submitted'
    FROM threat
), plan AS (
    INSERT INTO disruptions_plan (uuid, version, threat_id, state, opened_on, template_version)
    SELECT gen_random_uuid(), 1, id, 'in_force', %(today)s::date - number %% 500, ''
    FROM threat RETURNING id, opened_on
)
INSERT INTO disruptions_planaction (
    uuid, version, plan_id, strand, what, is_covert, result, due_on
)
SELECT gen_random_uuid(), 1, plan.id, strand, 'Look into it.', false, '', opened_on + 90
FROM plan CROSS JOIN unnest(ARRAY['pursue', 'prevent', 'protect', 'prepare']) AS strand
"""
TABLES = [
    f"disruptions_{name}"
    for name in ("threat", "officer", "threatresponsibility", "assessment", "plan", "planaction")
]

Measured = Callable[..., None]
Sentences = list[str]


class Writer:
    """Writes the texts of plans."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)
        self.words = [
            "".join(self.random.choices("abcdefghiklmnoprstuvw", k=6)) for _ in range(3000)
        ]
        self.standard = self.sentences(STANDARD)

    def sentences(self, number: int) -> Sentences:
        return [f"{' '.join(self.random.choices(self.words, k=WORDS))}." for _ in range(number)]

    def copy(self, own: Sentences) -> Sentences:
        """Three fifths of the sentences, and others in the place of the rest."""
        kept = round(len(own) * KEPT)
        return [*self.random.sample(own, kept), *self.sentences(len(own) - kept)]

    def entries(self, plan: int, own: Sentences) -> Iterator[PlanEntry]:
        said = [*self.standard, *own]
        for number, strand in enumerate(Strand):
            yield PlanEntry(plan_id=plan, strand=strand, text=" ".join(said[number :: len(Strand)]))


@dataclass(frozen=True)
class Asked:
    """Who asks, of which force, and what its plans say in the longer database."""

    inspector: Signed
    lead: Signed
    force: Body
    writer: Writer
    said: Sequence[tuple[int, Sentences]]


@pytest.fixture
def asked(transactional_db: None, cluster: Cluster, owner: Callable[..., None], seed: int) -> Asked:
    force, writer = ForceFactory(region=RegionFactory()), Writer(seed)
    inspector = signed_in(person(RoleGrant.Role.INSPECTOR))
    lead = signed_in(person(RoleGrant.Role.FORCE_LEAD, force))
    said: list[tuple[int, Sentences]] = []
    for day, (name, number) in enumerate(PLANS.items()):
        said += add_plans(owner, writer, force, range(len(said), number))
        actions.count_checks(at=now() + timedelta(days=day))
        connection.close()
        cluster.copy_database("soc", name)
        tidy(cluster, name)
    return Asked(inspector, lead, force, writer, said)


def add_plans(
    owner: Callable[..., None], writer: Writer, force: Body, numbers: range
) -> list[tuple[int, Sentences]]:
    values = {"body": force.pk, "first": numbers.start, "last": numbers.stop - 1}
    with without_triggers(owner, *TABLES):
        for statement in (MAKE_THREATS, MAKE_OFFICERS, MAKE_THE_REST):
            owner(statement, **values, today=localdate())
    owner("ANALYZE")
    plans = Plan.objects.filter(entries=None).order_by("pk").values_list("pk", flat=True)
    said = [(plan, writer.sentences(OWN)) for plan in plans]
    PlanEntry.objects.bulk_create(
        (entry for plan, own in said for entry in writer.entries(plan, own)), batch_size=500
    )
    return said


def test_ten_thousand_plans(asked: Asked, measured: Measured) -> None:
    """All in one test: to write the plans takes minutes."""
    for part in (pages, queries_of_the_checks, copied_text):
        part(asked, measured)


def pages(asked: Asked, measured: Measured) -> None:
    shown = {
        "checks-of-a-force": (
            asked.lead,
            reverse("disruptions:checks_of", args=[asked.force.uuid]),
        ),
        "checks-side-by-side": (asked.inspector, reverse("disruptions:checks")),
        "list-of-plans": (asked.lead, reverse("disruptions:plans")),
        "list-of-threats": (asked.lead, reverse("disruptions:threats")),
    }
    for name, (who, address) in shown.items():
        measured(f"{name}-10000-to-1000", limit=LIMIT, measured=growth(asks_for(who, address)))


def queries_of_the_checks(asked: Asked, measured: Measured) -> None:
    """How many queries ask all checks of a force, and that they ask of all its plans."""
    numbers = []
    for name, plans in PLANS.items():
        with database(name), CaptureQueriesContext(connection) as captured:
            checked = queries.check(queries.of_bodies([asked.force.pk]), on=localdate())
        assert checked.asked[asked.force.pk, "plan_empty"] == plans
        numbers.append(len(captured))
    measured("queries-of-all-checks-10000-to-1000", limit=1, measured=numbers[1] / numbers[0])


def copied_text(asked: Asked, measured: Measured) -> None:
    """New plans, half of them copies, each compared with ten thousand others."""
    random = asked.writer.random
    with database("bench_long"):
        copies = [
            (new_plan(asked, f"Copy of {source}", asked.writer.copy(own)), source)
            for source, own in random.sample(asked.said, COPIES)
        ]
        others = [
            (new_plan(asked, f"New {number}", asked.writer.sentences(OWN)), None)
            for number in range(COPIES)
        ]
        found = {plan: {each.plan for each in queries.alike(plan)} for plan, _ in copies + others}
        missed = sum(source not in found[plan] for plan, source in copies)
        wrong = sum(bool(found[plan] - {source}) for plan, source in copies + others)
        address = reverse("disruptions:plans")
        compared, page = medians(
            lambda: [queries.alike(plan) for plan, _ in copies[:10]],
            lambda: [asked.lead.get(address) for _ in range(10)],
            rounds=5,
            clock=time.perf_counter,
        )
    measured("copies-missed-of-those-that-keep-three-fifths", limit=0.02, measured=missed / COPIES)
    measured("plans-wrongly-said-to-be-copied", limit=0, measured=wrong)
    measured("comparing-with-10000-plans-to-a-list-page", limit=1, measured=compared / page)


def new_plan(asked: Asked, reference: str, own: Sentences) -> Plan:
    plan: Plan = PlanFactory(threat__body=asked.force, threat__reference=reference)
    PlanEntry.objects.bulk_create(asked.writer.entries(plan.pk, own))
    return plan
