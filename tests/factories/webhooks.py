"""Endpoints of other systems; nothing is sent to them unless a test runs a sender."""

from datetime import UTC, datetime

import factory

from inspection_portal.core.models import Endpoint, EndpointSecret
from inspection_portal.core.webhooks import secrets, types
from tests.factories.access import client_user


class EndpointFactory(factory.django.DjangoModelFactory[Endpoint]):
    """A client's endpoint that chose every type of event, with a secret of its own."""

    class Meta:
        model = Endpoint
        skip_postgeneration_save = True

    owner = factory.LazyFunction(client_user)
    url = factory.Sequence(lambda n: f"http://127.0.0.1:9/hook/{n}")
    types = factory.LazyFunction(lambda: [each.name for each in types.known()])
    made_by = factory.SelfAttribute("owner")
    made_at = datetime(2026, 2, 2, 9, tzinfo=UTC)

    @factory.post_generation
    def secret(endpoint: Endpoint, create: bool, given: str | None, **_: object) -> None:
        sealed = secrets.seal(given or secrets.new())
        EndpointSecret.objects.create(endpoint=endpoint, sealed=sealed, made_at=endpoint.made_at)
