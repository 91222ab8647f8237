"""Lists that administrators edit: how evidence is gathered and handled, and what findings are about
(domain §2.4, §8).
"""

from django.db import models
from django.db.models import Q

from inspection_portal.core.history import tracked
from inspection_portal.core.models import ListItem


@tracked
class EvidenceMethod(ListItem):
    """A way of gathering evidence, and the words by which a report may attribute it."""

    class Attribution(models.TextChoices):
        """How the report words what such evidence says."""

        SEEN = "seen", "We found"
        TOLD = "told", "We were told"
        REPORTED = "reported", "The force reported"
        RECORDED = "recorded", "Records and data show"

    attribution = models.CharField(max_length=10, choices=Attribution)

    class Meta(ListItem.Meta):
        constraints = [
            *ListItem.Meta.constraints,
            models.CheckConstraint(
                name="evidence_method_attribution_is_known",
                condition=Q(attribution__in=["seen", "told", "reported", "recorded"]),
                violation_error_message="Choose how the report words such evidence.",
            ),
        ]


@tracked
class HandlingInstruction(ListItem):
    """Who may have OFFICIAL-SENSITIVE material, or what may be done with it."""


@tracked
class Theme(ListItem):
    """What findings of many bodies are about, so that they can be laid side by side."""
