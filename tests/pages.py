"""What tests of pages ask again and again."""

from django.http import HttpResponse
from django.test import Client

from inspection_portal.core.models import User


def signed_in(user: User) -> Client:
    """A browser of their own, beside that of others in the same test."""
    client = Client()
    client.force_login(user)
    return client


def shown(response: HttpResponse) -> str:
    """The page, which is there."""
    assert response.status_code == 200
    return response.content.decode()
