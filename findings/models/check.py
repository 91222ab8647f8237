"""The pre-publication check: each body reads its own extract and challenges it (domain §2.5)."""

from datetime import datetime
from typing import Self

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from findings.models.chapter import InspectedBody
from findings.models.evidence import STORED_FILE_IS_FROZEN, StoredFile
from findings.models.inspection import Inspection
from findings.models.paragraph import Paragraph
from forces.models import standing
from forces.rights import Right, holds
from inspection_portal.core.addresses import address_of
from inspection_portal.core.history import tracked, tracked_without
from inspection_portal.core.models import Followed, Identified, User


class PrePublicationCheckQuerySet(models.QuerySet["PrePublicationCheck"]):
    def visible_to(self, user: User) -> Self:
        """A round as such, with every body in it, is for those who read the drafts."""
        return self.filter(inspection__in=Inspection.objects.drafts_visible_to(user))

    def for_list(self) -> Self:
        return self.select_related("inspection__region", "opened_by", "closed_by")


@tracked
class PrePublicationCheck(Followed, Identified):
    """A round of checking, open until `closes_at` or until somebody closes it before."""

    inspection = models.ForeignKey(Inspection, models.PROTECT, related_name="checks")
    opened_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    closed_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = PrePublicationCheckQuerySet.as_manager()

    class Meta:
        ordering = ["-opened_at"]
        constraints = [
            models.UniqueConstraint(
                name="inspection_has_one_open_check",
                fields=["inspection"],
                condition=Q(closed_at=None),
                violation_error_message="A check of this report is already open.",
            ),
            models.CheckConstraint(
                name="check_closes_after_it_opens",
                condition=Q(closes_at__gt=F("opened_at")),
                violation_error_message=(
                    "The check would close before it opens. Choose a later day."
                ),
            ),
            models.CheckConstraint(
                name="check_closed_by_someone_iff_closed",
                condition=Q(closed_at=None, closed_by=None)
                | Q(closed_at__isnull=False, closed_by__isnull=False),
                violation_error_message="A closed check needs who closed it and when.",
            ),
        ]
        triggers = [pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"Pre-publication check of {self.inspection}"

    def get_absolute_url(self) -> str:
        return reverse("findings:check", args=[self.inspection.uuid])

    def is_open(self, at: datetime | None = None) -> bool:
        """Whether bodies may read and challenge at that moment (default now)."""
        return self.closed_at is None and (at or timezone.now()) < self.closes_at


class ExtractQuerySet(models.QuerySet["Extract"]):
    def visible_to(self, user: User, at: datetime | None = None) -> Self:
        """The extract of a body is for its own people while the check is open, and for those who
        read the drafts.
        """
        drafts = Inspection.objects.drafts_visible_to(user)
        return self.readable_by_body(user, at) | self.filter(check_round__inspection__in=drafts)

    def readable_by_body(self, user: User, at: datetime | None = None) -> Self:
        """Extracts that the person may read as one of the body's own people."""
        if not holds(user, Right.EXTRACTS_READ):
            return self.none()
        return self.filter(
            chapter__body__in=standing(user).bodies,
            check_round__closed_at=None,
            check_round__closes_at__gt=at or timezone.now(),
            check_round__inspection__stage=Inspection.Stage.PRE_PUBLICATION_CHECK,
        )

    def ended_for_body(self, user: User, since: datetime) -> Self:
        """Extracts that the person could read as one of the body's own people, until the check
        ended at that moment or later.
        """
        if not holds(user, Right.EXTRACTS_READ):
            return self.none()
        ran_out = Q(check_round__closes_at__range=(since, timezone.now()))
        return self.filter(
            Q(check_round__closed_at__gte=since) | ran_out, chapter__body__in=standing(user).bodies
        )

    def for_list(self) -> Self:
        return self.select_related("check_round__inspection", "chapter__body").defer("content")


@tracked_without("content")
class Extract(Followed, Identified):
    """What one body is given to check: its own chapter and the region's text, as they stood.

    `content` is that part of the document (`inspection_portal.reports.document`) and never changes.
    """

    SHOWN_FROM = ("check_round__changed_at", "check_round__inspection__changed_at")

    check_round = models.ForeignKey(PrePublicationCheck, models.PROTECT, related_name="extracts")
    chapter = models.ForeignKey(InspectedBody, models.PROTECT, related_name="extracts")
    number = models.PositiveSmallIntegerField()
    content = models.JSONField()
    content_sha256 = models.CharField(max_length=64)

    objects = ExtractQuerySet.as_manager()

    class Meta:
        ordering = ["check_round", "number"]
        constraints = [
            models.UniqueConstraint(name="extract_number_once", fields=["check_round", "number"]),
            models.UniqueConstraint(
                name="extract_once_per_body", fields=["check_round", "chapter"]
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return f"Extract {self.number}: {self.chapter}"

    def get_absolute_url(self) -> str:
        return address_of("findings:extract", self.uuid)


@tracked
class ExtractReply(Identified):
    """That a body has read its extract and has nothing to challenge, as one of its leads says."""

    extract = models.OneToOneField(Extract, models.PROTECT, related_name="reply")
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "extract replies"
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return f"Nothing to challenge in {self.extract}"


class ChallengeQuerySet(models.QuerySet["Challenge"]):
    def visible_to(self, user: User, at: datetime | None = None) -> Self:
        """A body's people see its challenges while they may read the extract, and the answers to
        them for good; those who read the drafts see all.
        """
        drafts = Inspection.objects.drafts_visible_to(user)
        own = Extract.objects.readable_by_body(user, at)
        return self.filter(
            Q(extract__in=own)
            | Q(extract__chapter__body__in=standing(user).bodies, confirmed_at__isnull=False)
            | Q(extract__check_round__inspection__in=drafts)
        )

    def standing(self) -> Self:
        """Challenges that have not been withdrawn."""
        return self.filter(withdrawn_at=None)

    def open(self) -> Self:
        """Challenges that still wait for a decision, or for a second person to confirm it."""
        return self.standing().filter(confirmed_at=None)

    def for_list(self) -> Self:
        return self.select_related(
            *("extract__check_round__inspection__region", "extract__chapter__body"),
            *("paragraph__finding", "raised_by", "decided_by", "confirmed_by"),
        ).defer("extract__content")


@tracked
class Challenge(Followed, Identified):
    """What a body says is wrong in its extract, and what the inspectorate made of it.

    `passage` is the text that it challenges, the one with `passage_number` in the extract, and of
    `paragraph` where it is one of a finding. A decision counts once a second person has confirmed
    it; `text_before` and `text_after` show what it did.
    """

    SHOWN_FROM = (
        "extract__check_round__changed_at",
        "extract__check_round__inspection__changed_at",
    )

    class Decision(models.TextChoices):
        ACCEPTED = "accepted", "Accepted"
        ACCEPTED_IN_PART = "accepted_in_part", "Accepted in part"
        REJECTED = "rejected", "Rejected"

    extract = models.ForeignKey(Extract, models.PROTECT, related_name="challenges")
    number = models.PositiveSmallIntegerField()
    paragraph = models.ForeignKey(
        Paragraph, models.PROTECT, null=True, blank=True, related_name="challenges"
    )
    passage_number = models.PositiveSmallIntegerField()
    passage = models.TextField()
    text = models.TextField()
    raised_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    raised_at = models.DateTimeField()
    withdrawn_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    decision = models.CharField(max_length=20, choices=Decision, blank=True)
    reason = models.TextField(blank=True)
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    text_before = models.TextField(blank=True)
    text_after = models.TextField(blank=True)
    confirmed_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True, blank=True)

    objects = ChallengeQuerySet.as_manager()

    class Meta:
        ordering = ["extract", "number"]
        constraints = [
            models.UniqueConstraint(name="challenge_number_once", fields=["extract", "number"]),
            models.CheckConstraint(
                name="challenge_has_text",
                condition=Q(text__regex=r"\S"),
                violation_error_message="Say what is wrong and what is right.",
            ),
            models.CheckConstraint(
                name="challenge_decision_is_known",
                condition=Q(decision__in=["", "accepted", "accepted_in_part", "rejected"]),
                violation_error_message="Accept the challenge, accept it in part, or reject it.",
            ),
            models.CheckConstraint(
                name="challenge_decided_by_someone_with_reason",
                condition=Q(decision="", reason="", decided_by=None, decided_at=None)
                | (
                    ~Q(decision="")
                    & Q(
                        reason__regex=r"\S",
                        decided_by__isnull=False,
                        decided_at__isnull=False,
                    )
                ),
                violation_error_message="Give the reason for your decision.",
            ),
            models.CheckConstraint(
                name="challenge_confirmed_by_another",
                condition=Q(confirmed_by=None, confirmed_at=None)
                | (
                    ~Q(decision="")
                    & Q(confirmed_by__isnull=False, confirmed_at__isnull=False)
                    & ~Q(confirmed_by=F("decided_by"))
                ),
                violation_error_message=(
                    "You decided this challenge. Ask another person to confirm."
                ),
            ),
            models.CheckConstraint(
                name="challenge_withdrawn_by_someone_while_undecided",
                condition=Q(withdrawn_by=None, withdrawn_at=None)
                | Q(withdrawn_by__isnull=False, withdrawn_at__isnull=False, decision=""),
                violation_error_message="Only an undecided challenge is withdrawn.",
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(
                name="raised_is_frozen",
                fields=[
                    *("extract", "number", "paragraph", "passage_number", "passage", "text"),
                    *("raised_by", "raised_at"),
                ],
            ),
            pgtrigger.Protect(
                name="confirmed_is_frozen",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__confirmed_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"Challenge {self.extract.number}.{self.number}"

    def get_absolute_url(self) -> str:
        return address_of("findings:challenge", self.uuid)

    @property
    def is_open(self) -> bool:
        return self.confirmed_at is None and self.withdrawn_at is None

    @property
    def is_accepted(self) -> bool:
        """Whether the text must change for it, wholly or in part."""
        return self.decision in (self.Decision.ACCEPTED, self.Decision.ACCEPTED_IN_PART)


class ChallengeFileQuerySet(models.QuerySet["ChallengeFile"]):
    def visible_to(self, user: User, at: datetime | None = None) -> Self:
        return self.filter(challenge__in=Challenge.objects.visible_to(user, at))

    def for_list(self) -> Self:
        return self.select_related("added_by").defer("content")


@tracked
class ChallengeFile(StoredFile):
    """A document that a body puts forward for its challenge."""

    challenge = models.ForeignKey(Challenge, models.PROTECT, related_name="files")

    objects = ChallengeFileQuerySet.as_manager()

    class Meta(StoredFile.Meta):
        triggers = [STORED_FILE_IS_FROZEN]

    def get_absolute_url(self) -> str:
        return address_of("findings:challenge_file", self.uuid)
