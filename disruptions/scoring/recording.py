"""How well double counts and missing disruptions are found among planted ones."""

from datetime import date, timedelta
from random import Random

from django.db import transaction

from disruptions import queries
from disruptions.models import Disruption
from disruptions.queries import DoubleCount
from disruptions.scoring.records import YEAR, Planted, Records, plant
from disruptions.scoring.score import Score, score_of
from forces.models import Body

# As many as there are: nothing that was planted is to be left out.
ALL = 10**6
KINDS = (
    *("rocu_and_force", "two_forces", "both_coordinated", "two_lists"),
    *("one_body_twice", "led_and_coordinated", "next_day", "without_strand"),
    *("ended_action", "silent_team", "silent_body"),
)


def score_records(*, seed: int, on: date) -> list[Score]:
    """Plant disruptions of made-up bodies, look for what counts twice and what is missing, and roll
    all of it back. What the portal itself keeps is left out.
    """
    with transaction.atomic():
        made = plant(Random(seed), on)  # noqa: S311 (drawn again from the same seed)
        found = {*_doubles(made), *_gaps(made)}
        transaction.set_rollback(True)
    return [score_of(kind, made.planted, found) for kind in KINDS]


def _doubles(made: Records) -> Planted:
    pairs = queries.possible_double_counts(
        made.reader,
        since=made.on - timedelta(days=YEAR),
        until=made.on,
        most=ALL,
        most_records=ALL,
    ).pairs
    return {
        (_kind_of(each), str(each.earlier.pk), each.record.pk)
        for each in pairs
        if each.record.body.slug.startswith("scored-")
    }


def _gaps(made: Records) -> Planted:
    since = made.on - timedelta(days=YEAR)
    found = queries.likely_missing(made.reader, since=since, until=made.on, most=ALL)
    rows = [
        *(("ended_action", "", each.pk, each.plan.threat.body) for each in found.actions),
        *(("silent_team", each.post, each.body.pk, each.body) for each in found.teams),
        *(("silent_body", "", each.pk, each) for each in found.bodies),
    ]
    return {(kind, which, pk) for kind, which, pk, body in rows if body.slug.startswith("scored-")}


def _kind_of(pair: DoubleCount) -> str:
    if pair.is_of_two_threats:
        return "two_lists"
    if not pair.is_of_two_bodies:
        return _kind_of_one_body(pair)
    if pair.record.type == Disruption.Type.COORDINATE:
        return "both_coordinated"
    kinds = {pair.record.body.kind, pair.earlier.body.kind}
    return "rocu_and_force" if Body.Kind.ROCU in kinds else "two_forces"


def _kind_of_one_body(pair: DoubleCount) -> str:
    if pair.record.type != pair.earlier.type:
        return "led_and_coordinated"
    if pair.record.event_on != pair.earlier.event_on:
        return "next_day"
    are_told = pair.record.strand and pair.earlier.strand
    return "one_body_twice" if are_told else "without_strand"
