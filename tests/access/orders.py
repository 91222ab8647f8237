"""Orders, local profiles and sites of a force, with words for those who read its threats."""

from uuid import UUID

from forces.models import Body
from tests.access.progress import OF_THE_BODY, Words
from tests.factories import (
    LocalProfileFactory,
    OfficerFactory,
    OrderBreachFactory,
    PreventionOrderFactory,
    SiteFactory,
    SitePhaseFactory,
)

# The team reads every canary; these do besides.
READERS = OF_THE_BODY | {"off_team", "auditor"}


def orders_of(force: Body, canaries: Words) -> dict[str, UUID]:
    """An order in force with a breach. The name of its manager is for the force alone."""

    def words(what: str) -> str:
        return canaries.of_entry(canaries.word(what), READERS)

    name = canaries.of_entry(canaries.closed_word("name of an officer"), OF_THE_BODY)
    order = PreventionOrderFactory(
        body=force,
        conditions=words("conditions of an order"),
        unit=words("unit that manages an order"),
        manager=OfficerFactory(body=force, name=name),
    )
    breach = OrderBreachFactory(order=order, what=words("breach of an order"))
    return {"order": order.uuid, "order_breach": breach.uuid}


def places_of(force: Body, canaries: Words) -> dict[str, UUID]:
    """A local profile, and a site in its first phase."""

    def words(what: str) -> str:
        return canaries.of_entry(canaries.word(what), READERS)

    profile = LocalProfileFactory(body=force, area=words("area of a local profile"))
    site = SiteFactory(body=force, place=words("place of a site"))
    SitePhaseFactory(site=site)
    return {"local_profile": profile.uuid, "site": site.uuid}
