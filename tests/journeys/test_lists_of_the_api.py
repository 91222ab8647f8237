"""What a list reads as columns is what a row alone tells: on all of the demonstration."""

import pytest
from django.test import Client
from django.urls import reverse

from inspection_portal.api import router
from inspection_portal.core.models import User
from inspection_portal.home.demo.sign_ins import HAMPSHIRE_LEAD, INSPECTOR, MODERATOR

pytestmark = [pytest.mark.long, pytest.mark.django_db(transaction=True)]

PEOPLE = {each.email: each for each in (INSPECTOR, MODERATOR, HAMPSHIRE_LEAD)}
LISTS = sorted(name for _, view, name in router.registry if {"list", "retrieve"} <= {*dir(view)})
ROWS = 5


@pytest.mark.parametrize("email", PEOPLE)
def test_a_row_reads_alike_in_its_list_and_alone(
    email: str, client: Client, demonstration: None
) -> None:
    client.force_login(User.objects.get(email=email))
    seen = {name for name in LISTS if _told_alike(client, name)}
    assert len(seen) > len(LISTS) // 3, seen


def _told_alike(client: Client, name: str) -> bool:
    """Whether the list of that name has rows, each told as at its own address."""
    rows = client.get(reverse(f"api:{name}-list"), {"limit": ROWS}).json()["results"]
    for row in rows:
        alone = client.get(reverse(f"api:{name}-detail", args=[row["uuid"]]))
        assert alone.json() == row, (name, row)
    return bool(rows)
