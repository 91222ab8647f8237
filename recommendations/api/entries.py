"""Several entries of the register, as they are sent."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from rest_framework import serializers

from findings.api.verbs import In
from inspection_portal.core.models import User
from recommendations.forms import MOST_AT_ONCE
from recommendations.models import RegisterEntry

FOREIGN: dict[str, Any] = {"foreign": "Choose entries that are there."}


class EntriesField(serializers.ListField):
    """Some of the entries that whoever asks sees, by their UUIDs."""

    default_error_messages = FOREIGN
    child = serializers.UUIDField()

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(min_length=1, max_length=MOST_AT_ONCE, **kwargs)

    def to_internal_value(self, data: Any) -> Any:
        uuids = set(super().to_internal_value(data))
        found = _visible(uuids, self.context["user"])
        return found if len(found) == len(uuids) else self.fail("foreign")


class SeenEntry(In):
    entry = serializers.UUIDField()
    version = serializers.IntegerField(min_value=0, help_text="The version that you read.")


class SeenEntriesField(serializers.ListField):
    """Some of the entries that whoever asks sees; cleans to the version that they read of each."""

    default_error_messages = FOREIGN
    child = SeenEntry()

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(min_length=1, **kwargs)

    def to_internal_value(self, data: Any) -> Any:
        versions = {each["entry"]: each["version"] for each in super().to_internal_value(data)}
        found = _visible(versions, self.context["user"])
        if len(found) < len(versions):
            self.fail("foreign")
        return {entry: versions[entry.uuid] for entry in found}


def _visible(uuids: Collection[UUID], user: User) -> list[RegisterEntry]:
    seen = RegisterEntry.objects.visible_to(user).filter(uuid__in=uuids)
    return list(seen.for_list())
