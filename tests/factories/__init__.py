"""Rows for tests, one module per app; people hold roles as they would in the portal."""

from tests.factories.forces import BodyFactory, ForceFactory, RegionFactory, RocuFactory
from tests.factories.people import UserFactory, person

__all__ = ["BodyFactory", "ForceFactory", "RegionFactory", "RocuFactory", "UserFactory", "person"]
