"""What the verbs on threats, officers and assessments have in common: who may, and what is sent."""

from collections.abc import Callable
from typing import Any, cast

from django.core.exceptions import PermissionDenied
from rest_framework import serializers

from disruptions import permissions, queries
from disruptions.models import Threat
from forces.models import Body
from inspection_portal.core.api import In, Row, VisibleViewSet, sent
from inspection_portal.core.models import User


class TierField(serializers.ChoiceField):
    """A tier as supplied, or null."""

    default_error_messages = {"invalid_choice": "Give a tier from 1 to 5, or none."}

    def __init__(self) -> None:
        super().__init__(choices=Threat.Tier.choices, required=False, allow_null=True)


class OfBodyIn(In):
    """Something new of a body."""

    body = serializers.SlugRelatedField(
        slug_field="uuid", queryset=Body.objects.none(), help_text="One that you act for."
    )

    def get_fields(self) -> dict[str, Any]:
        fields: dict[str, Any] = super().get_fields()
        user = self.context.get("user")
        fields["body"].queryset = queries.bodies_kept_by(user) if user else Body.objects.none()
        return fields


class KeepingViewSet(VisibleViewSet[Row]):
    """Rows that a body keeps, and what its people do with them."""

    @property
    def user(self) -> User:
        return cast(User, self.request.user)

    def body_of(self, row: Any) -> Body:
        """The body that keeps the row."""
        body: Body = row.body
        return body

    def begin(self, do: Callable[..., Any], form: type[In]) -> Any:
        """What the verb returns, which makes something new. Raises PermissionDenied for those who
        keep nothing, before what they sent is looked at.
        """
        if not permissions.can_keep_some(self.user):
            raise PermissionDenied
        return do(**self.sent(form))

    def carry_out(self, do: Callable[..., Any], form: type[In]) -> Any:
        """What the verb returns, done to the row that the address names."""
        row = self.get_object()
        if not permissions.can_keep(self.user, self.body_of(row)):
            raise PermissionDenied
        return do(row, **self.sent(form, row=row))

    def sent(self, form: type[In], row: object = None) -> dict[str, Any]:
        """What was sent, as the actions take it. Raises ValidationError."""
        return sent(self.request, form, row=row)
