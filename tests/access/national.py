"""National reports: one that is open and out, one being entered, and one that waits for its moment.

Those who enter them read all three, and others the first alone.
"""

from datetime import timedelta
from uuid import UUID

from django.utils.timezone import now

from forces.models import Body
from recommendations.models import NationalReport
from tests.access.progress import Words
from tests.factories import (
    NationalEntryFactory,
    NationalRecommendationFactory,
    NationalReportFactory,
)
from tests.factories.findings import PUBLISHED_AT

WHO_ENTER = frozenset({"off_team"})


def national_of(force: Body, other_force: Body, canaries: Words) -> dict[str, UUID]:
    """What the first asks of both forces is theirs to read; the other two say secret words."""

    def words(what: str) -> str:
        return canaries.of_entry(canaries.word(what), WHO_ENTER)

    out = NationalReportFactory(title="Custody across the country")
    asked = NationalRecommendationFactory(report=out)
    for body in (force, other_force):
        NationalEntryFactory(body=body, national=asked)
    entered = NationalReportFactory(title=words("title of a national report being entered"))
    draft = NationalRecommendationFactory(
        report=entered, text=words("recommendation of a national report being entered")
    )
    waiting = NationalReportFactory(
        title=words("title of a national report before its moment"),
        published_at=now() + timedelta(days=30),
    )
    hidden = NationalRecommendationFactory(
        report=waiting, text=words("recommendation of a national report before its moment")
    )
    NationalEntryFactory(body=force, national=hidden, published_at=waiting.published_at)
    opened = NationalReport.objects.filter(pk__in=[out.pk, waiting.pk])
    opened.update(opened_at=PUBLISHED_AT)
    return {
        "national_report": out.uuid,
        "national_recommendation": asked.uuid,
        "national_draft": entered.uuid,
        "national_draft_recommendation": draft.uuid,
        "national_waiting": waiting.uuid,
    }
