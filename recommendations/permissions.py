"""Who may do what in the register; recommendations are written by who may edit the inspection."""

from forces.models import Body, standing
from forces.rights import Right, holds
from inspection_portal.core.models import User
from recommendations.models import RegisterEntry, SavedView, Section55Response, Side


def can_assign(user: User, entry: RegisterEntry) -> bool:
    """The addressee's own lead says who of its people is responsible."""
    return holds(user, Right.ENTRIES_ASSIGN) and _leads(user, entry)


def can_hand_on(user: User, entry: RegisterEntry) -> bool:
    """Whoever is responsible, and still acts for the addressee, hands the entry to a colleague."""
    return can_assign(user, entry) or (entry.owner_id == user.pk and can_update(user, entry))


def can_hand_over(user: User) -> bool:
    """A lead hands all entries of one person to another."""
    return holds(user, Right.ENTRIES_ASSIGN)


def can_name_people(user: User, body: Body) -> bool:
    """The body's own lead, and the inspectorate, learn who acts for it."""
    return body.pk in standing(user).led or holds(user, Right.REGISTER_READ_ALL)


def can_import(user: User) -> bool:
    """A lead brings what the body's own tracker says of the entries that they sign off."""
    return holds(user, Right.ENTRIES_CLAIM)


def acts_for(user: User, entry: RegisterEntry) -> bool:
    """Whether the person acts for the addressee; for who oversees a body the body acts itself."""
    who = standing(user)
    return entry.body_id in who.bodies or entry.policing_body_id in who.policing_bodies


def can_update(user: User, entry: RegisterEntry) -> bool:
    """Whoever acts for the addressee says how far it is; for an organisation the inspectorate does
    what it is told.
    """
    if entry.organisation_id:
        return can_record_status(user)
    return holds(user, Right.ENTRIES_UPDATE) and acts_for(user, entry)


def can_write_some(user: User) -> bool:
    """Whoever acts for some addressee; of which entries is asked of each."""
    return holds(user, Right.ENTRIES_UPDATE)


def can_claim(user: User, entry: RegisterEntry) -> bool:
    """The addressee's own lead signs off what is claimed and asked for."""
    return holds(user, Right.ENTRIES_CLAIM) and _leads(user, entry)


def positions_open_to(user: User, entry: RegisterEntry) -> tuple[RegisterEntry.Position, ...]:
    """What the person may say of how the addressee stands to it; that it is submitted comes of a
    claim alone.
    """
    if not can_update(user, entry):
        return ()
    signs_off = entry.organisation_id is not None or can_claim(user, entry)
    return RegisterEntry.AT_WORK + (RegisterEntry.OF_LEADS if signs_off else ())


def side_of(user: User, entry: RegisterEntry) -> Side | None:
    """Whose side the person writes on; None for who only reads the entry."""
    if can_record_status(user):
        return Side.INSPECTORATE
    return Side.BODY if can_update(user, entry) else None


def can_read_notes(user: User, entry: RegisterEntry, side: str) -> bool:
    """Internal notes are read by the side that wrote them alone."""
    if side == Side.INSPECTORATE:
        return holds(user, Right.REGISTER_READ_ALL)
    return acts_for(user, entry)


def can_ask(user: User) -> bool:
    """Whoever verifies claims asks bodies how far they are."""
    return can_record_status(user)


def can_record_status(user: User) -> bool:
    """Only the inspectorate sets a status: it verifies claims, and asks for one (domain §3.3)."""
    return holds(user, Right.REGISTER_RECORD_STATUS)


def can_see_desk(user: User) -> bool:
    """Whoever reads the whole register sees what waits for the inspectorate in it."""
    return holds(user, Right.REGISTER_READ_ALL)


def can_authorise(user: User) -> bool:
    """What one person of the inspectorate asks for a second one gives."""
    return holds(user, Right.REGISTER_AUTHORISE)


def can_decide_deadlines(user: User) -> bool:
    return holds(user, Right.DEADLINES_DECIDE)


def can_choose_rules(user: User, body: Body) -> bool:
    """The body's own lead says by which rules its entries are coloured."""
    return holds(user, Right.ENTRIES_CLAIM) and body.pk in standing(user).led


def can_enter_national(user: User) -> bool:
    return holds(user, Right.NATIONAL_ENTER)


def can_decide_monitoring(user: User) -> bool:
    """HM Inspectors speak for HM Chief Inspector, who decides (domain §3.2)."""
    return holds(user, Right.MONITORING_DECIDE)


def can_see_stages(user: User) -> bool:
    """In which stage of monitoring all forces are; others see that of their own force."""
    return holds(user, Right.REGISTER_READ_ALL)


def can_answer_reports(user: User, policing_body: int) -> bool:
    """A person of the local policing body, given by key."""
    return holds(user, Right.ANSWERS_WRITE) and policing_body in standing(user).policing_bodies


def can_read_answer(user: User, response: Section55Response) -> bool:
    """What an answer says is its office's own until it is published."""
    return response.is_published or response.policing_body_id in standing(user).policing_bodies


def can_open_register(user: User) -> bool:
    """Whoever publishes a report opens its entries."""
    return holds(user, Right.REPORT_PUBLISH)


def _leads(user: User, entry: RegisterEntry) -> bool:
    """An office that is asked itself has no lead besides its people."""
    who = standing(user)
    return entry.body_id in who.led or entry.policing_body_id in who.policing_bodies


def can_read_notices(user: User, entry: RegisterEntry) -> bool:
    """Who was told of a deadline is for the inspectorate, and for the addressee's own leads."""
    return _leads(user, entry) or holds(user, Right.REGISTER_READ_ALL)


def can_read_some_notices(user: User) -> bool:
    """Whether there may be entries of which the person reads who was told."""
    who = standing(user)
    return bool(who.led or who.policing_bodies) or holds(user, Right.REGISTER_READ_ALL)


def can_read_register(user: User) -> bool:
    """Whether there may be entries that the person sees."""
    return holds(user, Right.REGISTER_READ_ALL) or holds(user, Right.REGISTER_READ)


def can_change_view(user: User, view: SavedView) -> bool:
    """A view is named, shared and changed by who saved it alone."""
    return view.owner_id == user.pk


def can_delete_view(user: User, view: SavedView) -> bool:
    """Besides, whoever speaks for those that it is shared with takes it away: who saved it may have
    left.
    """
    if view.is_for_inspectorate and holds(user, Right.REGISTER_AUTHORISE):
        return True
    who = standing(user)
    speaks = view.body_id in who.led or view.policing_body_id in who.policing_bodies
    return speaks or can_change_view(user, view)
