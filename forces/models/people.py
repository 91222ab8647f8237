"""Which role a person holds, for which body, and since when."""

from dataclasses import dataclass
from typing import Self

from django.db import models
from django.db.models import Q

from forces.models.bodies import Body
from inspection_portal.core.models import Identified, User


class RoleGrantQuerySet(models.QuerySet["RoleGrant"]):
    def visible_to(self, user: User) -> Self:
        """Administrators see who holds or held which role; nobody else does."""
        return self if standing(user).is_administrator else self.none()

    def current(self) -> Self:
        return self.filter(taken_at=None)

    def for_list(self) -> Self:
        return self.select_related("user", "body", "given_by", "taken_by")


class RoleGrant(Identified):
    """A role given to a person, and perhaps taken away; the row stays as the record of it."""

    class Role(models.TextChoices):
        INSPECTOR = "inspector", "Inspector"
        MODERATOR = "moderator", "Moderator"
        ADMINISTRATOR = "administrator", "Administrator"
        FORCE_LEAD = "force_lead", "Force lead"
        FORCE_CONTRIBUTOR = "force_contributor", "Force contributor"

    # Roles of the inspectorate are held everywhere, the others for one ROCU or force.
    OF_A_BODY = (Role.FORCE_LEAD, Role.FORCE_CONTRIBUTOR)

    user = models.ForeignKey(User, models.PROTECT, related_name="role_grants")
    role = models.CharField(max_length=20, choices=Role)
    body = models.ForeignKey(
        Body, models.PROTECT, null=True, blank=True, related_name="role_grants"
    )
    given_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    given_at = models.DateTimeField()
    taken_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    taken_at = models.DateTimeField(null=True, blank=True)

    objects = RoleGrantQuerySet.as_manager()

    class Meta:
        ordering = ["user__name", "role", "pk"]
        constraints = [
            models.CheckConstraint(
                name="role_is_of_a_body_iff_body_given",
                condition=(
                    Q(role__in=["force_lead", "force_contributor"], body__isnull=False)
                    | Q(role__in=["inspector", "moderator", "administrator"], body=None)
                ),
                violation_error_message=(
                    "Choose a force or ROCU for a force role, "
                    "and none for a role of the inspectorate."
                ),
            ),
            models.CheckConstraint(
                name="role_taken_by_someone_iff_taken",
                condition=Q(taken_at=None, taken_by=None)
                | Q(taken_at__isnull=False, taken_by__isnull=False),
                violation_error_message="A role that was taken away needs who took it and when.",
            ),
            models.UniqueConstraint(
                name="role_held_once",
                fields=["user", "role", "body"],
                condition=Q(taken_at=None),
                nulls_distinct=False,
                violation_error_message="The person already holds this role.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.in_words}"

    @property
    def in_words(self) -> str:
        """The role, and for which body: "Force lead, Kent Police"."""
        return f"{self.get_role_display()}{f', {self.body}' if self.body else ''}"


_INSPECTORATE = frozenset(set(RoleGrant.Role) - set(RoleGrant.OF_A_BODY))


@dataclass(frozen=True)
class Standing:
    """What a person may be taken for today: `roles` held anywhere, and the bodies (keys) they act
    for.
    """

    roles: frozenset[str]
    led: frozenset[int]
    contributed: frozenset[int]

    @property
    def is_inspectorate(self) -> bool:
        return bool(self.roles - set(RoleGrant.OF_A_BODY))

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
        return self.led | self.contributed


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
        return Standing(_INSPECTORATE, frozenset(), frozenset())
    if not user.is_active:
        return Standing(frozenset(), frozenset(), frozenset())
    grants = list(user.role_grants.current().values_list("role", "body_id"))
    return Standing(
        roles=frozenset(role for role, _ in grants),
        led=frozenset(body for role, body in grants if role == RoleGrant.Role.FORCE_LEAD and body),
        contributed=frozenset(
            body for role, body in grants if role == RoleGrant.Role.FORCE_CONTRIBUTOR and body
        ),
    )
