"""What is published, for feed readers (Atom, RFC 4287) and calendars (iCalendar, RFC 5545)."""

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed

from inspection_portal.reports.linked_data import PUBLISHER, address
from inspection_portal.reports.queries import Mark, Publication
from recommendations.ics import ics
from recommendations.queries.calendar import Appointment

NAME = "SOC inspections: publications"
# What XML has no way to write.
UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
SAID = {
    Mark.STANDS: "Published.",
    Mark.SUPERSEDED: "Superseded by a later issue.",
    Mark.WITHDRAWN: "Withdrawn. It can no longer be read here.",
    Mark.REPLACED: "Replaced by a later issue. It can no longer be read here.",
}
# When a feed changed last in which nothing stands.
NEVER = datetime(2000, 1, 1, tzinfo=UTC)


class _Feed(Atom1Feed):
    """Entries with the files of what they tell of."""

    def latest_post_date(self) -> datetime:
        return super().latest_post_date() if self.items else NEVER

    def add_item_elements(self, handler: Any, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        for media_type, href in item["files"]:
            handler.addQuickElement(
                "link", "", {"rel": "alternate", "type": media_type, "href": href}
            )


def atom(shown: Sequence[Publication]) -> str:
    """Each issue as an entry of a name that never changes, whatever becomes of the issue."""
    own = f"{settings.PORTAL_URL}{reverse('publications:feed')}"
    feed = _Feed(
        NAME,
        link=f"{settings.PORTAL_URL}{reverse('publications:every')}",
        description=NAME,
        language="en-GB",
        author_name=PUBLISHER,
        feed_url=own,
        feed_guid=own,
    )
    for each in shown:
        uuid = each.issue.uuid
        files = [
            ("application/pdf", address("pdf", uuid)),
            ("application/ld+json", address("linked_data", uuid)),
        ]
        feed.add_item(
            title=_title(each),
            link=address("page", uuid),
            description=SAID[each.mark],
            unique_id=f"urn:uuid:{uuid}",
            pubdate=each.issue.publish_at,
            updateddate=each.changed_at,
            categories=[str(each.mark)],
            files=[] if each.mark.is_gone else files,
        )
    return feed.writeString("utf-8")


def calendar(shown: Sequence[Publication]) -> bytes:
    """Each issue at its moment. It says the same until something changes."""
    return ics(
        [_appointment(each) for each in shown],
        name=NAME,
        at=max((each.changed_at for each in shown), default=NEVER),
    )


def _appointment(each: Publication) -> Appointment:
    """A second version once the issue was superseded or withdrawn."""
    issue = each.issue
    version = 1 if each.mark == Mark.STANDS else 2
    path = reverse("publications:page", args=[issue.uuid])
    return Appointment(issue.uuid, issue.publish_at or NEVER, _title(each), path, version)


def _title(each: Publication) -> str:
    title = f"{each.heading}, issue {each.issue.number}"
    if each.mark != Mark.STANDS:
        title = f"{each.mark}: {title}"
    return UNWRITABLE.sub("", title)
