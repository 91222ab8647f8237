"""What is said of an entry's progress, and the claim that it is done (domain §3.3)."""

from datetime import date
from typing import Self

import pgtrigger
from django.db import models
from django.db.models import Q

from findings.models.evidence import STORED_FILE_IS_FROZEN, StoredFile
from forces.models import standing
from inspection_portal.core.addresses import address_of
from inspection_portal.core.history import tracked, tracked_links
from inspection_portal.core.models import Followed, Identified, User, Versioned
from recommendations.models.lists import Basis
from recommendations.models.milestone import Milestone
from recommendations.models.register import RegisterEntry


class Side(models.TextChoices):
    """Who wrote a line; its internal note is for the same side alone."""

    BODY = "body", "The body"
    INSPECTORATE = "inspectorate", "The inspectorate"


class ProgressUpdateQuerySet(models.QuerySet["ProgressUpdate"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(entry__in=RegisterEntry.objects.visible_to(user))

    def told(self) -> Self:
        """Lines that say something to both sides: all but mere internal notes."""
        return self.exclude(narrative="", position="")

    def for_list(self) -> Self:
        return self.select_related("by", "entry")


class ProgressUpdate(Followed, Identified):
    """One line on how an entry gets on; only ever added to.

    `narrative` is read by both sides, and names no person. `internal_note` is read by the side that
    wrote it alone. `position` is the body's new position, empty where that stays.
    """

    entry = models.ForeignKey(RegisterEntry, models.PROTECT, related_name="updates")
    side = models.CharField(max_length=12, choices=Side)
    narrative = models.TextField(blank=True)
    internal_note = models.TextField(blank=True)
    position = models.CharField(max_length=20, choices=RegisterEntry.Position, blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = ProgressUpdateQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["entry", "-at", "-id"], name="update_by_entry")]
        constraints = [
            models.CheckConstraint(
                name="update_says_something",
                condition=Q(narrative__regex=r"\S")
                | Q(internal_note__regex=r"\S")
                | ~Q(position=""),
                violation_error_message="Say how far it is.",
            ),
            models.CheckConstraint(
                name="update_side_is_known", condition=Q(side__in=["body", "inspectorate"])
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return f"Update of {self.entry.reference}"


class UpdateRequestQuerySet(models.QuerySet["UpdateRequest"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(entry__in=RegisterEntry.objects.visible_to(user))

    def waiting(self) -> Self:
        return self.filter(answer=None)

    def for_list(self) -> Self:
        return self.select_related("asked_by", "entry", "answer")


@tracked
class UpdateRequest(Followed, Identified):
    """That the inspectorate asks a body how far an entry is, and by when; answered by an update."""

    entry = models.ForeignKey(RegisterEntry, models.PROTECT, related_name="update_requests")
    words = models.TextField(blank=True)
    wanted_by = models.DateField()
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    answer = models.OneToOneField(
        ProgressUpdate, models.PROTECT, null=True, blank=True, related_name="answers"
    )

    objects = UpdateRequestQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                name="update_asked_for_once_at_a_time",
                fields=["entry"],
                condition=Q(answer=None),
                violation_error_message="An update has been asked for and not come yet.",
            )
        ]

    def __str__(self) -> str:
        return f"Update wanted of {self.entry.reference}"


class EntryFileQuerySet(models.QuerySet["EntryFile"]):
    def visible_to(self, user: User) -> Self:
        """Files are for those who act for the body, and for the inspectorate; who only oversees a
        body reads what it says of them.
        """
        seen = self.filter(entry__in=RegisterEntry.objects.visible_to(user))
        who = standing(user)
        if who.is_inspectorate:
            return seen
        return seen.filter(
            Q(entry__body__in=who.bodies) | Q(entry__policing_body__in=who.policing_bodies)
        )

    def for_list(self) -> Self:
        return self.select_related("added_by", "entry").defer("content")


@tracked
class EntryFile(Followed, StoredFile):
    """A document that shows what was done about an entry."""

    entry = models.ForeignKey(RegisterEntry, models.PROTECT, related_name="files")
    describes = models.TextField(blank=True)

    objects = EntryFileQuerySet.as_manager()

    class Meta(StoredFile.Meta):
        triggers = [STORED_FILE_IS_FROZEN]

    def get_absolute_url(self) -> str:
        return address_of("recommendations:entry_file", self.uuid)


class ClaimQuerySet(models.QuerySet["Claim"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(entry__in=RegisterEntry.objects.visible_to(user))

    def open(self) -> Self:
        """Those that are with the inspectorate."""
        return self.filter(state__in=Claim.OPEN)

    def to_verify(self, on: date) -> Self:
        """Those that wait for an inspector on that day: made, or demonstrated until it."""
        shown = Q(state=Claim.State.DEMONSTRATION, demonstration_until__lt=on)
        return self.filter(Q(state=Claim.State.MADE) | shown)

    def for_list(self) -> Self:
        return self.select_related(
            *("entry__body", "entry__policing_body", "entry__organisation"),
            *("milestone", "made_by", "verified_by", "basis"),
        )


@tracked
class Claim(Followed, Identified, Versioned):
    """That a body says an entry, or one milestone of it, is done; its words are frozen once made.

    An inspector verifies it, and a second person of the inspectorate authorises what closes the
    entry. While it is open, reminders pause. `done_from` is the day from which it is done.
    `verdict` is what the body reads of the verification. Until `demonstration_until` the body shows
    that it lasts. `answered_at` is the moment of the first verification, `verified_at` that of the
    latest.
    """

    class State(models.TextChoices):
        MADE = "made", "With the inspectorate"
        DEMONSTRATION = "demonstration", "In a demonstration period"
        VERIFIED = "verified", "Verified, to be authorised"
        ACCEPTED = "accepted", "Accepted"
        SENT_BACK = "sent_back", "Sent back for more"
        REJECTED = "rejected", "Rejected"
        WITHDRAWN = "withdrawn", "Withdrawn"

    OPEN = (State.MADE, State.DEMONSTRATION, State.VERIFIED)
    # What the body may still take back.
    UNDECIDED = (State.MADE, State.DEMONSTRATION)

    entry = models.ForeignKey(RegisterEntry, models.PROTECT, related_name="claims")
    milestone = models.ForeignKey(
        Milestone, models.PROTECT, null=True, blank=True, related_name="claims"
    )
    done = models.TextField()
    done_from = models.DateField()
    files = models.ManyToManyField(EntryFile, related_name="claims")
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    state = models.CharField(max_length=15, choices=State, default=State.MADE)
    basis = models.ForeignKey(Basis, models.PROTECT, null=True, blank=True, related_name="+")
    verdict = models.TextField(blank=True)
    internal_note = models.TextField(blank=True)
    verified_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    verified_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    demonstration_until = models.DateField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = ClaimQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "-pk"]
        indexes = [
            models.Index(
                fields=["made_at", "id"],
                condition=Q(state__in=["made", "demonstration", "verified"]),
                name="claim_open",
            ),
            models.Index(
                fields=["answered_at"],
                condition=Q(answered_at__isnull=False),
                name="claim_by_answer",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                name="claim_open_once",
                fields=["entry"],
                condition=Q(state__in=["made", "demonstration", "verified"]),
                violation_error_message=(
                    "A claim is with the inspectorate already. Wait for its answer, or withdraw it."
                ),
            ),
            models.CheckConstraint(
                name="claim_says_what_is_done",
                condition=Q(done__regex=r"\S"),
                violation_error_message="Say what is done.",
            ),
            models.CheckConstraint(
                name="claim_closed_iff_not_open",
                condition=Q(state__in=["made", "demonstration", "verified"], closed_at=None)
                | Q(
                    state__in=["accepted", "sent_back", "rejected", "withdrawn"],
                    closed_at__isnull=False,
                ),
            ),
            models.CheckConstraint(
                name="claim_verified_by_someone",
                condition=Q(state__in=["made", "withdrawn"])
                | Q(verified_by__isnull=False, verified_at__isnull=False, verdict__regex=r"\S"),
                violation_error_message="Say what was found.",
            ),
            models.CheckConstraint(
                name="claim_accepted_on_a_basis",
                condition=~Q(state__in=["verified", "accepted"]) | Q(basis__isnull=False),
                violation_error_message="Say what the verification rests on.",
            ),
            models.CheckConstraint(
                name="claim_demonstration_has_an_end",
                condition=~Q(state="demonstration") | Q(demonstration_until__isnull=False),
                violation_error_message="Say until when the body shows that it lasts.",
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(
                name="claim_is_frozen",
                fields=["entry", "milestone", "done", "done_from", "made_by", "made_at"],
            ),
        ]

    def __str__(self) -> str:
        return f"Claim on {self.entry.reference}"

    def get_absolute_url(self) -> str:
        return address_of("recommendations:claim_verify", self.uuid)

    @property
    def is_open(self) -> bool:
        return self.state in self.OPEN

    @property
    def told_state(self) -> str:
        """What the body is told of its state: nothing of what waits for a second person."""
        return self.State.MADE if self.state == self.State.VERIFIED else self.state

    @property
    def told_verdict(self) -> str:
        """What the body reads of the verification, once it is told."""
        return "" if self.told_state == self.State.MADE else self.verdict

    def must_demonstrate(self, on: date) -> bool:
        """Whether on that day the body still has time to show that it lasts."""
        until = self.demonstration_until
        return self.state == self.State.DEMONSTRATION and until is not None and until >= on


@tracked_links
class ClaimFile(Claim.files.through):  # type: ignore[name-defined]
    class Meta:
        proxy = True
