"""Who may be asked to act besides the bodies: departments, agencies, councils (domain §2.2)."""

from inspection_portal.core.history import tracked
from inspection_portal.core.models import ListItem


@tracked
class Organisation(ListItem):
    """Somebody outside the bodies to whom a recommendation may be addressed, or for whom a body
    waits: the Home Office, the NCA, the NPCC, the College of Policing.

    Nobody acts for it in the register: the inspectorate keeps its entries. Partners from it are
    given actions of 4P plans.
    """
