"""Snapshots: the rows that a filter set kept at a moment, frozen with their figures (ADR 0033)."""

import zlib
from typing import Self

import pgtrigger
from django.db import models
from django.db.models import Exists, Min, OuterRef, Q, Sum
from django.utils.timezone import localdate

from disruptions.models.extract import DataExtract
from disruptions.models.filter_set import FilterSet
from disruptions.models.guards import APPEND_ONLY, NEVER_DELETED
from disruptions.models.reading import OfBodyQuerySet
from forces.models import Body
from forces.rights import Right, holds
from inspection_portal.core.addresses import address_of
from inspection_portal.core.guards import refused_unless
from inspection_portal.core.history import KEEP_CHANGED_AT
from inspection_portal.core.models import Followed, Identified, User

NOT_SEALED = """
    EXISTS (SELECT FROM disruptions_snapshot WHERE id = NEW.snapshot_id AND sha256 = '')
"""


class SnapshotQuerySet(models.QuerySet["Snapshot"]):
    def visible_to(self, user: User) -> Self:
        """All for who reads every threat; for people of a body those that cover it."""
        if holds(user, Right.THREATS_READ_ALL):
            return self
        own = SnapshotPart.objects.visible_to(user).filter(snapshot=OuterRef("pk"))
        return self.filter(Exists(own))

    def covering(self, body: Body) -> Self:
        """Those that count the body, if only to nothing."""
        return self.filter(Exists(SnapshotPart.objects.filter(snapshot=OuterRef("pk"), body=body)))

    def for_list(self) -> Self:
        return self.select_related("filter_set", "taken_by", "extract").defer(
            "extract__refused", "extract__differences"
        )


class Snapshot(Followed, Identified):
    """What a version of a filter set kept of some bodies at the moment `as_at`.

    The list is one CSV text: `head`, and the content of its parts in their order. `sha256` is of
    that text, and the seal: with it nothing of the snapshot changes any more. `rows` are all rows
    of the list, `extract` the latest data extract of such records that was loaded by then.
    """

    filter_set = models.ForeignKey(FilterSet, models.PROTECT, related_name="snapshots")
    extract = models.ForeignKey(
        DataExtract, models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    as_at = models.DateTimeField()
    head = models.TextField()
    rows = models.PositiveIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True)
    taken_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    objects = SnapshotQuerySet.as_manager()

    class Meta:
        ordering = ["-as_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="snapshot_hash_is_one",
                condition=Q(sha256__regex=r"^([0-9a-f]{64})?$"),
                violation_error_message="A snapshot is sealed with the SHA-256 of its list.",
            )
        ]
        triggers = [
            NEVER_DELETED,
            KEEP_CHANGED_AT,
            pgtrigger.Protect(
                name="frozen_once_sealed",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition("OLD.sha256 <> ''"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.filter_set.name}, as at {localdate(self.as_at):%-d %B %Y}"

    def get_absolute_url(self) -> str:
        return address_of("disruptions:snapshot", self.uuid)


class SnapshotPartQuerySet(OfBodyQuerySet):
    def totals(self) -> list[tuple[int, str, int]]:
        """Each body by key, each figure of it and its number of rows, in the order of the list."""
        by = ("body", "figure")
        summed = self.order_by().values_list(*by).annotate(Sum("rows"), first=Min("position"))
        return [row[:3] for row in summed.order_by("first")]

    def for_list(self) -> Self:
        return self.select_related("body")


class SnapshotPart(models.Model):
    """Consecutive rows of the list that are of one body and one figure, compressed.

    `figure` is what is counted of the body: the category of disruptions, the type and the tier of
    threats. A body of which nothing was kept has one part with no row.
    """

    snapshot = models.ForeignKey(Snapshot, models.PROTECT, related_name="parts", db_index=False)
    position = models.PositiveIntegerField()
    body = models.ForeignKey(Body, models.PROTECT, related_name="+")
    figure = models.CharField(max_length=40, blank=True)
    rows = models.PositiveIntegerField()
    content = models.BinaryField()

    objects = SnapshotPartQuerySet.as_manager()

    class Meta:
        ordering = ["snapshot", "position"]
        constraints = [
            models.UniqueConstraint(name="snapshot_part_once", fields=["snapshot", "position"]),
        ]
        triggers = [
            APPEND_ONLY,
            refused_unless(
                NOT_SEALED,
                name="snapshot_part_before_the_seal",
                operation=pgtrigger.Insert,
                message="The snapshot is sealed. Take another one.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.snapshot_id}: {self.position}"

    @property
    def text(self) -> str:
        """Its lines of the list."""
        return zlib.decompress(bytes(self.content)).decode()
