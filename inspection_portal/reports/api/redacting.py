"""What redacting a published report takes and answers, for other systems."""

from typing import Any

from rest_framework import serializers
from rest_framework.exceptions import ValidationError

from inspection_portal.core.api import In, SeenIn
from inspection_portal.reports.api.comparisons import ComparedPartOut
from inspection_portal.reports.redaction import LONGEST_PASSAGE, MOST_PASSAGES, lines, wrong_with

Out = serializers.Serializer[Any]
WHOLE_PARTS = "Findings, recommendations and sections that go as a whole."
MOST_PARTS = 500


def _passages() -> serializers.ListField:
    child = serializers.CharField(max_length=LONGEST_PASSAGE)
    told = "Words that must not stand in the report, exactly as they stand, each in one line."
    return serializers.ListField(
        child=child, max_length=MOST_PASSAGES, required=False, default=list, help_text=told
    )


def _parts() -> serializers.ListField:
    child = serializers.UUIDField()
    return serializers.ListField(
        child=child, max_length=MOST_PARTS, required=False, default=list, help_text=WHOLE_PARTS
    )


class PlanRedactionIn(In):
    passages = _passages()
    parts = _parts()

    def validate_passages(self, told: list[str]) -> tuple[str, ...]:
        passages = lines("\n".join(told))
        if wrong := wrong_with(passages):
            raise ValidationError(wrong)
        return passages


class RedactIn(PlanRedactionIn, SeenIn):
    keep = serializers.ListField(
        child=serializers.IntegerField(min_value=1),
        required=False,
        default=list,
        help_text="The numbers of what may stand, of the plan that you looked at.",
    )
    reason = serializers.CharField(
        help_text="Those who read drafts read it; it stays in the audit trail."
    )
    text_sha256 = serializers.CharField(
        max_length=64, help_text="Of the text that the plan told: nothing else is issued."
    )


class RedactionCountedOut(Out):
    place = serializers.CharField(help_text="Where the part stands.")
    name = serializers.CharField(help_text="The part.")
    number = serializers.IntegerField(help_text="How often the passages stand in it.")


class RedactionStandingOut(Out):
    number = serializers.IntegerField(help_text="By which `keep` names it.")
    place = serializers.CharField(help_text="Where the part stands.")
    name = serializers.CharField(help_text="The part.")
    text = serializers.CharField(source="label", help_text="Which text of the part it is.")
    words = serializers.CharField(source="hit.words", help_text="What is like a passage.")
    before = serializers.CharField(source="hit.before", help_text="What stands before it.")
    after = serializers.CharField(source="hit.after", help_text="What stands after it.")


class RedactionPlanOut(Out):
    text_sha256 = serializers.CharField(help_text="Of the document that would be issued.")
    counted = RedactionCountedOut(many=True, help_text="How often the passages stand where.")
    standing = RedactionStandingOut(many=True, help_text="Words like them that would still stand.")
    changed = ComparedPartOut(
        many=True, source="comparison.changed", help_text="The parts as they would differ."
    )
