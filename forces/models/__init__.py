from forces.models.bodies import Body, BodyName, LocalPolicingBody, Region, RegionMembership
from forces.models.organisations import Organisation
from forces.models.people import RoleGrant, Standing, forget_standing, standing

__all__ = [
    "Body",
    "BodyName",
    "LocalPolicingBody",
    "Organisation",
    "Region",
    "RegionMembership",
    "RoleGrant",
    "Standing",
    "forget_standing",
    "standing",
]
