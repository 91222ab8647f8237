"""Challenges of a body to its extract: raised, decided, and confirmed by a second person (domain
§2.5).
"""

from collections.abc import Iterable
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from findings import messages
from findings.actions.checking import hold_readable, lock_to_run, purpose_of
from findings.actions.gathering import refuse_marked, stored
from findings.extracts import Passage, from_builtins
from findings.models import Challenge, ChallengeFile, Extract, Inspection, Paragraph
from findings.queries.checking import words_now
from inspection_portal.core import audit
from inspection_portal.core.editing import refuse_invalid
from inspection_portal.core.errors import Changed, RuleBroken
from inspection_portal.core.markings import above_in
from inspection_portal.core.models import User
from inspection_portal.core.uploads import Upload

CHANGED = "The challenge has changed since you read it. Look at it, then try again."


@transaction.atomic
def raise_challenge(
    extract: Extract,
    *,
    passage_number: int,
    text: str,
    files: Iterable[Upload] = (),
    by: User,
    at: datetime,
) -> Challenge:
    """Say what is wrong in one passage of the extract and what is right, with what shows it.

    Raises RuleBroken for what is marked above OFFICIAL-SENSITIVE, and once the check is closed.
    """
    hold_readable(extract, by, at)
    refuse_marked(above_in(text))
    passage = from_builtins(extract.content).passage(passage_number)
    if passage is None:
        raise RuleBroken("The extract has no such paragraph. Choose one of it.")
    challenge = Challenge(
        extract=extract,
        number=extract.challenges.count() + 1,
        passage_number=passage.number,
        passage=passage.text,
        paragraph=_paragraph(passage),
        text=text,
        raised_by=by,
        raised_at=at,
    )
    refuse_invalid(challenge)
    challenge.save()
    audit.record("challenge.raised", challenge, by=by, at=at, paragraph=passage.number, text=text)
    for upload in files:
        _keep(challenge, upload, by=by, at=at)
    return challenge


@transaction.atomic
def withdraw_challenge(challenge: Challenge, *, by: User, at: datetime) -> None:
    """Take one's own challenge back, until it is decided."""
    if challenge.raised_by_id != by.pk:
        raise PermissionDenied
    hold_readable(challenge.extract, by, at)
    undecided = Challenge.objects.open().filter(pk=challenge.pk, decision="")
    if not undecided.update(withdrawn_by=by, withdrawn_at=at):
        raise RuleBroken("The challenge is being decided, so it can’t be withdrawn any more.")
    challenge.refresh_from_db()
    audit.record("challenge.withdrawn", challenge, by=by, at=at)


@transaction.atomic
def decide_challenge(
    challenge: Challenge, *, decision: str, reason: str, by: User, at: datetime
) -> None:
    """Accept a challenge, accept it in part, or reject it, with the reason that the body is told.

    It counts once a second person confirms it.
    """
    lock_to_run(_inspection(challenge), by)
    if not reason.strip():
        raise RuleBroken("Give the reason for your decision.")
    undecided = Challenge.objects.open().filter(pk=challenge.pk, decision="")
    decided = {"decision": decision, "reason": reason, "decided_by": by, "decided_at": at}
    if not undecided.update(text_before=challenge.passage, **decided):
        raise RuleBroken(CHANGED)
    challenge.refresh_from_db()
    audit.record("challenge.decided", challenge, by=by, at=at, decision=decision, reason=reason)


@transaction.atomic
def confirm_challenge(
    challenge: Challenge, *, seen_decided_at: datetime, by: User, at: datetime
) -> None:
    """Stand behind another person's decision, and keep the words as they are now; the body is told.

    Raises RuleBroken where one was accepted and the text still says the same.
    """
    lock_to_run(_inspection(challenge), by)
    challenge.refresh_from_db()
    if challenge.decided_by_id == by.pk:
        raise RuleBroken("You decided this challenge. Ask another person to confirm.")
    words = words_now(challenge)
    if challenge.is_accepted and words == challenge.text_before:
        raise RuleBroken(
            "The challenge is accepted, but the text still says the same. Change it first."
        )
    _as_decided(challenge, seen_decided_at, confirmed_by=by, confirmed_at=at, text_after=words)
    audit.record("challenge.confirmed", challenge, by=by, at=at, decision=challenge.decision)
    messages.tell_decided(challenge, by=by, at=at)


@transaction.atomic
def send_challenge_back(
    challenge: Challenge, *, reason: str, seen_decided_at: datetime, by: User, at: datetime
) -> None:
    """Have a challenge decided anew; the reason, and the decision that was made, stay in its
    trail.
    """
    lock_to_run(_inspection(challenge), by)
    if not reason.strip():
        raise RuleBroken("Say why the challenge should be decided anew.")
    was = challenge.decision
    undecided = {"decision": "", "reason": "", "decided_by": None, "decided_at": None}
    _as_decided(challenge, seen_decided_at, text_before="", **undecided)
    audit.record("challenge.sent_back", challenge, by=by, at=at, decision=was, reason=reason)


@transaction.atomic
def take_challenge_file(file: ChallengeFile, *, by: User, at: datetime) -> bytes:
    """The bytes of a file, for whoever may read the challenge; that they took it is recorded."""
    if not ChallengeFile.objects.visible_to(by, at).filter(pk=file.pk).exists():
        raise PermissionDenied
    content = file.intact_content()
    challenge = file.challenge
    reason = purpose_of(challenge.extract, by)
    audit.record_reading(
        "challenge_file.read", challenge, by=by, at=at, reason=reason, file=file.name
    )
    return content


def _paragraph(passage: Passage) -> Paragraph | None:
    """The paragraph of a finding that the passage is, unless it is none or is deleted since."""
    if passage.paragraph is None:
        return None
    return Paragraph.objects.filter(uuid=passage.paragraph).first()


def _keep(challenge: Challenge, upload: Upload, *, by: User, at: datetime) -> None:
    ChallengeFile.objects.create(challenge=challenge, **stored(upload, by=by, at=at))
    added = {"file": upload.name, "sha256": upload.sha256}
    audit.record("challenge_file.added", challenge, by=by, at=at, **added)


def _as_decided(challenge: Challenge, seen_decided_at: datetime, **changes: object) -> None:
    """Write where the decision is still the one that the person saw, and nobody confirmed it."""
    as_seen = Challenge.objects.open().filter(pk=challenge.pk, decided_at=seen_decided_at)
    if not as_seen.update(**changes):
        raise Changed(CHANGED)
    challenge.refresh_from_db()


def _inspection(challenge: Challenge) -> Inspection:
    return challenge.extract.check_round.inspection
