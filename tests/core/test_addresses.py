from uuid import uuid4

import pytest
from django.urls import reverse, set_script_prefix

from inspection_portal.core.addresses import address_of


@pytest.fixture
def elsewhere():
    """The portal does not stand at the root of its host."""
    set_script_prefix("/soc/")
    yield
    set_script_prefix("/")


def test_address_is_what_reverse_answers():
    for uuid in (uuid4(), uuid4()):
        assert address_of("recommendations:entry", uuid) == reverse(
            "recommendations:entry", args=[uuid]
        )


def test_address_begins_where_the_portal_stands(elsewhere):
    assert address_of("recommendations:entry", uuid4()).startswith("/soc/register/")
