"""Lists that administrators edit: what threats are about, and how far they are (domain §4, §5)."""

from django.db import models

from inspection_portal.core.history import tracked
from inspection_portal.core.models import ListItem


@tracked
class CrimeType(ListItem):
    """A kind of serious and organised crime: drugs supply, fraud, modern slavery."""


@tracked
class ThreatPhase(ListItem):
    """How far the work on a threat is, in the words of the SOC master list.

    In a phase that `is_closed` a threat is not managed any more. The words are not public, so they
    are a list (domain §5).
    """

    is_closed = models.BooleanField("ends the work on a threat", default=False)
