"""What is said of a webhook endpoint on a page, and which deliveries are looked for."""

from typing import Any

import django_filters
from django import forms
from django.db.models import Q
from django.http import QueryDict

from forces.models import ApiClient
from inspection_portal.core.forms import SeenForm
from inspection_portal.core.listing import choice
from inspection_portal.core.models import Delivery, DeliveryQuerySet, Endpoint, User
from inspection_portal.core.webhooks import types
from inspection_portal.home.actions.webhooks import SAID


class EndpointForm(forms.Form):
    url = forms.CharField(
        label="Address",
        help_text="Where the other system listens, such as https://host.example/hook",
        max_length=500,
        error_messages={"required": "Enter the address, beginning with https://"},
    )
    description = forms.CharField(
        label="What it is for", help_text="How you know it again", max_length=200, required=False
    )
    types = forms.MultipleChoiceField(
        label="What is it told of?",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one type of event"},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen: Any = self.fields["types"]
        chosen.choices = [(each.name, f"{each.words} ({each.name})") for each in types.known()]


class AddEndpointForm(EndpointForm):
    """A new one, with the client or person whose rights decide what it may know."""

    field_order = ("owner", "url", "description", "types")

    owner = forms.ModelChoiceField(
        label="Whose endpoint is it?",
        help_text="It is told only of what this client of the API, or you, may know",
        queryset=User.objects.none(),
        to_field_name="uuid",
        empty_label="Choose",
        error_messages={"required": "Choose whose endpoint it is"},
    )

    def __init__(self, data: QueryDict | None, *, user: User) -> None:
        super().__init__(data)
        owners: Any = self.fields["owner"]
        clients = Q(api_client__in=ApiClient.objects.live())
        owners.queryset = User.objects.filter(clients | Q(pk=user.pk))


class ReviseEndpointForm(SeenForm, EndpointForm):
    def __init__(self, data: QueryDict | None, *, endpoint: Endpoint) -> None:
        super().__init__(data, initial={**stored(endpoint), "seen_version": endpoint.version})


def stored(endpoint: Endpoint) -> dict[str, Any]:
    """The fields of the form, as they stand."""
    return {name: getattr(endpoint, name) for name in SAID}


class DeliveriesFilter(django_filters.FilterSet):
    """Deliveries to an endpoint by how far they are, and by what they tell of."""

    state = choice("How far they are", Delivery.State.choices)
    type = choice("What they tell of", field_name="event__type")

    def __init__(self, data: QueryDict, queryset: DeliveryQuerySet) -> None:
        super().__init__(data, queryset)
        told = [each.name for each in types.known()]
        self.filters["type"].extra["choices"] = [(name, name) for name in (*told, types.TEST)]

    @property
    def rows(self) -> DeliveryQuerySet:
        """Those looked for; none where the address asks for something that makes no sense."""
        found: DeliveryQuerySet = self.qs if self.is_valid() else self.queryset.none()
        return found
