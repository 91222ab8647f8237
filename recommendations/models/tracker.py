"""A body's tracker between its upload and its import."""

from datetime import datetime, timedelta
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils import timezone

from inspection_portal.core.addresses import address_of
from inspection_portal.core.models import Identified, User

KEPT_FOR = timedelta(days=1)


class TrackerImportQuerySet(models.QuerySet["TrackerImport"]):
    def visible_to(self, user: User, at: datetime | None = None) -> Self:
        """What the person uploaded in the day before that moment (default now)."""
        return self.filter(uploaded_by=user, uploaded_at__gt=(at or timezone.now()) - KEPT_FOR)

    def for_list(self) -> Self:
        """Without the rows, which are many."""
        return self.defer("rows", "seen")

    def left(self, at: datetime) -> Self:
        """What nobody sees any more."""
        return self.filter(uploaded_at__lte=at - KEPT_FOR)


class TrackerImport(Identified):
    """The rows of a tracker that wait for their uploader to confirm them; forgotten after a day.

    `rows` are as read from the file, `seen` the versions of what each row would change, by row
    number, as the preview showed them. Once imported, `rows` are those that were rejected, with
    their reasons, and `counts` tells of the others.
    """

    class Policy(models.TextChoices):
        KEEP = "keep", "Keep what the portal has"
        TAKE = "take", "Take what the tracker has"

    uploaded_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField()
    name = models.TextField()
    sha256 = models.CharField(max_length=64)
    policy = models.CharField(max_length=4, choices=Policy, default=Policy.KEEP)
    notes = models.JSONField(default=list, blank=True)
    rows = models.JSONField(default=list, blank=True)
    seen = models.JSONField(default=dict, blank=True)
    counts = models.JSONField(default=dict, blank=True)
    imported_at = models.DateTimeField(null=True, blank=True)

    objects = TrackerImportQuerySet.as_manager()

    class Meta:
        ordering = ["-uploaded_at", "-pk"]
        indexes = [models.Index(fields=["uploaded_at"], name="tracker_by_upload")]
        constraints = [
            models.CheckConstraint(
                name="tracker_policy_is_known",
                condition=Q(policy__in=["keep", "take"]),
                violation_error_message="Choose what counts where the two differ.",
            )
        ]

    def __str__(self) -> str:
        return f"Tracker “{self.name}”"

    def get_absolute_url(self) -> str:
        return address_of("recommendations:tracker", self.uuid)
