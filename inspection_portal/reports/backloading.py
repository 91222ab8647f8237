"""A document into rows: a report that was published elsewhere becomes an inspection of the portal.

Every row is written by the actions that people use, so the same rules hold and the audit trail is
whole. Nothing is sent: reminders count from what is still to come.
"""

from datetime import date, datetime

from django.db import transaction
from django.utils.text import slugify

import findings.actions
from findings.models import Inspection
from forces.models import Body, Region
from inspection_portal.core import audit
from inspection_portal.core.dates import ONE_PAST_MIDNIGHT, london
from inspection_portal.core.errors import RuleBroken
from inspection_portal.core.models import User
from inspection_portal.reports import actions, document, reloading, rendering
from inspection_portal.reports.loading import Loader
from inspection_portal.reports.models import Source
from inspection_portal.reports.naming import NO_BODY, NO_REGION, region_named
from inspection_portal.reports.reading import Reading
from inspection_portal.reports.stages import Stage

OF_ANOTHER_PORTAL = (
    "It prints figures of {body}, whose frozen lists are kept where the report was made, so they "
    "can’t be traced here. Take them out of the file, or leave out their lines, then load it."
)


def load(
    reading: Reading,
    *,
    filename: str,
    published_on: date,
    by: User,
    at: datetime,
    slug: str | None = None,
    demonstration: bool = False,
) -> Inspection:
    """Load a published report. What is loaded already, the same file or the same region's report of
    the same day, is brought up to this reading; where that says nothing new, nothing changes.

    Raises RuleBroken where the region or a body is unknown, or the report breaks a rule.
    """
    _refuse_figures(reading.report)
    publish_at = london(published_on, ONE_PAST_MIDNIGHT)
    region = _region(reading.report.region)
    known = _known(reading.source_sha256, region, published_on)
    if known:
        reloading.update(known, reading, filename=filename, by=by, at=at)
        return known.inspection
    with transaction.atomic():
        inspection = draft(
            reading,
            slug=slug or f"{slugify(reading.report.region)}-{published_on.year}",
            filename=filename,
            by=by,
            at=at,
            demonstration=demonstration,
            is_historic=True,
        )
        Loader(inspection, reading, by, at).grade()
        actions.publish(
            inspection,
            publish_at=publish_at,
            seen_version=inspection.version,
            by=by,
            at=at,
        )
    return inspection


def loaded_as(sha256: str, *, region: str, published_on: date) -> Inspection | None:
    """What `load` would bring up to a reading of that file, region and day; None if nothing."""
    of_name = region_named(region)
    known = _known(sha256, of_name, published_on) if of_name else None
    return known.inspection if known else None


def _known(sha256: str, region: Region, published_on: date) -> Source | None:
    publish_at = london(published_on, ONE_PAST_MIDNIGHT)
    return Source.objects.of(sha256) or Source.objects.published(region, publish_at)


@transaction.atomic
def draft(
    reading: Reading,
    *,
    slug: str,
    filename: str,
    by: User,
    at: datetime,
    demonstration: bool = False,
    is_historic: bool = False,
) -> Inspection:
    """Load a report as an inspection in drafting, without grades, by a person or by the portal."""
    report = reading.report
    _refuse_figures(report)
    inspection = findings.actions.plan(
        region=_region(report.region),
        title=report.title,
        slug=slug,
        bodies=[_body(body.name) for body in report.bodies],
        team=[],
        on=report.published_on,
        is_demonstration=demonstration,
        is_historic=is_historic,
        by=by,
        at=at,
    )
    for stage in (Stage.EVIDENCE_GATHERING, Stage.DRAFTING):
        actions.move(inspection, to=stage, seen_version=inspection.version, by=by, at=at)
    Loader(inspection, reading, by, at).write()
    Source.objects.create(
        inspection=inspection,
        sha256=reading.source_sha256,
        reading_sha256=rendering.content_hash(report),
        filename=filename,
        loaded_at=at,
    )
    inspection.refresh_from_db()
    audit.record(
        "inspection.backloaded",
        inspection,
        by=by,
        at=at,
        filename=filename,
        sha256=reading.source_sha256,
    )
    return inspection


def _refuse_figures(report: document.Report) -> None:
    """A printed figure leads to its list: nothing is loaded that would leave it behind."""
    for body in report.bodies:
        if body.figures:
            raise RuleBroken(OF_ANOTHER_PORTAL.format(body=body.name))


def _region(name: str) -> Region:
    region = region_named(name)
    if region is None:
        raise RuleBroken(NO_REGION.format(name=name))
    return region


def _body(name: str) -> Body:
    try:
        return Body.objects.named(name)
    except Body.DoesNotExist:
        raise RuleBroken(NO_BODY.format(name=name)) from None
