"""The filter sets by which threats and disruptions are counted, for other systems."""

from typing import Any, cast

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from disruptions import actions, permissions
from disruptions.models import FilterSet, RuleTest
from inspection_portal.core.api import In, SeenIn, VisibleViewSet, sent
from inspection_portal.core.models import User


class FilterRuleIn(In):
    column = serializers.CharField(max_length=20, help_text="A refusal lists the columns.")
    test = serializers.ChoiceField(choices=RuleTest.choices)
    values = serializers.ListField(
        child=serializers.CharField(max_length=60),
        allow_empty=False,
        max_length=20,
        help_text="Codes of the column, words, or a day (2021-06-01). Several for `one_of` alone.",
    )
    blank_kept = serializers.BooleanField(
        allow_null=True,
        default=None,
        help_text="Whether a row with nothing there is kept; null where it is never blank.",
    )


class FilterSetOut(serializers.ModelSerializer[FilterSet]):
    """A version of a filter set: a row is kept where it passes all of its rules."""

    rules = FilterRuleIn(many=True)
    told = serializers.ListField(
        child=serializers.CharField(), help_text="The rules in words, and how they are meant."
    )

    class Meta:
        model = FilterSet
        fields = [
            *("uuid", "kind", "name", "number", "dated_on", "rules", "told", "basis", "set_at")
        ]
        read_only_fields = fields


class AddFilterSetIn(SeenIn):
    kind = serializers.ChoiceField(choices=FilterSet.Kind.choices)
    name = serializers.CharField(
        max_length=120, help_text="A name that is there already begins its next version."
    )
    dated_on = serializers.DateField(help_text="The day of the lists that it is laid down for.")
    rules = FilterRuleIn(many=True, allow_empty=False)
    basis = serializers.CharField(help_text="Where it is laid down.")


class FilterSetViewSet(VisibleViewSet[FilterSet]):
    """The filter sets, version by version."""

    queryset = FilterSet.objects.all()
    serializer_class = FilterSetOut

    @extend_schema(request=AddFilterSetIn, responses=FilterSetOut)
    @action(detail=False, methods=["post"])
    def add(self, request: Request) -> Response:
        """Add a set, or the next version of the set of that name. `If-Match` is how many versions
        there were of all sets when you read them.
        """
        may = permissions.can_set_standards(cast(User, request.user))
        made: Any = actions.add_filter_set(**sent(request, AddFilterSetIn, may=may))
        return Response(self.get_serializer(made).data)
