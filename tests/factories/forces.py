from datetime import date

import factory
from django.utils.text import slugify

from forces import names
from forces.models import (
    Body,
    BodyName,
    LocalPolicingBody,
    Organisation,
    Region,
    RegionMembership,
)


class RegionFactory(factory.django.DjangoModelFactory[Region]):
    class Meta:
        model = Region

    name = factory.Sequence(lambda n: f"Region {n}")
    slug = factory.LazyAttribute(lambda region: slugify(region.name))


class BodyFactory(factory.django.DjangoModelFactory[Body]):
    """A body with its own name as alias, in `region` where one is given."""

    class Meta:
        model = Body
        skip_postgeneration_save = True

    slug = factory.LazyAttribute(lambda body: slugify(body.name))

    @factory.post_generation
    def alias(self: Body, create: bool, extracted: object, **kwargs: object) -> None:
        BodyName.objects.create(body=self, name=self.name, key=names.key(self.name))

    @factory.post_generation
    def region(self: Body, create: bool, extracted: Region | None, **kwargs: object) -> None:
        RegionMembership.objects.create(body=self, region=extracted or RegionFactory())


class ForceFactory(BodyFactory):
    kind = Body.Kind.FORCE
    name = factory.Sequence(lambda n: f"Shire {n} Police")


class RocuFactory(BodyFactory):
    kind = Body.Kind.ROCU
    name = factory.Sequence(lambda n: f"Area {n} Regional Organised Crime Unit")


class LocalPolicingBodyFactory(factory.django.DjangoModelFactory[LocalPolicingBody]):
    class Meta:
        model = LocalPolicingBody

    body = factory.SubFactory(ForceFactory)
    kind = LocalPolicingBody.Kind.PCC
    name = factory.LazyAttribute(
        lambda office: f"Police and Crime Commissioner for {office.body.name}"
    )


class OrganisationFactory(factory.django.DjangoModelFactory[Organisation]):
    class Meta:
        model = Organisation

    name = factory.Sequence(lambda n: f"Council {n}")
    valid_from = date(2020, 1, 1)
