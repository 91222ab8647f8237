"""What waits for the inspectorate in the register, and how long it takes to answer claims."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import Any, TypeVar

from django.db.models import (
    Aggregate,
    Count,
    DurationField,
    ExpressionWrapper,
    F,
    Min,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
)
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.timezone import localdate

from forces.models import RegionMembership
from forces.models.bodies import holds_on
from inspection_portal.core.dates import london, months_after
from inspection_portal.core.models import User
from inspection_portal.core.templatetags.govuk import day
from recommendations import permissions
from recommendations.models import Claim, DeadlineChange, RegisterEntry, StatusRequest

Rows = TypeVar("Rows", bound=QuerySet[Any])

SHOWN = 50
MONTHS = 12


@dataclass(frozen=True)
class WaitingLine:
    """One thing that waits: the entry that it is about, where it is answered, since when it waits,
    and what else there is to say of it. `is_own` is for somebody else to answer.
    """

    entry: RegisterEntry
    href: str
    since: date
    note: str = ""
    is_own: bool = False


@dataclass(frozen=True)
class Oldest:
    """The lines of a list that have waited longest, and whether there are more of them."""

    lines: list[WaitingLine]
    has_more: bool


@dataclass(frozen=True)
class WaitingList:
    """What waits for somebody of the inspectorate, the oldest first."""

    claims: Oldest
    demonstrations: Oldest
    requests: Oldest
    changes: Oldest

    @property
    def shows_demonstration(self) -> bool:
        """Whether anything in it belongs to a made-up inspection."""
        lists = (self.claims, self.demonstrations, self.requests, self.changes)
        return any(line.entry.report.is_demonstration for each in lists for line in each.lines)


def waiting_list(user: User, *, on: date) -> WaitingList:
    """Claims to verify, demonstrations that have ended by that day, statuses to decide on, and
    deadlines that bodies ask to move.
    """
    to_verify = _with_entry(Claim.objects.visible_to(user).to_verify(on), "entry")
    made = to_verify.filter(state=Claim.State.MADE).order_by("made_at", "pk")
    shown = to_verify.filter(state=Claim.State.DEMONSTRATION).order_by("demonstration_until", "pk")
    requests = _with_entry(StatusRequest.objects.visible_to(user).waiting(), "entry")
    asked = requests.select_related("requested_by").order_by("requested_at", "pk")
    changes = _with_entry(DeadlineChange.objects.visible_to(user).waiting(), "milestone__entry")
    verifies = permissions.can_record_status(user)
    return WaitingList(
        claims=_oldest(made.select_related("milestone"), partial(_claim, verifies=verifies)),
        demonstrations=_oldest(shown, partial(_claim, verifies=verifies)),
        requests=_oldest(asked, partial(_request, user=user)),
        changes=_oldest(
            changes.order_by("requested_at", "pk"),
            partial(_change, decides=permissions.can_decide_deadlines(user)),
        ),
    )


def _with_entry(rows: Rows, path: str) -> Rows:
    """With the entries as a list shows them, without the long texts behind them."""
    return rows.prefetch_related(Prefetch(path, RegisterEntry.objects.for_list()))


def _oldest(rows: QuerySet[Any], line: Callable[[Any], WaitingLine]) -> Oldest:
    found = list(rows[: SHOWN + 1])
    return Oldest([line(each) for each in found[:SHOWN]], len(found) > SHOWN)


def _claim(claim: Claim, *, verifies: bool) -> WaitingLine:
    href = claim.get_absolute_url() if verifies else claim.entry.get_absolute_url()
    if claim.demonstration_until and claim.state == Claim.State.DEMONSTRATION:
        return WaitingLine(claim.entry, href, claim.demonstration_until)
    note = f"One milestone: {claim.milestone.words}" if claim.milestone else ""
    return WaitingLine(claim.entry, href, localdate(claim.made_at), note)


def _request(request: StatusRequest, *, user: User) -> WaitingLine:
    is_own = request.requested_by_id == user.pk
    note = f"{request.asks}, asked for by {request.requested_by}"
    href, since = request.get_absolute_url(), localdate(request.requested_at)
    return WaitingLine(request.entry, href, since, note, is_own=is_own)


def _change(change: DeadlineChange, *, decides: bool) -> WaitingLine:
    entry, since = change.milestone.entry, localdate(change.requested_at)
    note = f"From {day(change.from_on) or 'no date'} to {day(change.to_on)}"
    decide = reverse("recommendations:entry_deadline_decide", args=[change.uuid])
    return WaitingLine(entry, decide if decides else entry.get_absolute_url(), since, note)


@dataclass(frozen=True)
class Waits:
    """How much waits for one person of the inspectorate: what they may answer themselves."""

    claims: int
    demonstrations: int
    requests: int
    changes: int

    @property
    def in_words(self) -> list[str]:
        """What there is of each kind: "1 claim to verify"."""
        counted = (
            (self.claims, "claim to verify", "claims to verify"),
            (self.demonstrations, "demonstration that has ended", "demonstrations that have ended"),
            (self.requests, "status to authorise", "statuses to authorise"),
            (self.changes, "deadline to decide on", "deadlines to decide on"),
        )
        return [
            f"{number} {one if number == 1 else more}" for number, one, more in counted if number
        ]


def waits(user: User, *, on: date) -> Waits | None:
    """What the person's home page counts; None for whoever answers nothing."""
    may_verify, may_authorise = permissions.can_record_status(user), permissions.can_authorise(user)
    may_decide = permissions.can_decide_deadlines(user)
    if not (may_verify or may_authorise or may_decide):
        return None
    to_verify = Claim.objects.visible_to(user).to_verify(on)
    counted = to_verify.aggregate(
        claims=Count("pk", filter=Q(state=Claim.State.MADE)),
        demonstrations=Count("pk", filter=Q(state=Claim.State.DEMONSTRATION)),
    )
    requests = StatusRequest.objects.visible_to(user).waiting().exclude(requested_by=user)
    changes = DeadlineChange.objects.visible_to(user).waiting()
    return Waits(
        claims=counted["claims"] if may_verify else 0,
        demonstrations=counted["demonstrations"] if may_verify else 0,
        requests=requests.count() if may_authorise else 0,
        changes=changes.count() if may_decide else 0,
    )


