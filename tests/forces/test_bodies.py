"""The page of regions and bodies."""

from datetime import date, datetime

import pytest
from django.test import Client

from forces.actions import load_reference
from forces.models import Body, Region, RegionMembership
from forces.queries import bodies_by_region, names_of, region_of
from inspection_portal.core.models import User, system_user
from tests.factories import ForceFactory, RocuFactory

URL = "/bodies/"


@pytest.fixture
def reference(db: None, moment: datetime) -> None:
    load_reference(by=system_user(), at=moment)


def test_bodies_stand_under_their_region_the_rocu_first(inspector: User, region: Region) -> None:
    force, rocu = ForceFactory(region=region), RocuFactory(region=region)
    [group] = bodies_by_region(inspector, on=date(2026, 3, 2))
    assert (group.region, group.bodies) == (region, [rocu, force])


def test_a_body_stands_where_it_belongs_on_the_day(inspector: User, force: Body) -> None:
    RegionMembership.objects.filter(body=force).update(valid_to=date(2026, 3, 1))
    assert bodies_by_region(inspector, on=date(2026, 3, 1))
    assert bodies_by_region(inspector, on=date(2026, 3, 2)) == []
    assert region_of(force, on=date(2026, 3, 2)) is None


@pytest.mark.usefixtures("reference")
@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("Hampshire", ["hampshire"]),
        ("nersou", ["nerocu"]),
        ("Avon & Som", ["avon-and-somerset"]),
        ("midlands", ["emsou", "rocuwm", "west-midlands"]),
        ("Ruritania", []),
    ],
)
def test_search_takes_any_name(inspector: User, words: str, found: list[str]) -> None:
    groups = bodies_by_region(inspector, on=date(2026, 3, 2), name=words)
    assert [body.slug for group in groups for body in group.bodies] == found


@pytest.mark.usefixtures("reference")
def test_former_names_stand_apart(moment: datetime) -> None:
    rocu = Body.objects.get(slug="nwrocu")
    names = names_of(rocu, on=date(2026, 3, 2))
    assert (names.other, names.former) == (["NWROCU"], ["Titan"])


@pytest.mark.usefixtures("reference")
def test_page_lists_all_regions(client: Client, force_lead: User) -> None:
    client.force_login(force_lead)
    page = client.get(URL).content.decode()
    assert all(region.name in page for region in Region.objects.filter(slug__contains="-"))
    assert "British Transport Police Authority" in page


def test_page_says_where_nothing_is_called_so(client: Client, inspector: User) -> None:
    client.force_login(inspector)
    page = client.get(URL, {"name": "Ruritania"}).content.decode()
    assert "No force or ROCU is, or was, called that." in page


def test_queries_do_not_grow(
    client: Client, inspector: User, region: Region, assert_queries_do_not_grow: object
) -> None:
    client.force_login(inspector)
    assert_queries_do_not_grow(URL, lambda: ForceFactory(region=region))  # type: ignore[operator]
