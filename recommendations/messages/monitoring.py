"""That a force has been moved into the Engage stage, or back into Scan; never why."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from forces.models import standing
from forces.queries import leads_of
from inspection_portal.core import message_kinds, outbox
from inspection_portal.core.models import Message, User
from inspection_portal.core.templatetags.govuk import day
from recommendations.messages.section_55 import NOT_OF_THE_FORCE
from recommendations.models import EngageSpell

STAGE_CHANGED = "monitoring.stage_changed"

OTHERWISE = "What was recorded of the stage has been corrected since."


def register_kinds() -> None:
    message_kinds.register(STAGE_CHANGED, outdated=_no_longer_so)


def tell_stage(spell: EngageSpell, *, by: User, at: datetime) -> None:
    """To the leads of the force, who speak for its chief officer: in which stage it is now."""
    stage, since = _stage(spell)
    outbox.post_to_all(
        leads_of(spell.body),
        kind=STAGE_CHANGED,
        subject=f"{spell.body} is in the {stage} stage of monitoring",
        text=(
            f"HM Chief Inspector has moved {spell.body} into the {stage} stage of monitoring from "
            f"{since}. See the reasons in the portal, and tell your chief officer."
        ),
        link=spell.get_absolute_url(),
        key=f"{STAGE_CHANGED}:{spell.uuid}:{spell.version}",
        about={"spell": str(spell.uuid), "stage": stage},
        by=by,
        at=at,
    )


def _stage(spell: EngageSpell) -> tuple[str, str]:
    """The stage that the spell has brought the force into, and since when."""
    return ("Engage", day(spell.entered_on)) if spell.is_open else ("Scan", day(spell.left_on))


def _no_longer_so(messages: Sequence[Message]) -> Mapping[int, str]:
    uuids = {message.about["spell"] for message in messages}
    spells = {str(each.uuid): each for each in EngageSpell.objects.filter(uuid__in=uuids)}
    reasons = ((each.pk, _why_not(each, spells[each.about["spell"]])) for each in messages)
    return {message: reason for message, reason in reasons if reason}


def _why_not(message: Message, spell: EngageSpell) -> str:
    if _stage(spell)[0] != message.about["stage"]:
        return OTHERWISE
    return "" if spell.body_id in standing(message.recipient).led else NOT_OF_THE_FORCE