class Median(Aggregate):
    """The middle one of the values, or the mean of the middle two; None of no values."""

    template = "percentile_cont(0.5) WITHIN GROUP (ORDER BY %(expressions)s)"
    output_field = DurationField()


@dataclass(frozen=True)
class ClaimFigures:
    """How the inspectorate answers claims, in a region or everywhere.

    `answered` are those first verified in the months looked at, `sent_back` those of them that were
    sent back for more. `median` is from the claim to that answer. `waiting` are those with the
    inspectorate now, the oldest of them since `oldest_at`.
    """

    region: str
    answered: int
    sent_back: int
    median: timedelta | None
    waiting: int
    oldest_at: datetime | None

    @property
    def median_days(self) -> float | None:
        """To one decimal."""
        return None if self.median is None else round(self.median / timedelta(days=1), 1)

    @property
    def share_sent_back(self) -> int | None:
        """Of those answered, in per cent."""
        return round(100 * self.sent_back / self.answered) if self.answered else None

    @property
    def share_in_words(self) -> str:
        return "–" if self.share_sent_back is None else f"{self.share_sent_back}%"

    @property
    def oldest_on(self) -> date | None:
        return localdate(self.oldest_at) if self.oldest_at else None


@dataclass(frozen=True)
class Figures:
    """How the inspectorate answers claims, as at the end of a day, over the months before it."""

    since: date
    on: date
    everywhere: ClaimFigures
    regions: tuple[ClaimFigures, ...]


def figures(user: User, *, on: date) -> Figures:
    """How the inspectorate has answered the claims that the person sees, by the region of the body
    on that day; computed in the database.
    """
    since = months_after(on, -MONTHS)
    claims = _looked_at(user, on=on, since=since)
    measured = _measured(on=on, since=since)
    by_region = claims.order_by("region").values("region").annotate(**measured)
    return Figures(
        since=since,
        on=on,
        everywhere=ClaimFigures(region="", **claims.aggregate(**measured)),
        regions=tuple(ClaimFigures(**row) for row in by_region if row["region"]),
    )


def _looked_at(user: User, *, on: date, since: date) -> QuerySet[Any, Any]:
    """Claims answered since that day, and those with the inspectorate, each with its `region`."""
    held = RegionMembership.objects.filter(
        holds_on(on), body=Coalesce(OuterRef("entry__body"), OuterRef("entry__policing_body__body"))
    )
    seen = Claim.objects.visible_to(user).filter(
        Q(answered_at__gte=london(since, time.min)) | Q(state__in=Claim.OPEN)
    )
    return seen.annotate(region=Subquery(held.values("region__name")[:1]))


def _measured(*, on: date, since: date) -> Mapping[str, Any]:
    answered = Q(answered_at__gte=london(since, time.min))
    waiting = Q(state__in=[Claim.State.MADE, Claim.State.VERIFIED]) | Q(
        state=Claim.State.DEMONSTRATION, demonstration_until__lt=on
    )
    took = ExpressionWrapper(F("answered_at") - F("made_at"), output_field=DurationField())
    return {
        "answered": Count("pk", filter=answered),
        "sent_back": Count("pk", filter=answered & Q(state=Claim.State.SENT_BACK)),
        "median": Median(took, filter=answered),
        "waiting": Count("pk", filter=waiting),
        "oldest_at": Min("made_at", filter=waiting),
    }


@dataclass(frozen=True)
class InHand:
    """What the inspectorate has in hand of one entry; none of it is for the body."""

    claim: Claim | None
    request: StatusRequest | None


def in_hand(entry: RegisterEntry, user: User) -> InHand | None:
    """The open claim and the waiting request of an entry; None for whoever is not told of them."""
    if not permissions.can_see_desk(user):
        return None
    claims = Claim.objects.visible_to(user).filter(entry=entry).open().for_list()
    requests = StatusRequest.objects.visible_to(user).filter(entry=entry).waiting().for_list()
    return InHand(claims.first(), requests.first())
