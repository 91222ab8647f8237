"""A row is validated against all its checks at once, and each that it breaks is named."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from forces.models import Organisation

pytestmark = pytest.mark.django_db

HAS_NAME = "Give the item a name."
ENDS_LATER = "The last day is before the first."


def item(**fields: object) -> Organisation:
    return Organisation(**{"name": "Coastguard", "valid_from": date(2026, 3, 2)} | fields)


def test_checks_that_hold_cost_one_query() -> None:
    with CaptureQueriesContext(connection) as asked:
        item().validate_constraints()

    asking = [query["sql"] for query in asked if "COALESCE" in query["sql"]]
    assert len(asking) == 1


@pytest.mark.parametrize(
    ("fields", "sentences"),
    [
        ({"name": " "}, [HAS_NAME]),
        ({"valid_until": date(2026, 3, 1)}, [ENDS_LATER]),
        ({"name": " ", "valid_until": date(2026, 3, 1)}, [HAS_NAME, ENDS_LATER]),
    ],
)
def test_each_broken_check_is_named(fields: dict[str, object], sentences: list[str]) -> None:
    with pytest.raises(ValidationError) as refused:
        item(**fields).validate_constraints()

    assert refused.value.messages == sentences


def test_a_check_of_a_field_left_out_is_not_asked() -> None:
    item(name=" ").validate_constraints(exclude={"name"})


def test_what_is_no_check_is_still_asked() -> None:
    item().save()

    with pytest.raises(ValidationError, match="has an item of this name already"):
        item().validate_constraints()
