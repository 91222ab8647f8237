"""The regions and bodies of the reference files, and what a second load does."""

import shutil
from datetime import date, datetime
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError

from forces.actions import load_reference
from forces.actions.reference import DATA
from forces.models import Body, BodyName, LocalPolicingBody, Region
from inspection_portal.core.models import AuditEvent, User, system_user


@pytest.fixture
def loaded(db: None, moment: datetime) -> int:
    return load_reference(by=system_user(), at=moment)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the reference files that a test may change."""
    return Path(shutil.copytree(DATA, tmp_path / "data"))


def edit(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


@pytest.mark.usefixtures("loaded")
class TestLoaded:
    def test_ten_regions_nine_rocus_and_forty_four_forces(self) -> None:
        assert Region.objects.count() == 10
        assert Body.objects.filter(kind=Body.Kind.ROCU).count() == 9
        assert Body.objects.filter(kind=Body.Kind.FORCE).count() == 44

    def test_london_has_three_forces_and_no_rocu(self) -> None:
        bodies = Body.objects.in_region(Region.objects.get(slug="london"))
        assert [body.slug for body in bodies] == ["btp", "city-of-london", "metropolitan"]

    def test_every_other_region_begins_with_its_rocu(self) -> None:
        for region in Region.objects.exclude(slug="london"):
            kinds = [body.kind for body in Body.objects.in_region(region)]
            assert kinds[0] == Body.Kind.ROCU
            assert set(kinds[1:]) == {Body.Kind.FORCE}

    def test_only_territorial_forces_have_an_ons_code(self) -> None:
        without = Body.objects.filter(kind=Body.Kind.FORCE, ons_code="")
        assert [body.slug for body in without] == ["btp"]
        assert not Body.objects.filter(kind=Body.Kind.ROCU).exclude(ons_code="").exists()

    def test_regions_of_the_inspectorate_are_not_those_of_ons(self) -> None:
        placed = Body.objects.with_region()
        assert placed.get(slug="kent").region_name == "Eastern"
        assert placed.get(slug="north-wales").region_name == "North West"

    @pytest.mark.parametrize(
        ("name", "slug"),
        [
            ("Hampshire", "hampshire"),
            ("hampshire constabulary", "hampshire"),
            ("Hampshire & Isle of Wight Constabulary", "hampshire"),
            ("Avon & Somerset", "avon-and-somerset"),
            ("Avon and Somerset Police", "avon-and-somerset"),
            ("Devon & Cornwall", "devon-and-cornwall"),
            ("Met", "metropolitan"),
            ("MPS", "metropolitan"),
            ("The Metropolitan Police", "metropolitan"),
            ("London, City of", "city-of-london"),
            ("SEROCU", "serocu"),
            ("South East ROCU", "serocu"),
            ("NERSOU", "nerocu"),
            ("Titan", "nwrocu"),
            ("Yorkshire and the Humber Regional Organised Crime Unit", "yhrocu"),
            ("West Midlands", "west-midlands"),
            ("btp", "btp"),
        ],
    )
    def test_a_body_is_found_by_any_of_its_names(self, name: str, slug: str) -> None:
        assert Body.objects.named(name).slug == slug

    @pytest.mark.parametrize("name", ["South East", "London", "Eastern", "Southern Wales"])
    def test_the_name_of_a_region_finds_no_body(self, name: str) -> None:
        with pytest.raises(Body.DoesNotExist):
            Body.objects.named(name)

    def test_former_names_have_ended(self) -> None:
        ended = BodyName.objects.exclude(valid_to=None).values_list("name", flat=True)
        assert set(ended) == {
            "NERSOU",
            "North East Regional Specialist Operations Unit",
            "Titan",
        }

    def test_every_force_has_one_answering_body_today_and_no_rocu_has(self) -> None:
        for body in Body.objects.for_list():
            expected = 1 if body.kind == Body.Kind.FORCE else 0
            assert len(body.answering_bodies) == expected, body  # type: ignore[attr-defined]

    def test_a_mayor_follows_the_commissioner(self) -> None:
        held = LocalPolicingBody.objects.filter(body__slug="west-yorkshire").order_by("valid_to")
        assert [(row.kind, row.valid_from, row.valid_to) for row in held] == [
            ("pcc", None, date(2021, 5, 9)),
            ("mayor", date(2021, 5, 10), None),
        ]


def test_second_load_writes_nothing(loaded: int, moment: datetime) -> None:
    events = AuditEvent.objects.count()
    assert loaded > 0
    assert load_reference(by=system_user(), at=moment) == 0
    assert AuditEvent.objects.count() == events


def test_each_region_and_body_is_audited_once(loaded: int) -> None:
    assert AuditEvent.objects.filter(verb="region.loaded").count() == 10
    assert AuditEvent.objects.filter(verb="body.loaded").count() == 53


def test_changed_file_mends_only_what_differs(loaded: int, moment: datetime, folder: Path) -> None:
    edit(folder / "bodies.csv", "Kent Police,,", "Kent Police,KP,")
    assert load_reference(by=system_user(), at=moment, folder=folder) == 2
    kent = Body.objects.named("KP")
    assert kent.slug == "kent"
    last = AuditEvent.objects.about(kent)[0]
    assert last.detail == {"short_name": ["", "KP"]}


def test_ended_membership_makes_room_for_the_next(
    loaded: int, moment: datetime, folder: Path
) -> None:
    edit(
        folder / "memberships.csv",
        "kent,eastern,,",
        "kent,south-east,2027-04-01,\nkent,eastern,,2027-03-31",
    )
    load_reference(by=system_user(), at=moment, folder=folder)
    kent, south_east = Body.objects.get(slug="kent"), Region.objects.get(slug="south-east")
    assert kent not in Body.objects.in_region(south_east, on=date(2027, 3, 31))
    assert kent in Body.objects.in_region(south_east, on=date(2027, 4, 1))


def test_one_name_for_two_bodies_is_refused(loaded: int, moment: datetime, folder: Path) -> None:
    with (folder / "names.csv").open("a", encoding="utf-8") as file:
        file.write("surrey,Titan,,,\n")
    with pytest.raises(IntegrityError, match="forces_bodyname_key"):
        load_reference(by=system_user(), at=moment, folder=folder)


def test_only_administrators_load(inspector: User, moment: datetime) -> None:
    with pytest.raises(PermissionDenied):
        load_reference(by=inspector, at=moment)
    assert not Region.objects.exists()
