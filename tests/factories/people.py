from datetime import UTC, datetime

import factory

from forces.models import Body, RoleGrant
from inspection_portal.core.models import User, system_user

GIVEN_AT = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
PASSWORD = "correct horse battery staple"


class UserFactory(factory.django.DjangoModelFactory[User]):
    class Meta:
        model = User
        skip_postgeneration_save = True

    name = factory.Sequence(lambda n: f"Person {n}")
    email = factory.LazyAttribute(lambda user: f"{user.name.lower().replace(' ', '.')}@example.org")


def person(role: str, body: Body | None = None, **fields: object) -> User:
    """A user who holds that role, for that body where the role is of a body."""
    user: User = UserFactory(**fields)
    RoleGrant.objects.create(
        user=user, role=role, body=body, given_by=system_user(), given_at=GIVEN_AT
    )
    return user
