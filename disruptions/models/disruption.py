"""Disruptions: dated events that hurt a threat, recorded once and moderated (domain §5)."""

from datetime import date
from functools import reduce
from operator import or_
from typing import Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from disruptions.models.counted import COUNTED
from disruptions.models.guards import APPEND_ONLY, MODERATED_BY_ANOTHER
from disruptions.models.plan import STRANDS, Strand
from disruptions.models.threat import Threat
from forces.models import Body, Organisation, standing
from forces.rights import Right, holds
from inspection_portal.core.addresses import address_of
from inspection_portal.core.dates import LondonDay
from inspection_portal.core.history import tracked, tracked_links, versions
from inspection_portal.core.models import Followed, Identified, User, Versioned

EARLIEST, LATEST = date(2000, 1, 1), date(2100, 12, 31)
DISRUPTION_NOT_YET = "That day has not come yet. Enter a disruption once it has happened."


def _changed_by(user: User) -> Exists:
    return Exists(versions(Disruption).filter(pgh_obj=OuterRef("pk"), changed_by=user))


class DisruptionQuerySet(models.QuerySet["Disruption"]):
    def visible_to(self, user: User) -> Self:
        """Those that bodies of the person recorded, led or supported, or that were recorded
        against their threats; all for who reads every threat.
        """
        if holds(user, Right.THREATS_READ_ALL):
            return self
        if not holds(user, Right.THREATS_READ):
            return self.none()
        bodies = standing(user).bodies
        supported = Disruption.objects.filter(supporting_bodies__in=bodies)
        return self.filter(
            Q(body__in=bodies)
            | Q(lead_body__in=bodies)
            | Q(threat__in=Threat.objects.filter(body__in=bodies).values("pk"))
            | Q(pk__in=supported.values("pk"))
        )

    def standing(self) -> Self:
        """Those that were not refused: moderated ones, and those on their way to it."""
        return self.exclude(moderation=Disruption.Moderated.REFUSED)

    def passed(self) -> Self:
        """Those that passed moderation, as they were or in a lower category."""
        return self.filter(moderation__in=["moderated", "downgraded"])

    def touched_by(self, user: User) -> Self:
        """Those that the person recorded, or changed at any time: their row history tells, which
        nobody can write.
        """
        return self.filter(Q(recorded_by=user) | _changed_by(user))

    def to_moderate_by(self, user: User) -> Self:
        """Those that wait for the person, who moderates none that they recorded or changed."""
        led = standing(user).led if holds(user, Right.DISRUPTIONS_MODERATE) else ()
        pending = self.filter(
            moderation=Disruption.Moderated.PENDING, source=Disruption.Source.PORTAL, body__in=led
        )
        return pending.exclude(recorded_by=user).filter(~_changed_by(user))

    def returned_to(self, user: User) -> Self:
        """Those that the person recorded for a body of theirs, and that wait to be put right."""
        own = standing(user).bodies if holds(user, Right.DISRUPTIONS_RECORD) else ()
        return self.filter(
            moderation=Disruption.Moderated.RETURNED,
            source=Disruption.Source.PORTAL,
            recorded_by=user,
            body__in=own,
        )

    def about(self, words: str) -> Self:
        """With these words in their reference, narrative or evidence, or in that of the threat."""
        told = ("reference", "narrative", "evidence", "threat__reference")
        return self.filter(reduce(or_, (Q(**{f"{name}__icontains": words}) for name in told)))

    def between(self, first: date, last: date) -> Self:
        """Of events from the first to the last day."""
        return self.filter(event_on__range=(first, last))

    def for_list(self) -> Self:
        return self.select_related(
            "threat__body", "body", "lead_body", "lead_partner", "recorded_by", "changed_by"
        )


