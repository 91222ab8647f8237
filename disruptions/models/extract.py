"""Extracts of national systems between their upload and their end (domain §5)."""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q

from forces.rights import Right, holds
from inspection_portal.core.addresses import address_of
from inspection_portal.core.dates import LondonDay
from inspection_portal.core.history import KEEP_CHANGED_AT
from inspection_portal.core.models import Followed, Identified, User


class DataExtractQuerySet(models.QuerySet["DataExtract"]):
    def visible_to(self, user: User) -> Self:
        """All, for who loads extracts: they hold the threats of every body."""
        return self if holds(user, Right.DATA_LOAD) else self.none()

    def loaded(self, kind: str) -> Self:
        """Those of that kind that were loaded, the one last taken first."""
        loaded = self.filter(kind=kind, state=DataExtract.State.LOADED)
        return loaded.order_by("-taken_on", "-ended_at")

    def loaded_later(self, extract: "DataExtract") -> Self:
        """Those of its kind that were loaded and taken on a later day."""
        return self.loaded(extract.kind).filter(taken_on__gt=extract.taken_on)

    def waiting_since(self, moment: datetime) -> Self:
        """Those that wait for a job since before that moment: its message was lost."""
        return self.filter(state__in=DataExtract.QUEUED, moved_at__lt=moment)

    def silent_since(self, moment: datetime) -> Self:
        """Those that a job began, and of which nothing was heard since that moment."""
        return self.filter(state__in=DataExtract.RUNNING, moved_at__lt=moment)

    def late(self, moment: datetime) -> Self:
        """Those that a job should have taken up, or told of, since that moment."""
        return self.waiting_since(moment) | self.silent_since(moment)

    def without_files(self) -> Self:
        """Without the files of refused rows and of differences, which are read when asked for."""
        return self.defer("refused", "differences")

    def for_list(self) -> Self:
        return self.without_files().select_related("uploaded_by", "confirmed_by")


class DataExtract(Followed, Identified):
    """A file from a national system: what it is, how far it is, and what became of its rows.

    `taken_on` is the day on which it was taken from there, the “as at” of what it says. It is
    checked by a job, shown to a person, and once they confirm it loaded in one transaction.
    `counts` are of rows: all, refused, new, changed, the same, older (they say otherwise, and what
    is here is later), gone (in the portal and no more in the file), and worth a look. `refused` and
    `differences` are CSV files, packed by gzip; `first` the first refusals, for a page. `done` of
    `total` rows is how far the step is.
    """

    class Kind(models.TextChoices):
        DISRUPTIONS = "disruptions", "Disruptions"
        THREATS = "threats", "Threats"

    class State(models.TextChoices):
        UPLOADED = "uploaded", "Waiting to be checked"
        CHECKING = "checking", "Being checked"
        CHECKED = "checked", "Waiting to be confirmed"
        CONFIRMED = "confirmed", "Waiting to be loaded"
        LOADING = "loading", "Being loaded"
        LOADED = "loaded", "Loaded"
        REFUSED = "refused", "Not loaded"
        CANCELLED = "cancelled", "Cancelled"

    QUEUED = (State.UPLOADED, State.CONFIRMED)
    RUNNING = (State.CHECKING, State.LOADING)
    ENDED = (State.LOADED, State.REFUSED, State.CANCELLED)

    kind = models.CharField(max_length=12, choices=Kind)
    name = models.TextField()
    sha256 = models.CharField(max_length=64, blank=True)
    size = models.BigIntegerField()
    taken_on = models.DateField()
    uploaded_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField()
    confirmed_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    ended_at = models.DateTimeField(null=True, blank=True)
    state = models.CharField(max_length=12, choices=State, default=State.UPLOADED)
    moved_at = models.DateTimeField()
    is_to_stop = models.BooleanField(default=False)
    step = models.CharField(max_length=20, blank=True)
    done = models.IntegerField(default=0)
    total = models.IntegerField(default=0)
    tries = models.PositiveSmallIntegerField(default=0)
    refusal = models.TextField(blank=True)
    counts = models.JSONField(default=dict, blank=True)
    notes = models.JSONField(default=list, blank=True)
    first = models.JSONField(default=list, blank=True)
    refused = models.BinaryField(default=b"")
    differences = models.BinaryField(default=b"")

    objects = DataExtractQuerySet.as_manager()

    class Meta:
        ordering = ["-uploaded_at", "-pk"]
        indexes = [
            models.Index(
                fields=["moved_at"],
                condition=~Q(state__in=["loaded", "refused", "cancelled"]),
                name="data_extract_under_way",
            ),
            models.Index(fields=["kind", "sha256"], name="data_extract_by_file"),
        ]
        constraints = [
            models.CheckConstraint(
                name="data_extract_words_are_known",
                condition=Q(
                    kind__in=["disruptions", "threats"],
                    state__in=[
                        *("uploaded", "checking", "checked", "confirmed"),
                        *("loading", "loaded", "refused", "cancelled"),
                    ],
                ),
                violation_error_message="Choose disruptions or threats.",
            ),
            models.CheckConstraint(
                name="data_extract_is_of_a_day_that_has_come",
                condition=Q(taken_on__lte=LondonDay("uploaded_at")),
                violation_error_message="That day has not come yet. Check when it was taken.",
            ),
        ]
        triggers = [KEEP_CHANGED_AT]

    def __str__(self) -> str:
        return f"Extract “{self.name}”"

    def get_absolute_url(self) -> str:
        return address_of("disruptions:extract", self.uuid)

    @property
    def is_under_way(self) -> bool:
        """Whether a job is at it, or is waited for."""
        return self.state in (*self.QUEUED, *self.RUNNING)

    @property
    def has_ended(self) -> bool:
        return self.state in self.ENDED

    @property
    def percent(self) -> int:
        """How far the step is, from 0 to 100."""
        return min(100, 100 * self.done // self.total) if self.total else 0


class DataExtractPiece(models.Model):
    """A piece of the file, kept until the extract has ended; `number` is its place, from 0."""

    extract = models.ForeignKey(DataExtract, models.CASCADE, related_name="pieces", db_index=False)
    number = models.IntegerField()
    content = models.BinaryField()

    class Meta:
        ordering = ["extract", "number"]
        constraints = [
            models.UniqueConstraint(name="data_extract_piece_once", fields=["extract", "number"])
        ]

    def __str__(self) -> str:
        return f"{self.extract}, piece {self.number + 1}"
