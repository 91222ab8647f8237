"""Reports that were published elsewhere, between their upload and their loading."""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q

from findings.models import Inspection
from forces.rights import Right, holds
from inspection_portal.core.addresses import address_of
from inspection_portal.core.history import tracked_without
from inspection_portal.core.models import Followed, Identified, User, Versioned


class HistoricReadingQuerySet(models.QuerySet["HistoricReading"]):
    def visible_to(self, user: User) -> Self:
        """All, for who loads reports that were published elsewhere."""
        return self if holds(user, Right.HISTORIC_LOAD) else self.none()

    def for_list(self) -> Self:
        """With whom a list names; the file, its text and its lines stay where they are."""
        read = self.defer("content", "text", "lines", "corrections")
        return read.select_related("uploaded_by", "inspection")

    def waiting_since(self, moment: datetime) -> Self:
        """Those that wait for a job since before that moment: its message was lost."""
        return self.filter(state=HistoricReading.State.WAITING, moved_at__lt=moment)

    def abandoned(self, moment: datetime) -> Self:
        """Those that a job began to read before that moment: it was stopped."""
        return self.filter(state=HistoricReading.State.READING, moved_at__lt=moment)


# What was read of the file can be read again from it, and from the corrections.
@tracked_without("text", "lines", "found")
class HistoricReading(Followed, Identified, Versioned):
    """A published report on the librarians' desk: its file, and what reading makes of it.

    `text` is what the file says, as plain text or HTML; `lines` are those of it that are not blank.
    `corrections` are [place, text, kind] of the lines that a person told, the places counted from
    0. `found` is what was understood: "title", "region", "bodies" as [name, grade], "counts",
    "kinds" and "due" (the day of a recommendation, "" for none) by place, and "doubts" and
    "problems" as [place, sentence], of which a problem keeps the report from being loaded.
    `inspection` is what was loaded from it, and stays while the reading is corrected.
    """

    class State(models.TextChoices):
        WAITING = "waiting", "Waiting to be read"
        READING = "reading", "Being read"
        READ = "read", "Read"
        FAILED = "failed", "Could not be read"
        LOADED = "loaded", "Loaded"

    UNDER_WAY = (State.WAITING, State.READING)

    name = models.CharField(max_length=200)
    content_type = models.CharField(max_length=40)
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    published_on = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    moved_at = models.DateTimeField()
    failure = models.TextField(blank=True)
    text = models.TextField(blank=True)
    lines = models.JSONField(default=list, blank=True)
    corrections = models.JSONField(default=list, blank=True)
    found = models.JSONField(default=dict, blank=True)
    inspection = models.ForeignKey(
        Inspection, models.PROTECT, null=True, blank=True, related_name="readings"
    )
    uploaded_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField()

    objects = HistoricReadingQuerySet.as_manager()

    class Meta:
        ordering = ["-uploaded_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                name="historic_reading_once_per_file",
                fields=["sha256"],
                violation_error_message="This very file is on the desk already. Look for it there.",
            ),
            models.CheckConstraint(
                name="historic_reading_state_is_known",
                condition=Q(state__in=["waiting", "reading", "read", "failed", "loaded"]),
                violation_error_message="That is not a state of a reading.",
            ),
            models.CheckConstraint(
                name="historic_reading_failed_iff_failure",
                condition=Q(state="failed") & ~Q(failure="") | ~Q(state="failed") & Q(failure=""),
            ),
            models.CheckConstraint(
                name="historic_reading_loaded_has_inspection",
                condition=~Q(state="loaded") | Q(inspection__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return address_of("reports:historic", self.uuid)

    @property
    def is_under_way(self) -> bool:
        return self.state in self.UNDER_WAY

    @property
    def can_be_corrected(self) -> bool:
        """Whether there are lines that a person can tell."""
        return self.state in (self.State.READ, self.State.LOADED)

    @property
    def can_be_loaded(self) -> bool:
        return self.state == self.State.READ and not self.problems

    @property
    def problems(self) -> list[tuple[int, str]]:
        """What keeps it from being loaded: the place of the line, and why."""
        return [(place, sentence) for place, sentence in self.found.get("problems", ())]

    @property
    def doubts(self) -> list[tuple[int, str]]:
        """What a person must confirm: the place of the line, and why."""
        return [(place, reason) for place, reason in self.found.get("doubts", ())]

    @property
    def to_look_at(self) -> int:
        """How many matters a person must look at."""
        return len(self.problems) + len(self.doubts)

    @property
    def title(self) -> str:
        """The title of the report, once it is read, else the name of its file."""
        return str(self.found.get("title") or self.name)