@tracked
class Disruption(Followed, Identified, Versioned):
    """One dated event that disrupted a threat, as `body` recorded it.

    `event_on` is the day it happened, `recorded_on` the record date, `entered_at` when the portal
    was told: of a record of an extract, when one last changed it. The lead is a body or an
    organisation. `reference` is unique in its `source`: the portal's own record, or the national
    system from which an extract came. An extract may lack a category or a strand; a record made
    here may not. `changed_by` is who changed it last; all who did so are in its row history.
    Whether it meets the minimum standards is worked out and never stored (ADR 0032).
    """

    class Source(models.TextChoices):
        PORTAL = "portal", "This portal"
        APMIS = "apmis", "APMIS extract"

    class Type(models.TextChoices):
        LEAD = "lead", "Lead disruption"
        SUPPORT = "support", "Support"
        COORDINATE = "coordinate", "Co-ordinate"

    class Category(models.TextChoices):
        MAJOR = "major", "Major"
        MODERATE = "moderate", "Moderate"
        MINOR = "minor", "Minor"

    class Moderated(models.TextChoices):
        PENDING = "pending", "Waiting for moderation"
        MODERATED = "moderated", "Moderated"
        RETURNED = "returned", "Returned"
        DOWNGRADED = "downgraded", "Downgraded"
        REFUSED = "refused", "Refused"

    source = models.CharField(max_length=10, choices=Source, default=Source.PORTAL)
    reference = models.TextField()
    threat = models.ForeignKey(Threat, models.PROTECT, related_name="disruptions", db_index=False)
    body = models.ForeignKey(Body, models.PROTECT, related_name="disruptions", db_index=False)
    lead_body = models.ForeignKey(
        Body, models.PROTECT, null=True, blank=True, related_name="led_disruptions"
    )
    lead_partner = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="led_disruptions"
    )
    supporting_bodies = models.ManyToManyField(
        Body, related_name="supported_disruptions", blank=True
    )
    supporting_partners = models.ManyToManyField(
        Organisation, related_name="supported_disruptions", blank=True
    )
    event_on = models.DateField()
    recorded_on = models.DateField()
    type = models.CharField(max_length=10, choices=Type)
    strand = models.CharField(max_length=10, choices=Strand, blank=True)
    category = models.CharField(max_length=10, choices=Category, blank=True)
    narrative = models.TextField(blank=True)
    evidence = models.TextField(blank=True)
    moderation = models.CharField(max_length=10, choices=Moderated, default=Moderated.PENDING)
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)
    changed_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    entered_at = models.DateTimeField()

    objects = DisruptionQuerySet.as_manager()

    class Meta:
        ordering = ["-event_on", "-pk"]
        indexes = [
            models.Index(fields=["-event_on", "-id"], name="disruption_by_day"),
            models.Index(fields=["body", "-event_on", "-id"], name="disruption_of_body_by_day"),
            models.Index(fields=["threat", "event_on"], name="disruption_of_threat_by_day"),
            models.Index(
                fields=["body", "recorded_on", "id"],
                condition=Q(moderation="pending"),
                name="disruption_to_moderate",
            ),
            models.Index(
                fields=["moderation", "-event_on", "-id"],
                condition=Q(moderation__in=["pending", "returned", "refused"]),
                name="disruption_by_state_and_day",
            ),
            models.Index(
                fields=["body", "-id"],
                condition=Q(source="portal"),
                name="disruption_last_of_body",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                name="disruption_reference_once_in_a_source",
                fields=["source", "reference"],
                violation_error_message="A disruption of this reference is recorded already.",
            ),
            models.CheckConstraint(
                name="disruption_has_reference",
                condition=Q(reference__regex=r"\S", source__in=["portal", "apmis"]),
                violation_error_message="Give the disruption its source and its reference there.",
            ),
            models.CheckConstraint(
                name="disruption_type_is_known",
                condition=Q(type__in=["lead", "support", "coordinate"]),
                violation_error_message="Say whether the body led, supported or co-ordinated it.",
            ),
            models.CheckConstraint(
                name="disruption_has_category",
                condition=Q(category__in=["major", "moderate", "minor"])
                | Q(category="") & ~Q(source="portal"),
                violation_error_message="Choose major, moderate or minor.",
            ),
            models.CheckConstraint(
                name="disruption_has_strand",
                condition=Q(strand__in=STRANDS) | Q(strand="") & ~Q(source="portal"),
                violation_error_message="Choose Pursue, Prevent, Protect or Prepare.",
            ),
            models.CheckConstraint(
                name="disruption_moderation_is_known",
                condition=Q(
                    moderation__in=["pending", "moderated", "returned", "downgraded", "refused"]
                ),
                violation_error_message="Choose how far the moderation is from the list.",
            ),
            models.CheckConstraint(
                name="disruption_led_by_one",
                condition=Q(lead_body__isnull=False, lead_partner=None)
                | Q(lead_body=None, lead_partner__isnull=False),
                violation_error_message="Name one lead: a force or ROCU, or another agency.",
            ),
            models.CheckConstraint(
                name="disruption_led_by_its_body",
                condition=~Q(type="lead", source="portal")
                | Q(lead_body__isnull=False, lead_body=F("body")),
                violation_error_message=(
                    "The body that records a lead disruption led it. Choose support where another "
                    "agency led."
                ),
            ),
            models.CheckConstraint(
                name="disruption_support_is_led_by_another",
                condition=~Q(type="support", source="portal")
                | Q(lead_body=None)
                | ~Q(lead_body=F("body")),
                violation_error_message=(
                    "A body supports what another agency led. Name that one, or choose lead "
                    "disruption where your own body led it."
                ),
            ),
            models.CheckConstraint(
                name="disruption_of_a_likely_day",
                condition=Q(event_on__range=(EARLIEST, LATEST)),
                violation_error_message=(
                    "Check the day of the event: its year must be from 2000 to 2100."
                ),
            ),
            models.CheckConstraint(
                name="disruption_recorded_after_its_event",
                condition=Q(recorded_on__gte=F("event_on")),
                violation_error_message=(
                    "The record would be older than the event. Check the day of the event: what "
                    "happened later needs a record of its own."
                ),
            ),
            models.CheckConstraint(
                name="disruption_not_of_a_day_to_come",
                condition=Q(recorded_on__lte=LondonDay("entered_at")),
                violation_error_message=DISRUPTION_NOT_YET,
            ),
        ]
        triggers = COUNTED

    def __str__(self) -> str:
        return f"Disruption {self.reference}"

    def get_absolute_url(self) -> str:
        return address_of("disruptions:disruption", self.uuid)

    @property
    def lead(self) -> Body | Organisation:
        return self.lead_body or self.lead_partner  # type: ignore[return-value]

    @property
    def supporting(self) -> list[Body | Organisation]:
        """Who supported it, bodies first; asks for them where they are not loaded."""
        return [*self.supporting_bodies.all(), *self.supporting_partners.all()]

    @property
    def is_counted(self) -> bool:
        """Whether it passed moderation, as it was or in a lower category."""
        return self.moderation in (self.Moderated.MODERATED, self.Moderated.DOWNGRADED)

    @property
    def is_pending(self) -> bool:
        """Whether a moderator is to decide on it. What an extract brought was decided elsewhere."""
        return self.source == self.Source.PORTAL and self.moderation == self.Moderated.PENDING

    @property
    def is_decided(self) -> bool:
        """Whether it was moderated here for good or ill; until somebody opens it again."""
        decided = (self.Moderated.MODERATED, self.Moderated.DOWNGRADED, self.Moderated.REFUSED)
        return self.source == self.Source.PORTAL and self.moderation in decided

    @property
    def is_open(self) -> bool:
        """Whether the body that recorded it may still put it right."""
        is_returned = self.moderation == self.Moderated.RETURNED
        return self.is_pending or (self.source == self.Source.PORTAL and is_returned)

    def lower_categories(self) -> list[Category]:
        """What it can be downgraded to, the highest first."""
        order = list(self.Category)
        return order[order.index(self.Category(self.category)) + 1 :] if self.category else []


