"""Text that one plan has from another, as other systems read it."""

from typing import Any

from rest_framework import serializers

from disruptions import queries
from disruptions.models import Plan
from inspection_portal.core.models import User


class SharedPassageOut(serializers.Serializer[Any]):
    strand = serializers.CharField(help_text="The P under which it stands.")
    dated_on = serializers.DateField(allow_null=True)
    text = serializers.CharField()


class CopyOut(serializers.Serializer[Any]):
    """Another plan that shares words with this one, and the sentences that both have."""

    plan = serializers.UUIDField(source="other.uuid", help_text="The other plan.")
    share = serializers.FloatField(
        help_text="How much of the later plan’s own words the earlier one has, from 0 to 1."
    )
    is_source = serializers.BooleanField(help_text="Whether the other plan is the earlier one.")
    here = SharedPassageOut(many=True)
    there = SharedPassageOut(many=True)


class CopiesOut(serializers.Serializer[Any]):
    """The plans that share words with a plan. Those of other bodies are counted and not named."""

    copies = CopyOut(many=True)
    unseen = serializers.IntegerField(help_text="How many more there are.")


def copies_of(plan: Plan, user: User) -> dict[str, Any]:
    """As `CopiesOut` tells it to that person."""
    found = queries.copies_of(plan, user)
    return CopiesOut(
        {"copies": [_with_passages(plan, pair) for pair in found.seen], "unseen": found.unseen}
    ).data


def _with_passages(plan: Plan, pair: queries.Pair) -> dict[str, Any]:
    here, there = queries.passages(plan, pair.other)
    return {
        **vars(pair),
        "here": [each for each in here if each.is_shared],
        "there": [each for each in there if each.is_shared],
    }
