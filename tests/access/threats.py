"""A threat of the force with an assessment and the officer who leads the response, whose name is
for people of the force alone.
"""

from uuid import UUID

from forces.models import Body
from tests.access.progress import Words
from tests.factories import AssessmentFactory, ThreatFactory, ThreatResponsibilityFactory

OF_THE_FORCE = frozenset({"force_lead", "contributor"})
WHO_READ_ALL = frozenset({"on_team", "off_team", "moderator", "hmi", "auditor"})


def threats_of(force: Body, canaries: Words) -> dict[str, UUID]:
    """The reference is read by whoever reads the threat, the officer's name by the force alone."""
    reference = canaries.of_entry(
        canaries.word("reference of a threat"), OF_THE_FORCE | WHO_READ_ALL
    )
    threat = ThreatFactory(body=force, reference=reference)
    leading = ThreatResponsibilityFactory(threat=threat)
    officer = leading.officer
    officer.name = canaries.of_entry(canaries.closed_word("name of an officer"), OF_THE_FORCE)
    officer.save()
    return {
        "threat": threat.uuid,
        "responsibility": leading.uuid,
        "officer": officer.uuid,
        "assessment": AssessmentFactory(threat=threat).uuid,
    }
