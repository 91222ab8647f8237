"""Invented 4P plans of Hampshire and Surrey: good ones, and ones with what inspectors find."""

from dataclasses import dataclass
from datetime import date, time

from disruptions.actions import (
    add_action,
    give_access,
    link_plan,
    open_plan,
    put_in_force,
    record_plan_check,
    record_review,
    report_action,
    write_entry,
)
from disruptions.models import Officer, Plan, Threat
from forces.models import Organisation
from inspection_portal.core.models import User
from inspection_portal.home.demo.moments import moment
from inspection_portal.home.demo.people import Cast
from inspection_portal.home.demo.sign_ins import HAMPSHIRE_LEAD, PARTNER, SURREY_LEAD

AT, LATER = moment(2026, 11, 9), moment(2026, 11, 23)


@dataclass(frozen=True)
class Entry:
    strand: str
    text: str
    on: date | None = None
    at: time | None = None


@dataclass(frozen=True)
class Action:
    """What is to be done; `owner` is the reference of an officer, or "partner"."""

    strand: str
    what: str
    owner: str = ""
    due_on: date | None = None
    result: str = ""
    ended_on: date | None = None
    is_covert: bool = False


@dataclass(frozen=True)
class Told:
    """A plan for the threat of that reference; who wrote and who checked it, by theirs."""

    threat: str
    opened_on: date
    entries: tuple[Entry, ...]
    actions: tuple[Action, ...] = ()
    writer: str = ""
    checker: str = ""
    reviews: tuple[tuple[date, str], ...] = ()
    links: tuple[tuple[str, str], ...] = ()
    template: str = "2026/1"


MARCH, NINE = date(2026, 3, 2), time(9, 15)
GOOD = Told(
    "OCG 1",
    MARCH,
    (
        Entry("pursue", "Three warrants are planned with the regional unit.", MARCH, NINE),
        Entry(
            "pursue",
            "Two people are charged with conspiracy to supply. A third is on bail.",
            date(2026, 6, 18),
            time(16, 40),
        ),
        Entry(
            "prevent",
            "Youth workers meet the nine young people who are named as runners.",
            date(2026, 4, 14),
            time(11),
        ),
        Entry(
            "protect",
            "Two tenants whose homes were taken over are moved, and their doors are made safe.",
            date(2026, 5, 6),
            time(14, 30),
        ),
        Entry(
            "prepare",
            "Wardens and surgeries know what to look for, and whom to call if the group returns.",
            date(2026, 7, 1),
            time(10),
        ),
    ),
    (
        Action(
            "prevent",
            "Visit the two schools from which runners were taken.",
            "H2",
            date(2026, 9, 30),
            "Both were visited. One pupil is referred to the youth team.",
            date(2026, 9, 22),
        ),
        Action(
            "pursue",
            "Trace the accounts through which the group is paid.",
            "partner",
            date(2026, 12, 18),
        ),
        Action("protect", "Check on the two tenants every week.", "H1", date(2026, 11, 20)),
    ),
    writer="H1",
    checker="H3",
    reviews=((date(2026, 6, 3), "More is to be done for the tenants."),),
    links=(("safeguarding", "SG/26/118"), ("investigation", "INV/26/7")),
)
PURSUE_ONLY = Told(
    "OCG 2",
    date(2026, 3, 30),
    (
        Entry("pursue", "Suspects are identified from the phones that were seized."),
        Entry("pursue", "Arrests are planned for the spring."),
    ),
    (
        Action(
            "pursue",
            "Deploy to the car park where deals are made.",
            due_on=date(2026, 5, 1),
            is_covert=True,
        ),
    ),
    writer="H4",
    template="2023/2",
)
NO_RESULT = Told(
    "OCG 5",
    date(2026, 3, 2),
    (
        Entry("pursue", "Licences of two dealers are under review.", date(2026, 3, 9), NINE),
        Entry("protect", "Patrols are doubled around the two venues.", date(2026, 3, 9)),
    ),
    (
        Action("protect", "Ask the licensing board to look at both venues.", "H2"),
        Action(
            "pursue",
            "Stop and search the van that brings the weapons.",
            "H4",
            date(2026, 7, 3),
            "Two shotguns were found under the floor. The driver is in custody.",
            date(2026, 6, 24),
        ),
    ),
    writer="H2",
    reviews=((date(2026, 4, 1), "The other two strands are empty."),),
)
SURREY = Told(
    "S/OCG/04",
    date(2026, 4, 20),
    (
        Entry("pursue", "Stolen plant is marked and followed.", date(2026, 4, 21), time(8)),
        Entry("prevent", "Depots learn how the group gets in.", date(2026, 5, 12), time(13)),
    ),
    (
        Action("prepare", "Agree with insurers how thefts are reported.", "S1", date(2026, 10, 9)),
        Action(
            "prevent",
            "Fit trackers to the plant of six depots.",
            "S1",
            date(2026, 7, 31),
            "All are fitted. A stolen digger was found within an hour, and two thieves with it.",
            date(2026, 7, 17),
        ),
    ),
    writer="S1",
)
PLANS = {
    "hampshire": (HAMPSHIRE_LEAD, (GOOD, PURSUE_ONLY, NO_RESULT)),
    "surrey": (SURREY_LEAD, (SURREY,)),
}