@tracked_links
class DisruptionBodyLink(Disruption.supporting_bodies.through):  # type: ignore[name-defined]
    class Meta:
        proxy = True


@tracked_links
class DisruptionPartnerLink(Disruption.supporting_partners.through):  # type: ignore[name-defined]
    class Meta:
        proxy = True


class ModerationQuerySet(models.QuerySet["Moderation"]):
    def visible_to(self, user: User) -> Self:
        """With the disruption that it is about."""
        return self.filter(disruption__in=Disruption.objects.visible_to(user))

    def for_list(self) -> Self:
        return self.select_related("disruption__body", "by")


class Moderation(Identified):
    """One decision on a disruption, by somebody who neither recorded nor changed it, and why.

    Only ever added to. A reason may be left out only where the record passed as it was. One that
    was `reopened` is returned again, whatever was decided before.
    """

    class Outcome(models.TextChoices):
        MODERATED = "moderated", "Moderated"
        RETURNED = "returned", "Returned"
        DOWNGRADED = "downgraded", "Downgraded"
        REFUSED = "refused", "Refused"
        REOPENED = "reopened", "Opened again"

        @classmethod
        def decisions(cls) -> list[tuple[str, str]]:
            """What may be decided of a record that waits."""
            return [each for each in cls.choices if each[0] != cls.REOPENED]

    disruption = models.ForeignKey(Disruption, models.PROTECT, related_name="moderations")
    outcome = models.CharField(max_length=10, choices=Outcome)
    from_category = models.CharField(max_length=10, choices=Disruption.Category, blank=True)
    to_category = models.CharField(max_length=10, choices=Disruption.Category, blank=True)
    reason = models.TextField(blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = ModerationQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="moderation_outcome_is_known",
                condition=Q(
                    outcome__in=["moderated", "returned", "downgraded", "refused", "reopened"]
                ),
                violation_error_message="Choose moderated, returned, downgraded or refused.",
            ),
            models.CheckConstraint(
                name="moderation_has_reason",
                condition=Q(outcome="moderated") | Q(reason__regex=r"\S"),
                violation_error_message="Say why, so that whoever recorded it can act on it.",
            ),
            models.CheckConstraint(
                name="moderation_downgrades_to_a_lower_category",
                condition=~Q(outcome="downgraded") & Q(from_category="", to_category="")
                | Q(outcome="downgraded", from_category="major", to_category="moderate")
                | Q(outcome="downgraded", to_category="minor")
                & Q(from_category__in=["major", "moderate"]),
                violation_error_message="Choose a lower category than the record has.",
            ),
        ]
        triggers = [APPEND_ONLY, MODERATED_BY_ANOTHER]

    def __str__(self) -> str:
        return f"{self.get_outcome_display()}: {self.disruption}"
