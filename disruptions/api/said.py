"""What is sent about a disruption."""

from typing import Any

from django.db.models import Model, QuerySet
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from disruptions import queries
from disruptions.api.fields import OwnBodyField
from disruptions.models import Disruption, Strand, Threat
from forces.models import Body, Organisation
from inspection_portal.core.api import In

NAME_NOBODY = "Name no person."


@extend_schema_field({"type": "string", "format": "uuid"})
class SeenField(serializers.SlugRelatedField[Any]):
    """A row that the person sees, by its UUID."""

    default_error_messages = {"does_not_exist": "You see nothing of this identifier."}

    def __init__(self, model: type[Model], **kwargs: Any) -> None:
        rows = model._default_manager.all()
        super().__init__(slug_field="uuid", queryset=rows, **kwargs)

    def get_queryset(self) -> QuerySet[Any]:
        rows: Any = super().get_queryset()
        return rows.visible_to(self.context["user"])  # type: ignore[no-any-return]


class NamedThreatField(SeenField):
    """A threat that the person sees, or the one that the record names already: its body may have
    stopped to support it.
    """

    def get_queryset(self) -> QuerySet[Any]:
        user, named = self.context["user"], self.context["named"]
        return queries.threats_to_disrupt(user, besides=named)


def _rows(model: type[Model], **kwargs: Any) -> Any:
    """A row of the list of all, or several, by UUID."""
    rows = model._default_manager.all()
    return serializers.SlugRelatedField(slug_field="uuid", queryset=rows, **kwargs)


class DisruptionIn(In):
    threat = SeenField(Threat, help_text="One that you see.")
    event_on = serializers.DateField(help_text="Today or before, and not before 2000.")
    type = serializers.ChoiceField(choices=Disruption.Type.choices)
    strand = serializers.ChoiceField(choices=Strand.choices)
    category = serializers.ChoiceField(choices=Disruption.Category.choices)
    narrative = serializers.CharField(allow_blank=True, default="", help_text=NAME_NOBODY)
    evidence = serializers.CharField(allow_blank=True, default="", help_text=NAME_NOBODY)
    lead_body = _rows(
        Body,
        allow_null=True,
        default=None,
        help_text="Null where another agency led it; where both are, your body did.",
    )
    lead_partner = _rows(Organisation, allow_null=True, default=None)
    supporting_bodies = _rows(Body, many=True, default=())
    supporting_partners = _rows(Organisation, many=True, default=())


class RecordDisruptionIn(DisruptionIn):
    body = OwnBodyField()
