"""Which role a person holds, for which body, and from when to when."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Self

import pgtrigger
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import Q, Value
from django.db.models.functions import Coalesce
from django.utils.timezone import localdate

from forces.models.bodies import Body, DateRange, LocalPolicingBody
from forces.models.organisations import Organisation
from inspection_portal.core.dates import LondonDay
from inspection_portal.core.history import tracked
from inspection_portal.core.models import Identified, User

LEAD_OF_ANOTHER_KIND = """
IF NEW.role IN ('force_lead', 'rocu_lead') AND NOT EXISTS (
    SELECT FROM forces_body WHERE id = NEW.body_id AND kind || '_lead' = NEW.role
) THEN
    RAISE EXCEPTION 'A force lead leads a force, a ROCU lead a ROCU.';
END IF;
RETURN NEW;
"""


class RoleGrantQuerySet(models.QuerySet["RoleGrant"]):
    def visible_to(self, user: User) -> Self:
        """Administrators see who holds or held which role; nobody else does."""
        return self if standing(user).is_administrator else self.none()

    def current(self, on: date | None = None) -> Self:
        """Roles held on that day (default today): not taken away, and not after their last day."""
        return self.filter(Q(ends_on=None) | Q(ends_on__gte=on or localdate()), taken_at=None)

    def of_people(self, on: date | None = None) -> Self:
        """Roles that people hold on that day (default today) whose account is open: who is told of
        things, and can be responsible for them. Clients of the API can't.
        """
        return self.current(on).filter(user__kind=User.Kind.PERSON, user__is_active=True)

    def ended(self, on: date | None = None) -> Self:
        """Roles that were taken away, or whose last day lies before that day (default today)."""
        return self.filter(Q(taken_at__isnull=False) | Q(ends_on__lt=on or localdate()))

    def for_list(self) -> Self:
        return self.select_related(
            "user", "body", "policing_body__body", "organisation", "given_by", "taken_by"
        )


@tracked
class RoleGrant(Identified):
    """A role given to a person, and perhaps taken away; the row stays as the record of it.

    `ends_on` is its last day, where it was given for a time.
    """

    class Role(models.TextChoices):
        INSPECTOR = "inspector", "Inspector"
        MODERATOR = "moderator", "Moderator"
        HMI = "hmi", "HM Inspector"
        PUBLISHER = "publisher", "Publisher"
        AUDITOR = "auditor", "Auditor"
        OPERATOR = "operator", "Operator"
        ADMINISTRATOR = "administrator", "Administrator"
        FORCE_LEAD = "force_lead", "Force lead"
        FORCE_CONTRIBUTOR = "force_contributor", "Force contributor"
        ROCU_LEAD = "rocu_lead", "ROCU lead"
        POLICING_BODY = "policing_body", "Local policing body"
        PARTNER = "partner", "Partner"

    # Roles in one force or ROCU, in what oversees a force, and in a partner outside policing; all
    # others are of the inspectorate and held throughout it.
    OF_A_BODY = (Role.FORCE_LEAD, Role.FORCE_CONTRIBUTOR, Role.ROCU_LEAD)
    OF_A_POLICING_BODY = (Role.POLICING_BODY,)
    OF_AN_ORGANISATION = (Role.PARTNER,)
    # A client of the API says and does what is asked of others, and decides nothing.
    OF_CLIENTS = (*OF_A_BODY, *OF_A_POLICING_BODY, *OF_AN_ORGANISATION, Role.INSPECTOR)
    LEADS: ClassVar = {Role.FORCE_LEAD: Body.Kind.FORCE, Role.ROCU_LEAD: Body.Kind.ROCU}

    user = models.ForeignKey(User, models.PROTECT, related_name="role_grants")
    role = models.CharField(max_length=20, choices=Role)
    body = models.ForeignKey(
        Body, models.PROTECT, null=True, blank=True, related_name="role_grants"
    )
    policing_body = models.ForeignKey(
        LocalPolicingBody, models.PROTECT, null=True, blank=True, related_name="role_grants"
    )
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="role_grants"
    )
    given_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    given_at = models.DateTimeField()
    ends_on = models.DateField(null=True, blank=True)
    taken_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    taken_at = models.DateTimeField(null=True, blank=True)

    objects = RoleGrantQuerySet.as_manager()

    class Meta:
        ordering = ["user__name", "role", "pk"]
        constraints = [
            models.CheckConstraint(
                name="role_names_the_body_it_is_of",
                condition=(
                    Q(
                        role__in=["force_lead", "force_contributor", "rocu_lead"],
                        body__isnull=False,
                        policing_body=None,
                        organisation=None,
                    )
                    | Q(
                        role="policing_body",
                        body=None,
                        policing_body__isnull=False,
                        organisation=None,
                    )
                    | Q(
                        role="partner",
                        body=None,
                        policing_body=None,
                        organisation__isnull=False,
                    )
                    | Q(
                        role__in=[
                            "inspector",
                            "moderator",
                            "hmi",
                            "publisher",
                            "auditor",
                            "operator",
                            "administrator",
                        ],
                        body=None,
                        policing_body=None,
                        organisation=None,
                    )
                ),
                violation_error_message=(
                    "Choose a force or ROCU for a role in one, a local policing body for a role "
                    "there, an organisation for a partner, and none for a role of the inspectorate."
                ),
            ),
            models.CheckConstraint(
                name="role_taken_by_someone_iff_taken",
                condition=Q(taken_at=None, taken_by=None)
                | Q(taken_at__isnull=False, taken_by__isnull=False),
                violation_error_message="A role that was taken away needs who took it and when.",
            ),
            models.CheckConstraint(
                name="role_ends_after_it_begins",
                condition=Q(ends_on=None) | Q(ends_on__gte=LondonDay("given_at")),
                violation_error_message="The last day of the role is before its first.",
            ),
            ExclusionConstraint(
                name="role_held_once_at_a_time",
                expressions=[
                    ("user", RangeOperators.EQUAL),
                    ("role", RangeOperators.EQUAL),
                    (Coalesce("body", Value(0)), RangeOperators.EQUAL),
                    (Coalesce("policing_body", Value(0)), RangeOperators.EQUAL),
                    (Coalesce("organisation", Value(0)), RangeOperators.EQUAL),
                    (DateRange(LondonDay("given_at"), "ends_on"), RangeOperators.OVERLAPS),
                ],
                condition=Q(taken_at=None),
                violation_error_message="The person already holds this role.",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="lead_is_of_the_kind_of_body",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func=LEAD_OF_ANOTHER_KIND,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.in_words}"

    @property
    def of(self) -> Body | LocalPolicingBody | Organisation | None:
        """What the role is held in; None for the inspectorate."""
        return self.body or self.policing_body or self.organisation

    @property
    def in_words(self) -> str:
        """The role, and in which body: "Force lead, Kent Police"."""
        return f"{self.get_role_display()}{f', {self.of}' if self.of else ''}"


_INSPECTORATE = frozenset(
    set(RoleGrant.Role)
    - {*RoleGrant.OF_A_BODY, *RoleGrant.OF_A_POLICING_BODY, *RoleGrant.OF_AN_ORGANISATION}
)


@dataclass(frozen=True)
class Standing:
    """What a person may be taken for today: `roles` held anywhere, the bodies (keys) that they lead
    or contribute to, their local policing bodies with the bodies that these oversee, and the
    organisations that they are partners from.
    """

    roles: frozenset[str] = frozenset()
    led: frozenset[int] = frozenset()
    contributed: frozenset[int] = frozenset()
    policing_bodies: frozenset[int] = frozenset()
    overseen: frozenset[int] = frozenset()
    organisations: frozenset[int] = frozenset()

    @property
    def is_inspectorate(self) -> bool:
        return bool(self.roles & _INSPECTORATE)

    @property
    def is_inspector(self) -> bool:
        return RoleGrant.Role.INSPECTOR in self.roles

    @property
    def is_moderator(self) -> bool:
        return RoleGrant.Role.MODERATOR in self.roles

    @property
    def is_administrator(self) -> bool:
        return RoleGrant.Role.ADMINISTRATOR in self.roles

    @property
    def bodies(self) -> frozenset[int]:
        """The bodies that the person acts for."""
        return self.led | self.contributed

    @property
    def answered_for(self) -> frozenset[int]:
        """The bodies whose entries in the register concern the person: their own, and those that
        they oversee.
        """
        return self.bodies | self.overseen


def standing(user: User) -> Standing:
    """The standing of a user, read once per user object: a request loads a new one, so changes
    apply at once.
    """
    held: Standing | None = user.__dict__.get("_standing")
    if held is None:
        held = user.__dict__["_standing"] = _read_standing(user)
    return held


def forget_standing(user: User) -> None:
    """Have `standing` read the roles of this user object anew: they have just changed."""
    user.__dict__.pop("_standing", None)


def _read_standing(user: User) -> Standing:
    if user.kind == User.Kind.SYSTEM:
        return Standing(_INSPECTORATE)
    if not user.is_active:
        return Standing()
    today = localdate()
    # An office that is abolished oversees nothing, and nobody acts for it.
    current = user.role_grants.current(today).exclude(policing_body__valid_to__lt=today)
    grants = list(
        current.values_list("role", "body", "policing_body", "policing_body__body", "organisation")
    )
    return Standing(
        roles=frozenset(role for role, *_ in grants),
        led=frozenset(body for role, body, *_ in grants if role in RoleGrant.LEADS),
        contributed=frozenset(
            body for role, body, *_ in grants if role == RoleGrant.Role.FORCE_CONTRIBUTOR
        ),
        policing_bodies=frozenset(office for _, _, office, *_ in grants if office),
        overseen=frozenset(overseen for *_, overseen, _ in grants if overseen),
        organisations=frozenset(partner for *_, partner in grants if partner),
    )
