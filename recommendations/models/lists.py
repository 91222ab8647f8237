"""The list of what a status in the register may rest on (domain §3.3)."""

from inspection_portal.core.history import tracked
from inspection_portal.core.models import ListItem


@tracked
class Basis(ListItem):
    """What the inspectorate rests on when it says how an entry of the register stands."""

    class Meta(ListItem.Meta):
        verbose_name_plural = "bases"
