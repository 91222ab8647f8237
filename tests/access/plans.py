"""A 4P plan of a force with words for its readers alone, and an action of it given to a partner."""

from collections.abc import Mapping
from uuid import UUID

from forces.models import Body, RoleGrant
from inspection_portal.core.models import User
from tests.access.progress import OF_THE_BODY, READERS_OF_THE_REGISTER, Words
from tests.factories import (
    OfficerFactory,
    PlanAccessFactory,
    PlanActionFactory,
    PlanEntryFactory,
    PlanFactory,
    PlanLinkFactory,
    PlanReviewFactory,
)

# Inspectors and auditors read every plan, as they do the register.
READERS = OF_THE_BODY | READERS_OF_THE_REGISTER


def plans_of(force: Body, people: Mapping[str, User], canaries: Words) -> dict[str, UUID]:
    """The names of officers are for the people of the force, the partner's action for the partner
    too.
    """

    def word(what: str, readers: frozenset[str] = READERS) -> str:
        return canaries.of_entry(canaries.word(what), readers)

    name = canaries.of_entry(canaries.closed_word("name of an officer"), OF_THE_BODY)
    officer = OfficerFactory(body=force, name=name)
    partner = RoleGrant.objects.get(user=people["partner"]).organisation
    plan = PlanFactory(
        threat__body=force, threat__reference=word("reference of a threat"), written_by=officer
    )
    entry = PlanEntryFactory(plan=plan, text=word("entry of a plan"))
    review = PlanReviewFactory(
        plan=plan, reviewed_by=officer, outcome=word("outcome of a review of a plan")
    )
    link = PlanLinkFactory(plan=plan, reference=word("reference of a linked plan"))
    access = PlanAccessFactory(plan=plan, organisation=partner)
    PlanActionFactory(plan=plan, what=word("action of a plan"), owner=officer)
    given = word("action that a partner was given", READERS | {"partner"})
    action = PlanActionFactory(plan=plan, what=given, partner=partner)
    return {
        "plan": plan.uuid,
        "plan_entry": entry.uuid,
        "plan_review": review.uuid,
        "plan_link": link.uuid,
        "plan_access": access.uuid,
        "plan_action": action.uuid,
    }
