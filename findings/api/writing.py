"""What is sent to write the text of a draft: findings, sections and introductions."""

from typing import Any

from django.db.models import Q, QuerySet
from django.utils.timezone import localdate
from rest_framework import serializers

from findings.api.verbs import OF_REGION, AreaField, ChapterField, In, SeenIn
from findings.models import Finding, Inspection, Section, Theme

MARKDOWN = "In Markdown."
INTERNAL = "For those who read the draft; never published."
LONGEST = 100_000
MOST = 100


class ThemeField(serializers.SlugRelatedField[Theme]):
    """A theme in force, or one that a finding of the inspection has already."""

    default_error_messages = {"does_not_exist": "Choose a theme that is on the list."}

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(slug_field="name", queryset=Theme.objects.none(), **kwargs)

    def get_queryset(self) -> QuerySet[Theme]:
        inspection: Inspection = self.context["inspection"]
        in_force = Theme.objects.in_force(localdate()).values("pk")
        used = Theme.objects.filter(findings__inspection=inspection).values("pk")
        return Theme.objects.filter(Q(pk__in=in_force) | Q(pk__in=used))


def text_field(**options: Any) -> serializers.CharField:
    usual = {"required": False, "allow_blank": True, "help_text": MARKDOWN}
    return serializers.CharField(max_length=LONGEST, **{**usual, **options})


class FindingIn(In):
    """The words of a finding, and what it is."""

    kind = serializers.ChoiceField(choices=Finding.Kind.choices, help_text="What it is.")
    heading = serializers.CharField(max_length=LONGEST)
    text = text_field()
    lead = text_field(help_text="The words that open the bullets in `parts`; empty without any.")
    parts = serializers.ListField(
        child=text_field(allow_blank=False),
        required=False,
        max_length=MOST,
        help_text="The bullets, in their order, in Markdown.",
    )
    polarity = serializers.ChoiceField(
        choices=Finding.Polarity.choices,
        required=False,
        allow_blank=True,
        help_text="What it says of the body; empty where that can’t be said. Not published.",
    )
    themes = serializers.ListField(
        child=ThemeField(),
        required=False,
        max_length=MOST,
        help_text="The names of what it is about. Not published.",
    )
    also_about = serializers.ListField(
        child=ChapterField(),
        required=False,
        max_length=MOST,
        help_text="Further bodies of the inspection that it concerns.",
    )
    note = text_field(source="internal_note", help_text=INTERNAL)


class PlaceIn(SeenIn):
    body = ChapterField(
        source="chapter",
        allow_null=True,
        help_text="The body in whose chapter it goes; null for the region.",
    )
    question_area = AreaField(allow_null=True, help_text=OF_REGION)


class AddFindingIn(FindingIn):
    body = ChapterField(
        source="chapter",
        required=False,
        allow_null=True,
        help_text="The body in whose chapter it stands; left out for the region.",
    )
    question_area = AreaField(required=False, allow_null=True)


class SectionIn(In):
    heading = serializers.CharField(max_length=LONGEST)
    text = text_field()


class AddSectionIn(SectionIn):
    place = serializers.ChoiceField(
        choices=Section.Place.choices, help_text="It goes to the end of these."
    )


class IntroductionIn(SeenIn):
    text = text_field(required=True, help_text="In Markdown, without a heading; may be empty.")


class AreaIntroductionIn(IntroductionIn):
    question_area = AreaField()
