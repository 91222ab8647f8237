"""The register's list, as a person finds it."""

from django.test import Client
from django.urls import reverse

from recommendations.models import RegisterEntry

URL = reverse("recommendations:register")


def shown(client: Client, **query: object) -> list[RegisterEntry]:
    response = client.get(URL, query)
    assert response.status_code == 200
    return [line.entry for line in response.context["lines"]]
