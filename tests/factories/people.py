from datetime import UTC, datetime

import factory

from forces.models import Body, LocalPolicingBody, Organisation, RoleGrant
from inspection_portal.core.models import User, system_user

GIVEN_AT = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
PASSWORD = "correct horse battery staple"


class UserFactory(factory.django.DjangoModelFactory[User]):
    class Meta:
        model = User
        skip_postgeneration_save = True

    name = factory.Sequence(lambda n: f"Person {n}")
    email = factory.LazyAttribute(lambda user: f"{user.name.lower().replace(' ', '.')}@example.org")


def person(
    role: str, of: Body | LocalPolicingBody | Organisation | None = None, **fields: object
) -> User:
    """A user who holds that role, in that body, local policing body or organisation where the role
    is of one.
    """
    user: User = UserFactory(**fields)
    RoleGrant.objects.create(
        user=user,
        role=role,
        body=of if isinstance(of, Body) else None,
        policing_body=of if isinstance(of, LocalPolicingBody) else None,
        organisation=of if isinstance(of, Organisation) else None,
        given_by=system_user(),
        given_at=GIVEN_AT,
    )
    return user
