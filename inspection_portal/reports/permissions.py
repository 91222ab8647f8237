from findings.models import Inspection
from inspection_portal.core.models import User


def can_make_draft(user: User, inspection: Inspection) -> bool:
    """Whoever may read a draft may have it as a PDF."""
    return Inspection.objects.drafts_visible_to(user).filter(pk=inspection.pk).exists()
