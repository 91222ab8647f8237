"""The API of a running server, asked by schemathesis as two peers, and as an inspector and an
administrator.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from inspection_portal.local.postgres import Cluster
from tests.fuzz.api import Outcome, fuzz, operations
from tests.fuzz.peers import Peer

CASES = 20_000
# What each of them is asked: all that the description sets bounds to, or so many cases of each
# operation drawn at random.
ASKED = {
    "peer-1": ("--phases=examples,coverage",),
    "peer-2": ("--phases=examples,fuzzing,stateful", "--max-examples=12"),
    "inspector": ("--phases=examples,fuzzing", "--max-examples=24"),
    "administrator": ("--phases=examples,fuzzing", "--max-examples=24"),
}
# Of 379 operations: those that are for roles which none of the four has, or for what they lack.
NEVER_DONE = 100


def test_api(
    peers: list[Peer],
    cluster: Cluster,
    measured: Callable[..., None],
    seed: int,
    tmp_path: Path,
) -> None:
    def of(peer: Peer) -> Outcome:
        return fuzz(peer, peers, cluster, tmp_path, f"--seed={seed}", *ASKED[peer.name])

    with ThreadPoolExecutor() as pool:
        outcomes = dict(zip(ASKED, pool.map(of, peers), strict=True))
    cases = sum(outcome.asked.total() for outcome in outcomes.values())
    measured(f"api-cases-short-of-{CASES}", limit=0, measured=max(0, CASES - cases))
    for name, outcome in outcomes.items():
        measured(f"api-failures-as-{name}", limit=0, measured=outcome.failures.total())
    never = operations().difference(*(outcome.done for outcome in outcomes.values()))
    measured("api-operations-never-done", limit=NEVER_DONE, measured=len(never))
    for name, outcome in outcomes.items():
        assert outcome.code == 0, f"as {name}: {outcome.said}"
