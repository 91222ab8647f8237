"""What the pre-publication check tells people, and when it no longer does.

A message names the body and where to look, never what a report says, not even its title.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime

from findings.models import Challenge, Extract, PrePublicationCheck
from forces.models import standing
from forces.queries import leads_of
from inspection_portal.core import message_kinds, outbox
from inspection_portal.core.models import Message, User
from inspection_portal.core.templatetags.govuk import moment

EXTRACT_READY = "check.extract_ready"
CHECK_CLOSED = "check.closed"
CHALLENGE_DECIDED = "challenge.decided"

NOT_TO_CHECK = "The extract is not to be checked by this person any more."
NOT_OF_THE_BODY = "This person no longer acts for the body."


def register_kinds() -> None:
    message_kinds.register(EXTRACT_READY, outdated=_no_longer_to_check)
    message_kinds.register(CHECK_CLOSED, outdated=_no_longer_of_the_body)
    message_kinds.register(CHALLENGE_DECIDED, outdated=_no_longer_of_the_body)


def tell_extract_ready(extract: Extract, *, by: User, at: datetime) -> None:
    closes = moment(extract.check_round.closes_at)
    _tell_leads(
        extract,
        kind=EXTRACT_READY,
        subject=f"Check the draft about {extract.chapter}",
        text=(
            f"What a report will say of {extract.chapter} is ready for you to check its facts. "
            f"Challenge what is wrong by {closes}."
        ),
        link=extract.get_absolute_url(),
        by=by,
        at=at,
    )


def tell_check_closed(check: PrePublicationCheck, *, by: User, at: datetime) -> None:
    for extract in check.extracts.for_list():
        _tell_leads(
            extract,
            kind=CHECK_CLOSED,
            subject=f"The check of the draft about {extract.chapter} is closed",
            text=(
                "The inspectorate has closed the pre-publication check. The extract can’t be "
                "opened any more; you will be told how your challenges are decided."
            ),
            link="",
            by=by,
            at=at,
        )


def tell_decided(challenge: Challenge, *, by: User, at: datetime) -> None:
    """To whoever raised it and to the leads of the body, each once."""
    extract = challenge.extract
    leads = leads_of(extract.chapter.body)
    raiser = User.objects.filter(pk=challenge.raised_by_id, is_active=True)
    outbox.post_to_all(
        leads | raiser,
        kind=CHALLENGE_DECIDED,
        subject=f"{challenge} of {extract.chapter} is decided",
        text="The inspectorate has decided a challenge of your body. See the decision and why.",
        link=challenge.get_absolute_url(),
        key=f"{CHALLENGE_DECIDED}:{challenge.uuid}",
        about={"extract": str(extract.uuid)},
        by=by,
        at=at,
    )


def _tell_leads(
    extract: Extract, *, kind: str, subject: str, text: str, link: str, by: User, at: datetime
) -> None:
    outbox.post_to_all(
        leads_of(extract.chapter.body),
        kind=kind,
        subject=subject,
        text=text,
        link=link,
        key=f"{kind}:{extract.uuid}",
        about={"extract": str(extract.uuid)},
        by=by,
        at=at,
    )


def _no_longer_to_check(messages: Sequence[Message]) -> Mapping[int, str]:
    return {
        message.pk: NOT_TO_CHECK
        for message in messages
        if not Extract.objects.readable_by_body(message.recipient)
        .filter(uuid=message.about["extract"])
        .exists()
    }


def _no_longer_of_the_body(messages: Sequence[Message]) -> Mapping[int, str]:
    uuids = {message.about["extract"] for message in messages}
    bodies = {
        str(uuid): body
        for uuid, body in Extract.objects.filter(uuid__in=uuids).values_list(
            "uuid", "chapter__body"
        )
    }
    return {
        message.pk: NOT_OF_THE_BODY
        for message in messages
        if bodies[message.about["extract"]] not in standing(message.recipient).bodies
    }
