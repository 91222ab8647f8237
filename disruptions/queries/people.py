"""Who may be named in a plan, and who is told of it."""

from datetime import date

from django.db.models import Q, QuerySet

from disruptions.models import Officer, Plan, PlanAccess, PlanAction, Threat
from disruptions.permissions import can_read_names
from disruptions.queries.choices import bodies_kept_by
from forces.models import Body, Organisation, RoleGrant
from inspection_portal.core.models import User

Choices = list[tuple[str, str]]


def officer_in_words(officer: Officer, user: User) -> str:
    """As the person may know the officer: by name within their own body, else by rank and post."""
    if can_read_names(user, officer.body):
        return ", ".join(filter(None, [officer.name, officer.title]))
    return f"{officer.title} ({officer.body})"


def officers_of_threat(threat: Threat, on: date) -> QuerySet[Officer]:
    """Serving officers of the body that owns the threat, and of those that support it."""
    bodies = [threat.body_id, *threat.supporting_bodies.values_list("pk", flat=True)]
    return Officer.objects.serving(on).filter(body__in=bodies).for_list()


def officers_of_plan(plan: Plan, on: date) -> QuerySet[Officer]:
    """The same, and those of bodies that may see the plan or its actions: who may have one."""
    let_in = PlanAccess.objects.current().filter(plan=plan, body__isnull=False)
    bodies = [
        plan.threat.body_id,
        *plan.threat.supporting_bodies.values_list("pk", flat=True),
        *let_in.values_list("body", flat=True),
    ]
    return Officer.objects.serving(on).filter(body__in=bodies).for_list()


def officers_known_to(user: User, on: date) -> QuerySet[Officer]:
    """Those whom the person sees, and those who serve on that day where a threat of the person’s
    bodies is supported, or where its plan or actions of it may be seen.
    """
    threats = Threat.objects.filter(body__in=bodies_kept_by(user))
    let_in = PlanAccess.objects.current().filter(plan__threat__in=threats)
    bodies = Body.objects.filter(Q(supported_threats__in=threats) | Q(pk__in=let_in.values("body")))
    others = Officer.objects.serving(on).filter(body__in=bodies)
    return (Officer.objects.visible_to(user) | others).for_list()


def officer_choices(officers: QuerySet[Officer], user: User) -> Choices:
    """By UUID, those of the person's own body first."""
    told = sorted(
        (not can_read_names(user, each.body), officer_in_words(each, user), str(each.uuid))
        for each in officers
    )
    return [(uuid, words) for _, words, uuid in told]


def own_officer(user: User, body: Body) -> Officer | None:
    """The person as an officer of the body, where they are one."""
    return Officer.objects.filter(user=user, body=body).first()


def doers_of(action: PlanAction) -> list[User]:
    """The people that an action was given to, as far as they see it today."""
    people: list[User] = []
    if action.partner:
        people = _holding(Q(role=RoleGrant.Role.PARTNER, organisation=action.partner))
    elif action.owner and action.owner.user:
        people = [action.owner.user]
    of_it = PlanAction.objects.filter(pk=action.pk)
    return [each for each in people if of_it.visible_to(each).exists()]


def people_let_in(access: PlanAccess) -> list[User]:
    """The leads of the body, or the partners of the organisation, that the access is of."""
    if access.organisation:
        return _holding(Q(role=RoleGrant.Role.PARTNER, organisation=access.organisation))
    return _holding(Q(role__in=RoleGrant.LEADS, body=access.body))


def partners(on: date) -> list[Organisation]:
    """The organisations that an action may be given to."""
    return list(Organisation.objects.in_force(on))


def _holding(of: Q) -> list[User]:
    current = RoleGrant.objects.of_people().filter(of)
    people = User.objects.filter(is_active=True, pk__in=current.values("user"))
    return list(people.order_by("pk"))
