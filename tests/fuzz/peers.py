"""Who asks in a fuzz run, and what a fuzzer has to know of them: a client of a force in each of two
worlds, which know nothing of each other but what is published, and of the first an inspector and
an administrator.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db.models import Model, QuerySet
from django.utils.timezone import now
from rest_framework import serializers

from findings.models import Extract, Finding, InspectedBody, Inspection
from forces.models import Body, RoleGrant, standing
from inspection_portal.api import router
from inspection_portal.core import webhooks
from inspection_portal.core.api import In
from inspection_portal.core.models import AuditEvent, User
from recommendations.models import Recommendation, RegisterEntry
from tests.access.progress import tracker_of
from tests.access.world import World, build
from tests.factories import EndpointFactory, access_token, api_client, token_of

# Identifiers of rows that somebody may see, and of others.
Parted = tuple[list[str], list[str]]
# Fields that name rows and are not of the kind that says of which model.
PEOPLE = ("person", "responsible", "successor")


@dataclass(frozen=True)
class Peer:
    """`resources` and `fields` have identifiers by the name of a list and of a field that is sent;
    `hidden` says of what no answer to it may hold what it is: identifiers, and words of others.
    """

    name: str
    token: str
    resources: dict[str, Parted]
    fields: dict[str, Parted]
    hidden: dict[str, str]


def make_peers() -> list[Peer]:
    """Commits the worlds, and who asks there."""
    worlds = build(), build(first_canary=1_001)
    return [
        *(_client(f"peer-{number}", world, worlds) for number, world in enumerate(worlds, 1)),
        _person("inspector", ("on_team", "off_team"), worlds),
        _person("administrator", ("administrator", "administrator"), worlds),
    ]


def _person(name: str, roles: tuple[str, str], worlds: tuple[World, World]) -> Peer:
    """Somebody of the first world, with the role that they have in each."""
    user = worlds[0].people[roles[0]]
    assert user
    hidden = set.union(*map(_words_not_for, roles, worlds))
    return _peer(name, token_of(user)[1], user, hidden)


def _client(name: str, world: World, worlds: tuple[World, World]) -> Peer:
    """A client of the world's force, with something of its own of each sort."""
    client, secret = api_client(RoleGrant.Role.FORCE_LEAD, world.force)
    tracker_of(client.user, world.canaries)
    endpoint = EndpointFactory(owner=client.user)
    webhooks.tell_test(endpoint, route="api:webhookendpoint-detail", at=now())
    hidden = set.union(
        *(_words_not_for("force_lead" if each is world else "", each) for each in worlds)
    )
    return _peer(name, access_token(client, secret), client.user, hidden)


def _words_not_for(role: str, world: World) -> set[str]:
    """The canaries that the role does not read; all, of a world where it is nobody."""
    canaries = world.canaries
    read = {
        word
        for readers in (canaries.given, canaries.in_entries)
        for word, roles in readers.items()
        if role in roles
    }
    everything = canaries.closed if role == "on_team" else canaries.secret | canaries.closed
    return everything.keys() - read


def _peer(name: str, token: str, user: User, words: set[str]) -> Peer:
    ids = {model: _parted(model.objects.all(), _seen(model, user)) for model in _identified()}
    told = _told_of_reports(user)
    others = {uuid: model.__name__ for model in ids for uuid in ids[model][1] if uuid not in told}
    resources = {prefix: ids[view.queryset.model] for prefix, view, _ in router.registry}
    return Peer(name, token, resources, _fields(user, ids), others | dict.fromkeys(words, "word"))


def _identified() -> Iterator[Any]:
    """Every model whose rows have an identifier, but for the versions of rows."""
    for model in apps.get_models():
        names = {field.name for field in model._meta.fields}
        if "uuid" in names and "pgh_id" not in names:
            yield model


def _seen(model: Any, user: User) -> QuerySet[Any]:
    """What the user may see of a model: all, where it is not parted by who sees what."""
    rows = model.objects.all()
    if model is AuditEvent:
        return rows.filter(by=user)
    return rows.visible_to(user) if hasattr(rows, "visible_to") else rows


def _told_of_reports(user: User) -> set[str]:
    """Identifiers that are told of where more is not: of what is published, while it is being
    corrected, and of the inspection that a body checks an extract of.
    """
    out = Inspection.objects.visible_to(user)
    checked = Inspection.objects.filter(checks__extracts__in=Extract.objects.visible_to(user))
    parts: tuple[QuerySet[Any], ...] = (
        checked,
        InspectedBody.objects.filter(inspection__in=out),
        Finding.objects.filter(inspection__in=out),
        Recommendation.objects.filter(finding__inspection__in=out),
    )
    return {str(uuid) for rows in parts for uuid in rows.values_list("uuid", flat=True)}


def _parted(rows: QuerySet[Any], visible: QuerySet[Any]) -> Parted:
    seen = {str(uuid) for uuid in visible.values_list("uuid", flat=True)}
    every = [str(uuid) for uuid in rows.order_by("pk").values_list("uuid", flat=True)]
    return [uuid for uuid in every if uuid in seen], [uuid for uuid in every if uuid not in seen]


def _fields(user: User, ids: dict[Any, Parted]) -> dict[str, Parted]:
    """What each field that names a row may hold: rows that the user sees, and others."""
    fields: dict[str, Parted] = defaultdict(lambda: ([], []))
    for name, model in sorted(set(_naming(In)), key=str):
        for known, more in zip(fields[name], ids[model], strict=True):
            known.extend(more)
    own = standing(user).bodies
    people = _parted(User.objects.all(), User.objects.filter(role_grants__body__in=own))
    return {
        **fields,
        **dict.fromkeys(PEOPLE, people),
        "body": _parted(Body.objects.all(), Body.objects.filter(pk__in=own)),
        "entries": ids[RegisterEntry],
    }


def _naming(form: type[In]) -> Iterator[tuple[str, type[Model]]]:
    """Each field of what is sent that names a row by its identifier, with the model."""
    for inner in form.__subclasses__():
        yield from _naming(inner)
        for name, field in inner().fields.items():
            one: Any = getattr(field, "child_relation", field)
            if isinstance(one, serializers.SlugRelatedField) and one.slug_field == "uuid":
                yield name, one.queryset.model
