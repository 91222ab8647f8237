"""Key figures of bodies, each as at a day and from a source, so that bodies can be compared."""

from decimal import Decimal
from typing import Self

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q

from findings.models.chapter import InspectedBody
from findings.models.guards import frozen_once_issued
from findings.models.inspection import Inspection
from inspection_portal.core.addresses import address_of
from inspection_portal.core.history import tracked
from inspection_portal.core.models import Followed, Identified, ListItem, User, Versioned
from inspection_portal.core.text import plain

INSPECTION = "(SELECT inspection_id FROM findings_inspectedbody WHERE id = {row}.chapter_id)"


@tracked
class Figure(ListItem):
    """What is counted of every body alike, and the unit of its values: "orders"."""

    unit = models.CharField(max_length=40)

    class Meta(ListItem.Meta):
        constraints = [
            *ListItem.Meta.constraints,
            models.CheckConstraint(
                name="figure_has_unit",
                condition=Q(unit__regex=r"\S"),
                violation_error_message="Say in which unit it is counted, such as “orders”.",
            ),
        ]


class KeyFigureQuerySet(models.QuerySet["KeyFigure"]):
    def visible_to(self, user: User) -> Self:
        """Those of the inspections whose drafts the person reads: they are not published."""
        drafts = Inspection.objects.drafts_visible_to(user)
        return self.filter(chapter__inspection__in=drafts)

    def printed(self) -> Self:
        """Those that stand in the report, in the order in which it has them."""
        printed = self.filter(is_printed=True).select_related("figure")
        return printed.order_by("figure__position", "figure__name", "-as_at")

    def for_list(self) -> Self:
        return self.select_related(
            "figure", "chapter__body", "chapter__inspection__region", "entered_by"
        )


@tracked
class KeyFigure(Followed, Identified, Versioned):
    """What a figure of a body was on the day `as_at`, as an inspection learned it from a source.

    `counted` says what was counted and what was left out; where the value was copied from another
    part of the portal, how that was filtered. A copy stays as it is when what it was counted from
    changes.

    `snapshot` is the frozen list that the value was counted from, if any, by its identifier;
    `snapshot_figure` is which figure of it, blank for all of the body, and `snapshot_sha256` its
    hash. No row points there: this app knows of no lists (ADR 0033). Only a value with such a list
    `is_printed`: it stands in the report, with the words and the hash by which it is traced.
    """

    chapter = models.ForeignKey(InspectedBody, models.PROTECT, related_name="key_figures")
    figure = models.ForeignKey(Figure, models.PROTECT, related_name="+")
    value = models.DecimalField(
        max_digits=10, decimal_places=2, validators=[MinValueValidator(Decimal(0))]
    )
    as_at = models.DateField()
    source = models.CharField(max_length=300)
    counted = models.TextField(blank=True)
    snapshot = models.UUIDField(null=True, blank=True)
    snapshot_figure = models.CharField(max_length=40, blank=True)
    snapshot_sha256 = models.CharField(max_length=64, blank=True)
    is_printed = models.BooleanField(default=False)
    entered_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()

    objects = KeyFigureQuerySet.as_manager()

    class Meta:
        ordering = ["chapter", "figure__position", "-as_at"]
        constraints = [
            models.UniqueConstraint(
                name="key_figure_once_a_day",
                fields=["chapter", "figure", "as_at"],
                violation_error_message="The body has a value of this figure for that day already.",
            ),
            models.CheckConstraint(
                name="key_figure_is_not_negative",
                condition=Q(value__gte=0),
                violation_error_message="A key figure is 0 or more.",
            ),
            models.CheckConstraint(
                name="key_figure_has_source",
                condition=Q(source__regex=r"\S"),
                violation_error_message="Say where the value comes from.",
            ),
            models.CheckConstraint(
                name="key_figure_of_a_snapshot_has_its_hash",
                condition=Q(snapshot=None, snapshot_figure="", snapshot_sha256="")
                | Q(snapshot__isnull=False, snapshot_sha256__regex=r"^[0-9a-f]{64}$"),
                violation_error_message="Name the snapshot together with the hash of its list.",
            ),
            models.CheckConstraint(
                name="key_figure_printed_has_a_snapshot",
                condition=Q(is_printed=False) | Q(snapshot__isnull=False),
                violation_error_message=(
                    "Only a value that was counted from a frozen list can be printed in the "
                    "report. Copy it from a snapshot."
                ),
            ),
        ]
        triggers = [frozen_once_issued(INSPECTION, only_where="is_printed")]

    def __str__(self) -> str:
        return f"{self.figure} of {self.chapter}: {self.told}"

    def get_absolute_url(self) -> str:
        return address_of("findings:figures", self.chapter.inspection.uuid)

    @property
    def told(self) -> str:
        """The value as people write it: "11", "8.5"."""
        return plain(self.value)

    @property
    def with_unit(self) -> str:
        """The value as the report prints it: "11 orders"."""
        return f"{self.told} {self.figure.unit}"

    @property
    def trace(self) -> dict[str, str]:
        """The frozen list that it was counted from, as the audit trail keeps it; or nothing."""
        names = ("snapshot", "snapshot_figure", "snapshot_sha256")
        return {name: str(held) for name in names if (held := getattr(self, name))}
