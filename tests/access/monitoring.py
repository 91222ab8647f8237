"""A force in the Engage stage, with words for itself, who oversees it, and the inspectorate."""

from uuid import UUID

from forces.models import Body
from tests.access.progress import OF_THE_BODY, READERS_OF_THE_REGISTER, Words
from tests.factories import EngageLetterFactory, EngageSpellFactory

READERS = OF_THE_BODY | READERS_OF_THE_REGISTER | {"policing_body"}


def monitoring_of(force: Body, canaries: Words) -> dict[str, UUID]:
    reason, content, name = (
        canaries.of_entry(canaries.word(what), READERS)
        for what in ("reason for the Engage stage", "content of a letter", "name of a letter")
    )
    spell = EngageSpellFactory(body=force, reasons=[reason])
    letter = EngageLetterFactory(spell=spell, name=f"{name}.txt", content=content.encode())
    return {"engage_spell": spell.uuid, "engage_letter": letter.uuid}
