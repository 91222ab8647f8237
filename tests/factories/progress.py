"""What is said of an entry after publication: claims, their files, and statuses asked for."""

from datetime import UTC, date, datetime
from hashlib import sha256
from typing import Any

import factory

from recommendations.models import Basis, Claim, EntryFile, RegisterEntry, StatusRequest
from tests.factories.people import UserFactory
from tests.factories.recommendations import RegisterEntryFactory

CLAIMED_AT = datetime(2026, 2, 20, 9, tzinfo=UTC)


class BasisFactory(factory.django.DjangoModelFactory[Basis]):
    """An insight visit, made once."""

    class Meta:
        model = Basis
        django_get_or_create = ("name",)

    name = "Insight visit"
    valid_from = date(2020, 1, 1)


class TextFileFactory(factory.django.DjangoModelFactory[Any]):
    """A text file; with content=b"…" it holds that."""

    class Meta:
        abstract = True

    name = factory.Sequence(lambda n: f"training-{n}.txt")
    content_type = "text/plain"
    content = factory.LazyAttribute(lambda file: f"What {file.name} shows.".encode())
    size = factory.LazyAttribute(lambda file: len(file.content))
    sha256 = factory.LazyAttribute(lambda file: sha256(file.content).hexdigest())
    added_by = factory.SubFactory(UserFactory)
    added_at = CLAIMED_AT


class EntryFileFactory(TextFileFactory):
    """What shows that something was done."""

    class Meta:
        model = EntryFile

    entry = factory.SubFactory(RegisterEntryFactory)


class ClaimFactory(factory.django.DjangoModelFactory[Claim]):
    """That an entry is done, with one file; it is with the inspectorate, and the entry says so."""

    class Meta:
        model = Claim
        skip_postgeneration_save = True

    entry = factory.SubFactory(RegisterEntryFactory, position=RegisterEntry.Position.SUBMITTED)
    done = "Everybody has been trained."
    done_from = date(2026, 2, 1)
    made_by = factory.SubFactory(UserFactory)
    made_at = CLAIMED_AT

    @factory.post_generation
    def files(self: Claim, create: bool, extracted: list[EntryFile] | None, **kw: object) -> None:
        """Those given, or one."""
        given = [EntryFileFactory(entry=self.entry)] if extracted is None else extracted
        self.files.set(given)


class StatusRequestFactory(factory.django.DjangoModelFactory[StatusRequest]):
    """That an entry be complete, asked for and not decided."""

    class Meta:
        model = StatusRequest

    entry = factory.SubFactory(RegisterEntryFactory)
    status = RegisterEntry.Status.COMPLETE
    narrative = "Seen on a visit: everybody has been trained."
    basis = factory.SubFactory(BasisFactory)
    requested_by = factory.SubFactory(UserFactory)
    requested_at = CLAIMED_AT
