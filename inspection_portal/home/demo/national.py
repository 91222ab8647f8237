"""An invented national report: what it asks of every force, and of two who are none."""

from datetime import date

from forces.models import Body, Organisation
from inspection_portal.core.models import system_user
from inspection_portal.home.demo.moments import moment
from inspection_portal.home.demo.people import Cast
from inspection_portal.home.demo.sign_ins import HAMPSHIRE_LEAD, HMI, INSPECTOR, SURREY_LEAD
from recommendations.actions import (
    Reasons,
    announce_national,
    assign_owner,
    authorise,
    enter_recommendation,
    enter_report,
    open_national,
    record_status,
    request_status,
    write_update,
)
from recommendations.models import Basis, DueKind, NationalReport, RegisterEntry

SLUG = "criminal-money-2026"
TITLE = "Where the money goes: how policing follows the proceeds of organised crime"
PUBLISHED_AT = moment(2026, 10, 20, 9)
INVESTIGATORS = (
    "By 31 March 2027, every force that has no financial investigators in its serious and "
    "organised crime team should give that team its own."
)
COURSE = (
    "Within six months of publication, the Home Office and the College of Policing should agree "
    "who pays for the course that new financial investigators need, and publish when it runs."
)
TRIAL = (
    "By 13 November 2026, the force that tried out the shared list of frozen accounts should tell "
    "all others what it learned from it."
)
BEGUN = ("avon-and-somerset", "bedfordshire", "cheshire", "durham", "essex", "kent")
DONE = ("city-of-london", "west-midlands")


def tell(cast: Cast) -> None:
    """Enter and open the report, unless it is there, and tell of its first month."""
    if NationalReport.objects.filter(slug=SLUG).exists():
        return
    inspector = cast[INSPECTOR]
    report = enter_report(
        title=TITLE,
        slug=SLUG,
        published_at=PUBLISHED_AT,
        is_demonstration=True,
        by=inspector,
        at=moment(2026, 10, 14),
    )
    _ask(report, cast)
    open_national(report, seen_version=report.version, by=inspector, at=moment(2026, 10, 15, 11))
    announce_national(by=system_user(), at=moment(2026, 10, 20))
    for body in (*BEGUN, *DONE):
        _begin(_entry(body), cast)
    for body in DONE:
        _close(_entry(body), cast)
    _answer(cast)


def _ask(report: NationalReport, cast: Cast) -> None:
    inspector, at = cast[INSPECTOR], moment(2026, 10, 14)
    enter_recommendation(
        report,
        text=INVESTIGATORS,
        due_kind=DueKind.DATE,
        due_on=date(2027, 3, 31),
        applies_if="forces whose serious and organised crime team has no financial investigators",
        by=inspector,
        at=at,
    )
    enter_recommendation(
        report,
        text=COURSE,
        due_kind=DueKind.RELATIVE,
        due_months=6,
        to_every_force=False,
        organisations=Organisation.objects.filter(name__in=("Home Office", "College of Policing")),
        by=inspector,
        at=at,
    )
    enter_recommendation(
        report,
        text=TRIAL,
        due_kind=DueKind.DATE,
        due_on=date(2026, 11, 13),
        to_every_force=False,
        bodies=Body.objects.filter(slug="hampshire"),
        by=inspector,
        at=at,
    )


def _entry(body: str) -> RegisterEntry:
    """Of what every force is asked."""
    asked = RegisterEntry.objects.filter(national__report__slug=SLUG, national__number=1)
    return asked.get(body__slug=body)


def _begin(entry: RegisterEntry, cast: Cast) -> None:
    record_status(
        entry,
        status=RegisterEntry.Status.BEING_PROGRESSED,
        reason="The force has sent its plan.",
        seen_version=entry.version,
        by=cast[INSPECTOR],
        at=moment(2026, 11, 9),
    )


def _close(entry: RegisterEntry, cast: Cast) -> None:
    reasons = Reasons(
        "The team has had its own financial investigators since the summer.",
        basis=Basis.objects.get(name="Earlier evidence"),
    )
    request = request_status(
        entry,
        status=RegisterEntry.Status.COMPLETE,
        reasons=reasons,
        seen_version=entry.version,
        by=cast[INSPECTOR],
        at=moment(2026, 11, 11),
    )
    authorise(request, seen_version=request.version, by=cast[HMI], at=moment(2026, 11, 13))


def _answer(cast: Cast) -> None:
    """What two forces of the south-east say of it."""
    hampshire, surrey = _entry("hampshire"), _entry("surrey")
    lead = cast[HAMPSHIRE_LEAD]
    assign_owner(
        hampshire, owner=lead, seen_version=hampshire.version, by=lead, at=moment(2026, 10, 26)
    )
    write_update(
        surrey,
        narrative="Two financial investigators have been part of the team since 2023.",
        position=RegisterEntry.Position.NOT_APPLICABLE,
        seen_version=surrey.version,
        by=cast[SURREY_LEAD],
        at=moment(2026, 10, 29),
    )
