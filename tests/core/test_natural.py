"""Names sorted as people count, by PostgreSQL and by Python alike."""

import pytest
from django.db.models import Value

from inspection_portal.core.models import User, system_user
from inspection_portal.core.natural import Natural, natural

TOLD = [
    ("OCG 2", "OCG 000000000002"),
    ("OCG 010", "OCG 000000000010"),
    ("S/OCG/04, part 0", "S/OCG/000000000004, part 000000000000"),
    ("1234567890123", "1234567890123"),
    ("No number", "No number"),
    ("", ""),
]


@pytest.mark.parametrize(("name", "told"), TOLD)
def test_a_name_as_it_is_sorted(db: None, name: str, told: str) -> None:
    one = User.objects.filter(pk=system_user().pk)
    assert one.values_list(Natural(Value(name)), flat=True).get() == told
    assert natural(name) == told
