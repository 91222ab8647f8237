from forces.models.access import TOKEN_PREFIX, Access, ApiClient, PersonalToken, digest_of
from forces.models.bodies import Body, BodyName, LocalPolicingBody, Region, RegionMembership
from forces.models.organisations import Organisation
from forces.models.people import RoleGrant, Standing, forget_standing, standing

__all__ = [
    "TOKEN_PREFIX",
    "Access",
    "ApiClient",
    "Body",
    "BodyName",
    "LocalPolicingBody",
    "Organisation",
    "PersonalToken",
    "Region",
    "RegionMembership",
    "RoleGrant",
    "Standing",
    "digest_of",
    "forget_standing",
    "standing",
]
