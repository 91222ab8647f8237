"""Published reports on the librarians' desk."""

from datetime import UTC, datetime

import factory

from inspection_portal.core.models import system_user
from inspection_portal.reports.models import HistoricReading


class HistoricReadingFactory(factory.django.DjangoModelFactory[HistoricReading]):
    """A text that was read, and of which a line is not placed."""

    class Meta:
        model = HistoricReading

    name = factory.Sequence(lambda n: f"report {n}.txt")
    content_type = "text/plain"
    content = b"A report"
    sha256 = factory.Sequence(lambda n: f"{n:064x}")
    state = HistoricReading.State.READ
    text = "A report"
    lines = factory.LazyAttribute(lambda row: row.text.splitlines())
    found = {"title": "", "bodies": [], "problems": [[0, "no chapter of a force was found."]]}
    uploaded_by = factory.LazyFunction(system_user)
    uploaded_at = moved_at = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
