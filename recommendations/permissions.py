"""Who may do what in the register; recommendations are written by who may edit the inspection."""

from forces.models import standing
from forces.rights import Right, holds
from inspection_portal.core.models import User
from recommendations.models import RegisterEntry, Section55Response


def can_assign(user: User, entry: RegisterEntry) -> bool:
    """The body's own lead says who of its people is responsible."""
    return holds(user, Right.ENTRIES_ASSIGN) and entry.body_id in standing(user).led


def acts_for(user: User, entry: RegisterEntry) -> bool:
    """Whether the person acts for the addressee; for who oversees a body the body acts itself."""
    who = standing(user)
    return entry.body_id in who.bodies or entry.policing_body_id in who.policing_bodies


def can_update(user: User, entry: RegisterEntry) -> bool:
    """Whoever acts for the addressee says how far it is."""
    return holds(user, Right.ENTRIES_UPDATE) and acts_for(user, entry)


def can_claim(user: User, entry: RegisterEntry) -> bool:
    """The addressee's own lead signs off what is claimed and asked for; an office that is asked
    itself has no other lead.
    """
    who = standing(user)
    leads = entry.body_id in who.led or entry.policing_body_id in who.policing_bodies
    return holds(user, Right.ENTRIES_CLAIM) and leads


def can_record_status(user: User) -> bool:
    """Only the inspectorate sets a status: it verifies claims, and asks for one (domain §3.3)."""
    return holds(user, Right.REGISTER_RECORD_STATUS)


def can_authorise(user: User) -> bool:
    """What one person of the inspectorate asks for a second one gives."""
    return holds(user, Right.REGISTER_AUTHORISE)


def can_decide_deadlines(user: User) -> bool:
    return holds(user, Right.DEADLINES_DECIDE)


def can_enter_national(user: User) -> bool:
    return holds(user, Right.NATIONAL_ENTER)


def can_decide_monitoring(user: User) -> bool:
    """HM Inspectors speak for HM Chief Inspector, who decides (domain §3.2)."""
    return holds(user, Right.MONITORING_DECIDE)


def can_answer_reports(user: User, policing_body: int) -> bool:
    """A person of the local policing body, given by key."""
    return holds(user, Right.ANSWERS_WRITE) and policing_body in standing(user).policing_bodies


def can_read_answer(user: User, response: Section55Response) -> bool:
    """What an answer says is its office's own until it is published."""
    return response.is_published or response.policing_body_id in standing(user).policing_bodies


def can_open_register(user: User) -> bool:
    """Whoever publishes a report opens its entries."""
    return holds(user, Right.REPORT_PUBLISH)
