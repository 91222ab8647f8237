"""Who must act, as other systems read it."""

from typing import Any, Literal

from rest_framework import serializers

from forces.models import Body, LocalPolicingBody, Organisation

Kind = Literal["body", "organisation", "policing_body"]
KINDS: dict[type[Any], Kind] = {
    Body: "body",
    Organisation: "organisation",
    LocalPolicingBody: "policing_body",
}


class AddresseeOut(serializers.Serializer[Any]):
    """Who must act, or is addressed."""

    kind = serializers.SerializerMethodField()
    name = serializers.CharField(source="__str__")
    uuid = serializers.UUIDField()

    def get_kind(self, addressee: Body | Organisation | LocalPolicingBody) -> Kind:
        return KINDS[type(addressee)]
