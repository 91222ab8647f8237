"""A client of the API, and a personal token: their names are for who looks after them."""

from collections.abc import Mapping
from uuid import UUID

from forces.models import Body, RoleGrant
from inspection_portal.core.models import User
from tests.access.progress import Words
from tests.factories import api_client, token_of


def programs_of(force: Body, people: Mapping[str, User], canaries: Words) -> dict[str, UUID]:
    """A client is nobody whom people could choose or write to, and a token is its person’s."""
    named = canaries.closed_word("name of a client of the API")
    canaries.of_entry(named, frozenset({"administrator"}))
    token_named = canaries.closed_word("name of a personal token")
    canaries.of_entry(token_named, frozenset({"administrator", "force_lead"}))
    client, _ = api_client(RoleGrant.Role.FORCE_LEAD, force, name=named)
    token, _ = token_of(people["force_lead"], name=token_named)
    return {"api_client": client.uuid, "personal_token": token.uuid}
