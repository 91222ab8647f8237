"""Text that one plan has from another: which plans share words, and the passages side by side."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import connection
from django.db.models import Q

from disruptions.models import Plan, PlanCopy
from inspection_portal.core.models import User

# How much of a plan's own words stand in another one before it counts as copied, and how many
# shingles at least, of which the table keeps a quarter: a standard sentence is no copy.
LEAST_SHARE, LEAST_SHINGLES = 0.3, 8
# A shingle that so many other plans of one body have is of its template. For a small body half of
# its plans is enough, but never fewer than four.
MOST_PLANS, FEWEST_PLANS = 12, 4
# Rows of one shingle that are looked at: what is in so many plans is nobody's own.
ROWS_OF_A_SHINGLE = 60
WORDS_OF_A_SHINGLE = 5

SHARED = """
WITH own AS MATERIALIZED (
    SELECT DISTINCT hash FROM disruptions_planshingle WHERE plan_id = %(plan)s
), found AS MATERIALIZED (
    SELECT own.hash, other.plan_id, other.body_id
    FROM own CROSS JOIN LATERAL (
        SELECT DISTINCT plan_id, body_id FROM (
            SELECT plan_id, body_id FROM disruptions_planshingle AS shingle
            WHERE shingle.hash = own.hash LIMIT %(rows)s
        ) AS first_found WHERE plan_id <> %(plan)s
    ) AS other
), spread AS (
    SELECT hash, sum(plans) AS plans, max(plans) AS of_one_body
    FROM (SELECT hash, count(*) AS plans FROM found GROUP BY hash, body_id) AS by_body
    GROUP BY hash
), kept AS MATERIALIZED (
    SELECT own.hash FROM own LEFT JOIN spread USING (hash)
    WHERE COALESCE(spread.plans, 0) < %(rows)s - 1
      AND COALESCE(spread.of_one_body, 0) < %(common)s
), size AS (SELECT count(*) AS own FROM kept)
SELECT found.plan_id, count(*)::float / size.own
FROM found JOIN kept USING (hash) CROSS JOIN size
JOIN disruptions_plan AS plan ON plan.id = found.plan_id AND plan.threat_id <> %(threat)s
GROUP BY found.plan_id, size.own
HAVING count(*) >= %(least)s AND count(*) >= %(share)s * size.own
ORDER BY 2 DESC, 1
"""


@dataclass(frozen=True)
class Alike:
    """Another plan that has a share of a plan's own words, from 0 to 1."""

    plan: int
    share: float


@dataclass(frozen=True)
class Passage:
    """A sentence of a plan; `is_shared` where most of it stands in the other plan."""

    strand: str
    dated_on: date | None
    text: str
    is_shared: bool


def alike(plan: Plan) -> list[Alike]:
    """The plans that share much of the plan's own words, the most alike first. What many plans of
    one body have is left out as its template, and so are other plans of the same threat: to carry
    text on is no copying.
    """
    body = plan.threat.body_id
    plans = Plan.objects.filter(threat__body=body).count()
    values = {
        "plan": plan.pk,
        "threat": plan.threat_id,
        "rows": ROWS_OF_A_SHINGLE,
        "common": min(MOST_PLANS, max(FEWEST_PLANS, plans // 2)),
        "least": LEAST_SHINGLES,
        "share": LEAST_SHARE,
    }
    with connection.cursor() as cursor:
        cursor.execute(SHARED, values)
        return [Alike(*row) for row in cursor.fetchall()]


@dataclass(frozen=True)
class Pair:
    """Another plan, and how much of the later one's own words it has."""

    other: Plan
    share: float
    is_source: bool


@dataclass(frozen=True)
class Copies:
    """The plans that share words with a plan: those that the person sees, and how many more."""

    seen: Sequence[Pair]
    unseen: int


def copies_of(plan: Plan, user: User) -> Copies:
    """What the last comparison found. A plan of another body is counted and not named."""
    rows = list(PlanCopy.objects.filter(Q(plan=plan) | Q(source=plan)))
    others = {row.source_id if row.plan_id == plan.pk else row.plan_id for row in rows}
    visible = Plan.objects.visible_to(user).for_list().in_bulk(others)
    pairs = []
    for row in rows:
        is_source = row.plan_id == plan.pk
        other = visible.get(row.source_id if is_source else row.plan_id)
        if other:
            pairs.append(Pair(other, row.share, is_source))
    return Copies(pairs, len(others) - len(visible))


def passages(plan: Plan, other: Plan) -> tuple[Sequence[Passage], Sequence[Passage]]:
    """The sentences of two plans, in the order of their entries; those that both have are marked.

    The table keeps numbers and no words, so the texts are compared anew.
    """
    ours, theirs = _sentences(plan), _sentences(other)
    return _marked(ours, _shingles_of(theirs)), _marked(theirs, _shingles_of(ours))


Sentence = tuple[str, date | None, str]


def _sentences(plan: Plan) -> list[Sentence]:
    return [
        (entry.get_strand_display(), entry.dated_on, sentence)
        for entry in plan.entries.all()
        for sentence in re.split(r"(?<=[.!?])\s+|\n+", entry.text.strip())
        if sentence.strip()
    ]


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text.lower())


def _shingles(words: Sequence[str]) -> set[tuple[str, ...]]:
    size = min(WORDS_OF_A_SHINGLE, len(words))
    return {tuple(words[at : at + size]) for at in range(len(words) - size + 1)} if size else set()


def _shingles_of(sentences: Iterable[Sentence]) -> set[tuple[str, ...]]:
    """Of each sentence by itself: a passage is a sentence."""
    return {each for *_, text in sentences for each in _shingles(_words(text))}


def _marked(sentences: Iterable[Sentence], known: set[tuple[str, ...]]) -> list[Passage]:
    marked = []
    for strand, day, text in sentences:
        own = _shingles(_words(text))
        shared = bool(own) and len(own & known) * 2 >= len(own)
        marked.append(Passage(strand, day, text, shared))
    return marked
