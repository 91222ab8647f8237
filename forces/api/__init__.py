"""Regions and bodies, and how programs get in."""

from forces.api.access import ApiClientViewSet, PersonalTokenViewSet
from forces.api.reference import BodyViewSet, RegionViewSet

__all__ = ["ApiClientViewSet", "BodyViewSet", "PersonalTokenViewSet", "RegionViewSet"]
