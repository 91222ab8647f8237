"""The short form: a resource of each sort, asked as both peers."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from inspection_portal.local.postgres import Cluster
from tests.fuzz.api import Outcome, fuzz
from tests.fuzz.peers import Peer

SAMPLE = "^/api/v1/(threats|saved-views|national-reports)/"
ASKED = (f"--include-path-regex={SAMPLE}", "--phases=fuzzing", "--max-examples=2")


def test_the_api_answers_as_it_is_described_and_tells_nothing_of_a_peer(
    peers: list[Peer], cluster: Cluster, tmp_path: Path
) -> None:
    def of(peer: Peer) -> Outcome:
        return fuzz(peer, peers, cluster, tmp_path, "--seed=20240830", *ASKED)

    with ThreadPoolExecutor() as pool:
        outcomes = list(pool.map(of, peers[:2]))
    for outcome in outcomes:
        assert outcome.code == 0, outcome.said
        assert outcome.asked.total() >= 20
        assert len(outcome.done) >= 4
