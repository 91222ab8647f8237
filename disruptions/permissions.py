"""Who may do what with threats, plans, orders and places; what they see is for `visible_to`."""

from collections.abc import Iterable, Sequence

from disruptions.models import Disruption, Plan, PlanAction, Threat
from forces.models import Body, RoleGrant, standing
from forces.rights import Right, holds
from inspection_portal.core.models import User


def can_read_threats(user: User) -> bool:
    """Whether there may be threats and plans that the person sees."""
    return holds(user, Right.THREATS_READ_ALL) or holds(user, Right.THREATS_READ)


def can_compare_bodies(user: User) -> bool:
    """Who reads the threats of every body sees all of them side by side."""
    return holds(user, Right.THREATS_READ_ALL)


def can_read_checks(user: User, body: Body) -> bool:
    """What the checks find is for the body itself and for who compares bodies: others who see a
    threat or a plan are not told.
    """
    return can_keep(user, body) or can_compare_bodies(user)


def can_read_names(user: User, body: Body) -> bool:
    """The names of officers stay within their own body (domain §2.4)."""
    return holds(user, Right.THREATS_READ) and body.pk in standing(user).bodies


def can_read_officers(user: User, body: Body) -> bool:
    """Whether the person sees the officers of a body; by name or not, see `can_read_names`."""
    return can_compare_bodies(user) or can_keep(user, body)


def can_keep(user: User, body: Body) -> bool:
    """Whoever acts for a body keeps its threats, officers, orders, local profiles and sites."""
    return holds(user, Right.THREATS_KEEP) and body.pk in standing(user).bodies


def can_keep_some(user: User) -> bool:
    """Whether there may be bodies for which the person keeps threats; which is asked of each."""
    return holds(user, Right.THREATS_KEEP)


def can_write_plan(user: User, threat: Threat) -> bool:
    """Whoever acts for the body that owns the threat writes plans for it."""
    return holds(user, Right.PLANS_WRITE) and threat.body_id in standing(user).bodies


def can_oversee_plan(user: User, plan: Plan) -> bool:
    """The body's own lead records a supervisor’s check, shares the plan and waives a check."""
    return can_oversee(user, plan.threat.body)


def can_oversee(user: User, body: Body) -> bool:
    """The body's own lead sets by what its plans are checked."""
    return holds(user, Right.PLANS_OVERSEE) and body.pk in standing(user).led


def can_oversee_some(user: User) -> bool:
    """Whether there may be bodies that the person oversees; which is asked of each."""
    return holds(user, Right.PLANS_OVERSEE)


def can_update_action(user: User, action: PlanAction) -> bool:
    """Whoever writes the plan; otherwise whom the action was given to, while they may see it."""
    if can_write_plan(user, action.plan.threat):
        return True
    return PlanAction.objects.lent_to(user).filter(pk=action.pk).exists()


def can_have_actions(user: User) -> bool:
    """Whether actions of 4P plans may be given to the person, or to whom they act for."""
    return holds(user, Right.ACTIONS_UPDATE)


def is_only_partner(user: User) -> bool:
    """Whether the actions given to their organisation are all that the person is here for."""
    return standing(user).roles == {RoleGrant.Role.PARTNER}


def can_record_disruption(user: User, body: Body) -> bool:
    """Whoever acts for a body records its disruptions."""
    return holds(user, Right.DISRUPTIONS_RECORD) and body.pk in standing(user).bodies


def can_record_some(user: User) -> bool:
    """Whether there may be bodies for which the person records; which is asked of each."""
    return holds(user, Right.DISRUPTIONS_RECORD)


def can_moderate(user: User, disruption: Disruption) -> bool:
    """A lead of the recording body, unless they recorded or ever changed the disruption. Who may
    moderate it may open it again as well.
    """
    return can_moderate_for(user, disruption.body) and not _touched(user, [disruption])


def can_moderate_for(user: User, body: Body) -> bool:
    """Whether there may be disruptions of the body that the person moderates."""
    return holds(user, Right.DISRUPTIONS_MODERATE) and body.pk in standing(user).led


def can_moderate_some(user: User) -> bool:
    """Whether there may be bodies whose disruptions the person moderates; asked of each."""
    return holds(user, Right.DISRUPTIONS_MODERATE)


def can_tell_apart(user: User, *records: Disruption) -> bool:
    """A lead of the body of one of the records, who moderates there, unless they recorded or
    ever changed one of them.
    """
    return can_tell_each_apart(user, [records])[0]


def can_tell_each_apart(user: User, pairs: Sequence[Sequence[Disruption]]) -> list[bool]:
    """The same of each of several pairs, with one query for all."""
    may = [can_tell_apart_for(user, *pair) for pair in pairs]
    touched = _touched(user, [each for pair in pairs for each in pair]) if any(may) else set()
    return [
        each and touched.isdisjoint(record.pk for record in pair)
        for each, pair in zip(may, pairs, strict=True)
    ]


def can_tell_apart_for(user: User, *records: Disruption) -> bool:
    """Whether there may be two events among the records that the person tells apart."""
    return any(can_moderate_for(user, each.body) for each in records)


def can_read_standards(user: User) -> bool:
    """Whoever records or reads disruptions, and who sets the standards."""
    return can_read_threats(user) or can_set_standards(user)


def can_set_standards(user: User) -> bool:
    """An administrator sets the minimum standards for all."""
    return holds(user, Right.STANDARDS_SET)


def can_take_snapshot(user: User) -> bool:
    """Who gathers evidence and reads every threat freezes the list behind a figure."""
    return can_compare_bodies(user) and holds(user, Right.EVIDENCE_WRITE)


def can_load_extracts(user: User) -> bool:
    """Extracts of national systems hold the threats and disruptions of every body."""
    return holds(user, Right.DATA_LOAD)


def _touched(user: User, records: Iterable[Disruption]) -> set[int]:
    """The keys of those that the person recorded or ever changed."""
    among = Disruption.objects.filter(pk__in={each.pk for each in records})
    return set(among.touched_by(user).order_by().values_list("pk", flat=True))
