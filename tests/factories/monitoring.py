"""When forces were in the Engage stage of monitoring."""

from datetime import date

import factory

from recommendations.models import EngageLetter, EngageSpell, MonitoringTest
from tests.factories.forces import ForceFactory
from tests.factories.progress import TextFileFactory


class MonitoringTestFactory(factory.django.DjangoModelFactory[MonitoringTest]):
    """The test of December 2024, made once."""

    class Meta:
        model = MonitoringTest
        django_get_or_create = ("name",)

    name = "Test of December 2024"
    description = "The force fails the public in what matters."
    valid_from = date(2024, 12, 1)


class EngageSpellFactory(factory.django.DjangoModelFactory[EngageSpell]):
    """A force that has been in the Engage stage since 3 February 2026."""

    class Meta:
        model = EngageSpell

    body = factory.SubFactory(ForceFactory)
    test = factory.SubFactory(MonitoringTestFactory)
    entered_on = date(2026, 2, 3)
    reasons = ["Calls are answered late."]


class EngageLetterFactory(TextFileFactory):
    """The letter that says so, as a text file."""

    class Meta:
        model = EngageLetter

    spell = factory.SubFactory(EngageSpellFactory)
