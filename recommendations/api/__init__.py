"""Recommendations and the register, as other systems read and change them."""

from recommendations.api.answers import Section55ResponseViewSet
from recommendations.api.register import RegisterEntryViewSet
from recommendations.api.writing import RecommendationViewSet

__all__ = ["RecommendationViewSet", "RegisterEntryViewSet", "Section55ResponseViewSet"]
