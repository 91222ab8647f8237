"""The words that say where a claim is from agree with the kind of evidence behind it."""

import pytest

from findings.attribution import CARRIED_BY, FORMULAS, Attribution, claims, disagreements

SEEN, TOLD = Attribution.SEEN, Attribution.TOLD
REPORTED, RECORDED = Attribution.REPORTED, Attribution.RECORDED


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("We found that plans are late.", [SEEN]),
        ("We also found good work. Inspectors saw it.", [SEEN, SEEN]),
        ("We heard that plans are late, and we were told why.", [TOLD, TOLD]),
        ("Some officers told us that plans are late.", [TOLD]),
        ("The force told us that plans are late.", [REPORTED]),
        ("The constabulary has reported progress.", [REPORTED]),
        ("Senior leaders reported progress.", [REPORTED]),
        ("Records show progress. We reviewed the files.", [RECORDED, RECORDED]),
        ("The force plans well.", []),
        ("Lost and found property. Hewe found it.", []),
    ],
)
def test_claims(text: str, kinds: list[Attribution]) -> None:
    assert [claim.kind for claim in claims(text)] == kinds


@pytest.mark.parametrize(
    ("text", "kinds", "wrong"),
    [
        ("We found delays.", [SEEN], []),
        ("We found delays.", [RECORDED], []),
        ("We found delays.", [TOLD], ["We found"]),
        ("We found delays.", [TOLD, SEEN], []),
        ("We were told of delays.", [SEEN], ["We were told"]),
        ("The force told us of delays.", [TOLD], []),
        ("The force told us of delays.", [RECORDED], ["The force told us"]),
        ("Records show delays. We heard why.", [TOLD], ["Records show"]),
        ("We found delays.", [], []),
    ],
)
def test_disagreements(text: str, kinds: list[Attribution], wrong: list[str]) -> None:
    assert [claim.words for claim in disagreements(text, kinds)] == wrong


def test_every_kind_has_words_and_carries_its_own() -> None:
    assert set(FORMULAS) == set(CARRIED_BY) == set(Attribution)
    assert all(kind in CARRIED_BY[kind] for kind in Attribution)
