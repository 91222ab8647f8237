"""The lists of codes: every code that the description of the API names is among them."""

from datetime import date
from functools import cache
from typing import Any

from django.test import Client
from drf_spectacular.generators import SchemaGenerator

from disruptions.models import Disruption
from findings.models import GradeScale
from forces.models import Body
from inspection_portal.core.models import User
from tests.factories import CrimeTypeFactory, GradeScaleFactory

CODES = "/api/v1/codes/"
# What the API makes up for itself, and no row holds: each is told in the description alone.
OF_THE_API = {"BlankEnum", "AddresseeOutKindEnum", "DirectionEnum"}


def lists(client: Client) -> dict[str, list[dict[str, Any]]]:
    return {each["name"]: each["codes"] for each in client.get(CODES).json()["lists"]}


@cache
def enumerations() -> dict[str, set[str]]:
    schemas = SchemaGenerator().get_schema(public=True)["components"]["schemas"]
    return {
        name: {str(code) for code in schema["enum"]}
        for name, schema in schemas.items()
        if "enum" in schema and name not in OF_THE_API
    }


def test_every_code_of_the_description_has_its_meaning(as_inspector: Client) -> None:
    known = [{each["code"] for each in codes} for codes in lists(as_inspector).values()]
    unknown = {
        name for name, codes in enumerations().items() if not any(codes <= each for each in known)
    }
    assert unknown == set()


def test_codes_are_those_of_the_choices(as_inspector: Client) -> None:
    told = lists(as_inspector)["disruptions.disruption.category"]
    assert [(each["code"], each["meaning"]) for each in told] == Disruption.Category.choices


def test_a_grade_has_its_rank_and_holds_while_its_scale_does(as_inspector: Client) -> None:
    GradeScale.objects.all().delete()
    for name, since in (("Four", date(2016, 1, 1)), ("Five", date(2021, 3, 1))):
        scale = GradeScaleFactory(name=name, valid_from=since)
        scale.grades.get_or_create(key="good", defaults={"label": "Good", "rank": 9})
    told = [each for each in lists(as_inspector)["findings.grade"] if each["code"] == "good"]
    dates = {each["scale"]: (each["valid_from"], each["valid_until"]) for each in told}
    assert dates == {"Four": ("2016-01-01", "2021-02-28"), "Five": ("2021-03-01", None)}
    assert all(each["rank"] for each in told)


def test_bodies_have_their_ons_codes_and_items_their_days(as_lead: Client, force: Body) -> None:
    Body.objects.filter(pk=force.pk).update(ons_code="E23000099")
    item = CrimeTypeFactory(valid_from=date(2020, 1, 1), valid_until=date(2024, 1, 1))
    told = lists(as_lead)
    (code,) = [each for each in told["forces.body"] if each["code"] == str(force.uuid)]
    assert (code["meaning"], code["ons_code"]) == (force.name, "E23000099")
    (code,) = told["disruptions.crime_type"]
    assert (code["code"], code["valid_from"], code["valid_until"]) == (
        str(item.uuid),
        "2020-01-01",
        "2024-01-01",
    )


def test_lists_that_inspections_are_written_by_stay_inside(
    as_inspector: Client, force_lead: User
) -> None:
    inside = {*lists(as_inspector)}
    as_inspector.force_login(force_lead)
    assert inside - {*lists(as_inspector)} == {
        *("findings.evidence_method", "findings.figure", "findings.handling_instruction")
    }


def test_a_parameter_is_refused(as_lead: Client) -> None:
    assert as_lead.get(CODES, {"list": "forces.body"}).status_code == 400
