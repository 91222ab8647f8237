"""Versions with published holes are kept out of what is installed and locked."""

import re
from importlib.metadata import version

import pytest
from packaging.requirements import Requirement
from packaging.version import Version

from tests.architecture.source import ROOT

# Below these versions there are holes that are published.
FLOORS = (
    "Django>=5.2.19",
    "djangorestframework>=3.18.2",
    "weasyprint>=70.0",
    "django-allauth>=65.14.2",
)


@pytest.mark.parametrize("floor", FLOORS)
def test_versions_with_known_holes_are_kept_out(floor: str) -> None:
    wanted = Requirement(floor)
    assert Version(version(wanted.name)) in wanted.specifier


@pytest.mark.parametrize("floor", FLOORS)
def test_the_lock_keeps_them_out_as_well(floor: str) -> None:
    wanted = Requirement(floor)
    lock = (ROOT / "requirements.txt").read_text(encoding="utf-8")
    pinned = re.search(rf"^{re.escape(wanted.name)}==([\w.]+)", lock, re.M | re.I)
    assert pinned
    assert Version(pinned[1]) in wanted.specifier
