"""Who may sign in to the demonstration: one person for each role, all with the same password; and
the program that gets in over the API.
"""

from dataclasses import dataclass

from forces.models import RoleGrant
from forces.scopes import Resource, to_read, to_write

Role = RoleGrant.Role
DOMAIN = "demo.example"
PASSWORD = "a portal worth a look"  # noqa: S105 - printed for whoever starts the demonstration


@dataclass(frozen=True)
class SignIn:
    """An invented person; `body` is the slug of the ROCU or force that they act for or oversee, if
    any.
    """

    email: str
    who: str
    role: Role
    body: str = ""
    password: str = PASSWORD


@dataclass(frozen=True)
class Program:
    """An invented client of the API, which acts in the role for the body of that slug."""

    client_id: str
    secret: str
    name: str
    role: Role
    body: str
    scopes: tuple[str, ...]


ADMINISTRATOR = SignIn("administrator@demo.example", "Demo Administrator", Role.ADMINISTRATOR)
INSPECTOR = SignIn("inspector@demo.example", "Demo Inspector", Role.INSPECTOR)
COLLEAGUE = SignIn("colleague@demo.example", "Demo Second Inspector", Role.INSPECTOR)
MODERATOR = SignIn("moderator@demo.example", "Demo Moderator", Role.MODERATOR)
HMI = SignIn("hmi@demo.example", "Demo HM Inspector", Role.HMI)
PUBLISHER = SignIn("publisher@demo.example", "Demo Publisher", Role.PUBLISHER)
AUDITOR = SignIn("auditor@demo.example", "Demo Auditor", Role.AUDITOR)
OPERATOR = SignIn("operator@demo.example", "Demo Operator", Role.OPERATOR)
HAMPSHIRE_LEAD = SignIn(
    "hampshire.lead@demo.example", "Demo Lead, Hampshire", Role.FORCE_LEAD, "hampshire"
)
HAMPSHIRE_CONTRIBUTOR = SignIn(
    "hampshire.contributor@demo.example",
    "Demo Contributor, Hampshire",
    Role.FORCE_CONTRIBUTOR,
    "hampshire",
)
SURREY_LEAD = SignIn("surrey.lead@demo.example", "Demo Lead, Surrey", Role.FORCE_LEAD, "surrey")
SUSSEX_LEAD = SignIn("sussex.lead@demo.example", "Demo Lead, Sussex", Role.FORCE_LEAD, "sussex")
THAMES_VALLEY_LEAD = SignIn(
    "thames-valley.lead@demo.example", "Demo Lead, Thames Valley", Role.FORCE_LEAD, "thames-valley"
)
SEROCU_LEAD = SignIn("serocu.lead@demo.example", "Demo Lead, SEROCU", Role.ROCU_LEAD, "serocu")

HAMPSHIRE_COMMISSIONER = SignIn(
    "hampshire.pcc@demo.example",
    "Demo Commissioner’s Office, Hampshire",
    Role.POLICING_BODY,
    "hampshire",
)
PARTNER = SignIn(
    "partner@demo.example",
    "Demo Partner, National Crime Agency",
    Role.PARTNER,
    "National Crime Agency",
)

# The administrator stands first: everyone else is given their role by them.
SIGN_INS = (
    ADMINISTRATOR,
    INSPECTOR,
    COLLEAGUE,
    MODERATOR,
    HMI,
    PUBLISHER,
    AUDITOR,
    OPERATOR,
    HAMPSHIRE_LEAD,
    HAMPSHIRE_CONTRIBUTOR,
    SURREY_LEAD,
    SUSSEX_LEAD,
    THAMES_VALLEY_LEAD,
    SEROCU_LEAD,
    HAMPSHIRE_COMMISSIONER,
    PARTNER,
)

# What docs/api/walk.md gets in as.
HAMPSHIRE_TRACKER = Program(
    "demo-hampshire-tracker",
    "a-tracker-worth-a-look",
    "Demo Tracker, Hampshire",
    Role.FORCE_LEAD,
    "hampshire",
    (
        *map(to_read, (Resource.REFERENCE, Resource.INSPECTIONS)),
        *map(to_read, (Resource.REGISTER, Resource.WEBHOOKS)),
        *map(to_write, (Resource.REGISTER, Resource.WEBHOOKS)),
    ),
)
