"""A webhook endpoint of a client of the API, and a delivery to it."""

from uuid import UUID

from django.utils.timezone import now

from inspection_portal.core import webhooks
from inspection_portal.core.models import Delivery
from tests.access.progress import Words
from tests.factories import EndpointFactory


def webhook_of(canaries: Words) -> dict[str, UUID]:
    what_for = canaries.closed_word("what a webhook endpoint is for")
    canaries.of_entry(what_for, frozenset({"administrator"}))
    endpoint = EndpointFactory(description=what_for)
    webhooks.tell_test(endpoint, route="api:webhookendpoint-detail", at=now())
    delivery = Delivery.objects.get(endpoint=endpoint)
    return {"webhook_endpoint": endpoint.uuid, "webhook_delivery": delivery.uuid}
