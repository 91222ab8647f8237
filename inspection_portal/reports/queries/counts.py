"""What a report may show of its bodies as a chart, counted from the records of the portal."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime

from django.db.models import Count
from django.utils.timezone import localdate

from disruptions import checks
from disruptions.models import Disruption, FilterSet, Plan, Snapshot, SnapshotPart, Strand
from disruptions.queries import check, headings_of, of_bodies, rows_in
from findings.models import Inspection
from forces.models import Body
from inspection_portal.core.errors import RuleBroken
from inspection_portal.reports.document import CountRow, Counts, Subject
from recommendations.models import RegisterEntry

NO_SNAPSHOT = (
    "No snapshot of lead disruptions covers every body of the report. Take one, then print it."
)
OF_PLANS = (
    "4P plans in draft or in force. One is to be mended where a quality check of it finds an error "
    "or a warning on that day, and no waiver holds."
)
OF_REGISTER = (
    "Recommendations and areas for improvement that were published by that day and ask something "
    "of the body, without those of this report, by the status that the inspectorate gave them."
)
# What people read of a status, and the statuses that it stands for.
PROGRESS: Mapping[str, Sequence[str]] = {
    "Closed": (
        RegisterEntry.Status.COMPLETE,
        RegisterEntry.Status.NO_FURTHER_ACTION,
        RegisterEntry.Status.SUPERSEDED,
    ),
    "In progress": (RegisterEntry.Status.BEING_PROGRESSED,),
    "Waiting": (RegisterEntry.Status.AWAITING_REVIEW,),
}


def counts_for(inspection: Inspection, subject: Subject, *, at: datetime) -> Counts:
    """What stands at that moment of the bodies inspected; of disruptions, what the latest snapshot
    of lead disruptions kept. Raises RuleBroken where there is none that covers them all.
    """
    found = Body.objects.filter(inspected__inspection=inspection).order_by("inspected__position")
    return _COUNTED[subject](inspection, list(found), at)


def _disruptions(inspection: Inspection, bodies: Sequence[Body], at: datetime) -> Counts:
    snapshot = _snapshot(bodies)
    if snapshot is None:
        raise RuleBroken(NO_SNAPSHOT)
    headings = headings_of(snapshot)
    strand, category = headings.index("P strand"), headings.index("Category")
    parts = SnapshotPart.objects.filter(snapshot=snapshot, body__in=bodies)
    rows = (row for part in parts for row in rows_in(part.text))
    found = Counter((row[strand], row[category]) for row in rows)
    categories = Disruption.Category.labels
    return Counts(
        Subject.DISRUPTIONS,
        tuple(categories),
        tuple(
            CountRow(each, tuple(found[each, category] for category in categories))
            for each in Strand.labels
        ),
        localdate(snapshot.as_at),
        f"Snapshot: {snapshot.filter_set}. SHA-256 of the whole list {snapshot.sha256}",
        f"{snapshot.filter_set.in_words} Counted for the body that recorded them; without those "
        "that have no strand or no category.",
    )


def _snapshot(bodies: Iterable[Body]) -> Snapshot | None:
    """The latest one of lead disruptions that counts each of the bodies."""
    sets = FilterSet.objects.of(FilterSet.Kind.DISRUPTIONS)
    found = Snapshot.objects.filter(filter_set__in=[each.pk for each in sets if each.counts_leads])
    for body in bodies:
        found = found.covering(body)
    return found.exclude(sha256="").for_list().first()


def _plans(inspection: Inspection, bodies: Sequence[Body], at: datetime) -> Counts:
    on = localdate(at)
    scope = of_bodies([body.pk for body in bodies], only=checks.Of.PLAN)
    faulty = {
        (each.subject.body, each.subject.pk)
        for each in check(scope, on=on).to_mend()
        if each.check.severity <= checks.Severity.WARNING
    }
    to_mend = Counter(body for body, _ in faulty)
    plans = Plan.objects.open().filter(threat__body__in=bodies).order_by()
    total = dict(plans.values_list("threat__body").annotate(Count("pk")))
    return Counts(
        Subject.PLANS,
        ("In order", "To mend"),
        tuple(
            CountRow(body.name, (total.get(body.pk, 0) - to_mend[body.pk], to_mend[body.pk]))
            for body in bodies
        ),
        on,
        "The records that the bodies keep of their plans",
        OF_PLANS,
    )


def _register(inspection: Inspection, bodies: Sequence[Body], at: datetime) -> Counts:
    own = RegisterEntry.objects.of(inspection).values("pk")
    entries = RegisterEntry.objects.published(at).filter(body__in=bodies).exclude(pk__in=own)
    rows = entries.order_by().values_list("body", "status").annotate(Count("pk"))
    found = {(body, status): number for body, status, number in rows}
    return Counts(
        Subject.REGISTER,
        tuple(PROGRESS),
        tuple(
            CountRow(
                body.name,
                tuple(
                    sum(found.get((body.pk, status), 0) for status in statuses)
                    for statuses in PROGRESS.values()
                ),
            )
            for body in bodies
        ),
        localdate(at),
        "The register of recommendations",
        OF_REGISTER,
    )


_COUNTED: Mapping[Subject, Callable[[Inspection, Sequence[Body], datetime], Counts]] = {
    Subject.DISRUPTIONS: _disruptions,
    Subject.PLANS: _plans,
    Subject.REGISTER: _register,
}