def tell(cast: Cast) -> None:
    """Write the plans for those of these threats that are on the master list, unless there are
    plans.
    """
    if Plan.objects.exists():
        return
    partner = Organisation.objects.get(name=PARTNER.body)
    for slug, (lead, plans) in PLANS.items():
        threats = {each.reference: each for each in Threat.objects.filter(body__slug=slug)}
        officers = {each.reference: each for each in Officer.objects.filter(body__slug=slug)}
        for told in plans:
            if threat := threats.get(told.threat):
                _write(told, threat, officers, partner, cast[lead])


def _write(
    told: Told, threat: Threat, officers: dict[str, Officer], partner: Organisation, by: User
) -> None:
    plan = open_plan(
        threat,
        opened_on=told.opened_on,
        written_by=officers.get(told.writer),
        template_version=told.template,
        by=by,
        at=AT,
    )
    put_in_force(plan, seen_version=plan.version, by=by, at=AT)
    for entry in told.entries:
        words = {"strand": entry.strand, "text": entry.text}
        write_entry(plan, **words, dated_on=entry.on, timed_at=entry.at, by=by, at=AT)
    if any(action.owner == "partner" for action in told.actions):
        give_access(plan, to=partner, scope="actions", by=by, at=AT)
    for action in told.actions:
        _give(plan, action, officers, partner, by)
    _keep(told, plan, officers, by)


def _give(
    plan: Plan, told: Action, officers: dict[str, Officer], partner: Organisation, by: User
) -> None:
    action = add_action(
        plan,
        strand=told.strand,
        what=told.what,
        owner=officers.get(told.owner),
        partner=partner if told.owner == "partner" else None,
        is_covert=told.is_covert,
        due_on=told.due_on,
        by=by,
        at=AT,
    )
    if told.result:
        report_action(
            action,
            result=told.result,
            ended_on=told.ended_on,
            seen_version=action.version,
            by=by,
            at=LATER,
        )


def _keep(told: Told, plan: Plan, officers: dict[str, Officer], by: User) -> None:
    """Reviews, links and the supervisor's check."""
    for day, outcome in told.reviews:
        reviewer = officers[told.writer]
        record_review(plan, reviewed_on=day, reviewed_by=reviewer, outcome=outcome, by=by, at=LATER)
    for kind, reference in told.links:
        link_plan(plan, kind=kind, reference=reference, by=by, at=LATER)
    if told.checker:
        checker = officers[told.checker]
        record_plan_check(
            plan,
            checked_by=checker,
            checked_on=date(2026, 11, 20),
            seen_version=plan.version,
            by=by,
            at=LATER,
        )
