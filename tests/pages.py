"""What tests of pages and of the API ask again and again."""

import re
from collections.abc import Mapping
from json import dumps
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpResponse
from django.test import Client

from inspection_portal.core.models import User

JSON = "application/json"
NOTHING: Mapping[str, object] = {}
OF_A_ROW = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}/$")


def signed_in(user: User) -> Client:
    """A browser of their own, beside that of others in the same test."""
    client = Client()
    client.force_login(user)
    return client


def shown(response: HttpResponse) -> str:
    """The page, which is there."""
    assert response.status_code == 200
    return response.content.decode()


def call(client: Client, url: str, told: Mapping[str, object] = NOTHING) -> Any:
    """What the API answers who sends it that, with the `seen_version` of it as `If-Match`. The row
    at an address itself is patched; to any other address it is posted.
    """
    method = "PATCH" if OF_A_ROW.search(url) else "POST"
    content = {name: value for name, value in told.items() if name != "seen_version"}
    seen = {"If-Match": f'"{told["seen_version"]}"'} if "seen_version" in told else {}
    return client.generic(method, url, dumps(content, cls=DjangoJSONEncoder), JSON, headers=seen)


def wrong(refused: Any) -> dict[str, str]:
    """Why the API refuses each part of what was sent, by its pointer or the name of its
    parameter.
    """
    assert refused.status_code == 400, refused.content
    parts = refused.json()["errors"]
    return {each.get("pointer", each.get("parameter")): each["detail"] for each in parts}
