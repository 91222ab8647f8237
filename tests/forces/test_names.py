"""One key for all the names of one body, and another for every other body."""

import csv
from pathlib import Path

import pytest

from forces.names import key, names_a_police_force

FORCES = Path(__file__).resolve().parents[3] / "shared" / "forces.csv"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Avon & Somerset", "Avon and Somerset Constabulary"),
        ("Devon and Cornwall Police", "DEVON & CORNWALL"),
        ("Metropolitan Police", "the Metropolitan Police Service (MPS)"),
        ("Dyfed‑Powys Police", "Dyfed-Powys"),
        ("City of London Police", "London, City of"),
        ("South East ROCU", "The South East Regional Organised Crime Unit (SEROCU)"),
        ("Yorkshire & the Humber ROCU", "Yorkshire and the Humber Regional Organised Crime Unit"),
        ("King’s Lynn Police", "King's Lynn Constabulary"),
    ],
)
def test_names_of_one_body_have_one_key(one, other):
    assert key(one) == key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("West Midlands Police", "Regional Organised Crime Unit for the West Midlands Region"),
        ("South Wales Police", "Southern Wales"),
        ("Hampshire", "Hampshire and Isle of Wight"),
        ("Police", "Constabulary"),
    ],
)
def test_names_of_two_bodies_have_two_keys(one, other):
    assert key(one) != key(other)


@pytest.mark.skipif(not FORCES.exists(), reason="the shared list of forces is not beside")
def test_every_force_has_its_own_key():
    with FORCES.open(encoding="utf-8") as lines:
        names = [row["force_official_name"] for row in csv.DictReader(lines)]
    assert len({key(name) for name in names}) == len(names) == 44
    assert all(names_a_police_force(name) for name in names)


def test_units_are_not_named_as_forces_are():
    assert not names_a_police_force("South East Regional Organised Crime Unit (SEROCU)")
    assert not names_a_police_force("Tarian")
